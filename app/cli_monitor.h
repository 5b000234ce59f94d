// The part of the command line that monitors home pages: monitor.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace duwang::app {

// `action` is set by the command when it was chosen; it must outlive the parsing.
void add_monitor_command(CLI::App& app, std::function<int()>& action);

}  // namespace duwang::app
