// Runs the real program as a user would: arguments in, exit code and output out.
#pragma once

#include <cstdint>
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
