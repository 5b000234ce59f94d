// Runs a tool on bytes of others, without a shell: bounded in time, memory, files and output, in a
// process group of its own that ends as a whole; it can start no process and, unless it is a client
// of the network, open no socket.
// Safe in a program with many threads. Linux only.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::crawler {

struct ToolLimits {
    std::chrono::milliseconds time{10'000};  // of the wall clock; CPU time is bounded by it too
    std::size_t memory = 192u << 20;         // address space
    std::size_t output = 48u << 20;          // of its standard output; what is more ends it
    std::size_t files = 4u << 20;            // bytes of each file that it writes
    std::size_t complaint = 4u << 10;        // of its standard error; what is more is dropped
    bool network = false;                    // it may open sockets
};

struct ToolEnd {
    enum class Why {
        exited,           // by itself; see exit_code
        no_such_program,  // not installed
        not_started,      // the system refused (no memory, no processes)
        signalled,        // crashed
        time,             // a limit ended it
        memory,
        output,
    } why = Why::not_started;
    int exit_code = -1, signal = 0;
    std::string output;     // what was written until then
    std::string complaint;  // of its standard error, bounded

    bool fine() const { return why == Why::exited && exit_code == 0; }
};

// Is there a program of that name for run_tool?
bool is_installed(const std::string& program);

// `arguments`: the program's name, looked for in the system's own folders, and what follows. Its
// input is a file without a name that nobody can change: `input_path` as an argument, and standard
// input.
inline constexpr const char* input_path = "/proc/self/fd/0";
ToolEnd run_tool(const std::vector<std::string>& arguments, std::string_view input,
                 const ToolLimits& limits = {});

}  // namespace duwang::crawler
