// Work done in a child process whose time and memory are bounded and known.
#pragma once

#include <functional>

namespace duwang::test {

struct Spent {
    bool ended = false;    // normally; false: killed by a signal, a limit among them
    double seconds = 0;    // of CPU
    double mebibytes = 0;  // largest resident size
};

// `cpu_seconds_max`: whole seconds, the child is killed beyond.
Spent run_in_child(const std::function<void()>& work, unsigned cpu_seconds_max);

}  // namespace duwang::test
