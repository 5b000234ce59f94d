// measure FILE COMMAND [ARGUMENT …]: runs the command and writes one line of JSON into FILE: CPU
// seconds (user and system, of it and of what it waited for), wall seconds, largest resident size
// and exit status. Ends with the command's exit status.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace {

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print(stderr, "measure FILE COMMAND [ARGUMENT ...]\n");
        return 2;
    }
    auto start = std::chrono::steady_clock::now();
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        fmt::print(stderr, "measure: {} cannot be run\n", argv[2]);
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || wait4(child, &status, 0, &usage) != child) return 1;
    std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    std::FILE* file = std::fopen(argv[1], "w");
    if (file == nullptr) return 1;
    fmt::print(file, "{{\"cpu\": {:.3f}, \"wall\": {:.3f}, \"rss_mb\": {:.1f}, \"exit\": {}}}\n",
               seconds(usage.ru_utime) + seconds(usage.ru_stime), wall.count(),
               static_cast<double>(usage.ru_maxrss) / 1024, code);
    std::fclose(file);
    return code;
}
