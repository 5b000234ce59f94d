#include "app/cli_options.h"

#include <CLI/CLI.hpp>

namespace duwang::app {

CLI::Option* add_repeatable(CLI::App& command, const char* name, std::vector<std::string>& values,
                            const char* help) {
    return command.add_option(name, values, help)->allow_extra_args(false);
}

void add_asking(CLI::App& command, AskingWords words) {
    add_repeatable(command, "--dns", words.dns, "Name server ADDRESS[:PORT]; repeatable");
    add_repeatable(command, "--resolve", words.resolve,
                   "HOST:PORT:ADDRESS[:PORT]; host * is any; repeatable");
    add_repeatable(
        command, "--allow-address", words.allow,
        "Non-public ADDRESS[:PORT] or ADDRESS/BITS that may be connected to; repeatable");
    command.add_option("--ca-file", words.ca_file, "Certificates to trust, PEM");
}

}  // namespace duwang::app
