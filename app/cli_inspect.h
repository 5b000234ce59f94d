// The part of the command line that asks single questions: inspect, fetch, check.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace duwang::app {

// `action` is set by the command that was chosen; it must outlive the parsing.
void add_probes(CLI::App& app, std::function<int()>& action);

}  // namespace duwang::app
