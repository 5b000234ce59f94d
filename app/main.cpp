#include <fmt/format.h>

#include <csignal>
#include <exception>
#include <system_error>

#include "app/cli.h"
#include "app/exit_code.h"

int main(int argc, char** argv) {
    // A limit on file sizes is reported like a full disk, and a closed pipe like any write error.
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return duwang::app::run_cli(argc, argv);
    } catch (const std::system_error& e) {
        // Who reads our output has seen enough, as in `duwang capture facts … | head`.
        if (e.code() == std::errc::broken_pipe) return duwang::app::exit_done;
        fmt::print(stderr, "duwang: internal error: {}\n", e.what());
        return duwang::app::exit_internal;
    } catch (const std::exception& e) {
        fmt::print(stderr, "duwang: internal error: {}\n", e.what());
        return duwang::app::exit_internal;
    }
}
