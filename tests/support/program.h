// Runs the real program as a user would: arguments in, exit code and output out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace duwang::test {

struct ProgramEnd {
    int exit_code = -1;  // -1: ended by a signal
    std::string out, err;
};

struct ProgramLimits {
    std::int64_t kill_after_ms = 0;   // `signal` then; 0: never
    int signal = 9;                   // SIGKILL; another one is waited for
    std::int64_t file_bytes_max = 0;  // RLIMIT_FSIZE; 0: none
    std::string input = {};           // what stands on standard input
};

ProgramEnd run_program(const std::vector<std::string>& arguments, const ProgramLimits& limits = {});

// One that goes on while the test does something else. Killed with the object.
class RunningProgram {
  public:
    explicit RunningProgram(const std::vector<std::string>& arguments);
    ~RunningProgram();
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    void signal(int number) const;
    ProgramEnd wait();        // until it ends
    std::string out() const;  // so far

  private:
    struct Files;
    std::unique_ptr<Files> files_;
    int child_ = -1;
};

std::string read_text(const std::string& path);
void write_text(const std::string& path, const std::string& text);

// A folder that is removed with everything in it.
class TempFolder {
  public:
    TempFolder();
    ~TempFolder();
    std::string path(const std::string& name = {}) const;

  private:
    std::string path_;
};

}  // namespace duwang::test
