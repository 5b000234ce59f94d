// The part of the command line by which people enter things: template, import, marks, ratings,
// entries.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace duwang::app {

// `action` is set by the command that was chosen; it must outlive the parsing.
void add_entry_commands(CLI::App& app, std::function<int()>& action);

}  // namespace duwang::app
