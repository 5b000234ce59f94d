// What the program's exit says. Documented in README and docs/commands.md.
#pragma once

#include "core/result.h"

namespace duwang::app {

enum ExitCode {
    exit_done = 0,
    exit_negative = 1,  // fetch, check: answered, and the answer is a negative finding
    exit_usage = 2,     // usage, configuration, scheme or CSV
    exit_partial = 3,   // some sites could not be reached; the rest was judged
    exit_nothing = 4,   // nothing could be judged
    exit_internal = 70,
    exit_interrupted = 130  // stopped by a signal or a full disk: the same command continues
};

inline int exit_code_of(Errc code) {
    switch (code) {
        case Errc::usage:
        case Errc::config:
        case Errc::not_found:
            return exit_usage;
        case Errc::disk_full:
        case Errc::interrupted:
            return exit_interrupted;
        default:
            return exit_internal;
    }
}

}  // namespace duwang::app
