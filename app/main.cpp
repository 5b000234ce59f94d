#include <fmt/format.h>

#include <exception>

#include "app/cli.h"
#include "app/exit_code.h"

int main(int argc, char** argv) {
    try {
        return duwang::app::run_cli(argc, argv);
    } catch (const std::exception& e) {
        fmt::print(stderr, "duwang: internal error: {}\n", e.what());
        return duwang::app::exit_internal;
    }
}
