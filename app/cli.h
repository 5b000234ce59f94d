// The command line.
#pragma once

namespace duwang::app {

int run_cli(int argc, char** argv);

}  // namespace duwang::app
