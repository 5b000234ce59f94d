#include "tests/support/measured_child.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace duwang::test {

Spent run_in_child(const std::function<void()>& work, unsigned cpu_seconds_max) {
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit limit{cpu_seconds_max, cpu_seconds_max};
        ::setrlimit(RLIMIT_CPU, &limit);
        const rlimit no_core{0, 0};
        ::setrlimit(RLIMIT_CORE, &no_core);
        work();
        ::_exit(0);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || ::wait4(child, &status, 0, &usage) != child) return {};
    Spent spent;
    spent.ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    spent.seconds = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                    static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    spent.mebibytes = static_cast<double>(usage.ru_maxrss) / 1024;
    return spent;
}

}  // namespace duwang::test
