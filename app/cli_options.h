#pragma once
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace duwang::app {

// An option that may be given several times, with one value each time: what follows the value is
// not swallowed, so that names and ids may come after it.
CLI::Option* add_repeatable(CLI::App& command, const char* name, std::vector<std::string>& values,
                            const char* help);

// How servers are found and asked: --dns, --resolve, --allow-address, --ca-file.
struct AskingWords {
    std::vector<std::string>& dns;
    std::vector<std::string>& resolve;
    std::vector<std::string>& allow;
    std::string& ca_file;
};
void add_asking(CLI::App& command, AskingWords words);

}  // namespace duwang::app
