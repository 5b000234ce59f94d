#include "tests/support/program.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/support/kept_captures.h"

namespace duwang::test {
namespace {

[[noreturn]] void become_program(const std::vector<std::string>& arguments, const std::string& in,
                                 const std::string& out, const std::string& err,
                                 std::int64_t file_bytes_max) {
    ::dup2(::open(in.c_str(), O_RDONLY), STDIN_FILENO);
    int out_file = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int err_file = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(out_file, STDOUT_FILENO);
    ::dup2(err_file, STDERR_FILENO);
    if (file_bytes_max > 0) {
        rlimit limit{static_cast<rlim_t>(file_bytes_max), static_cast<rlim_t>(file_bytes_max)};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    std::vector<char*> words{const_cast<char*>(DUWANG_PROGRAM)};
    for (const std::string& argument : arguments)
        words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    ::execv(DUWANG_PROGRAM, words.data());
    ::_exit(127);
}

int wait_for(pid_t child, const ProgramLimits& limits) {
    auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(limits.kill_after_ms);
    int status = 0;
    while (::waitpid(child, &status, limits.kill_after_ms > 0 ? WNOHANG : 0) == 0) {
        if (std::chrono::steady_clock::now() >= until) {
            ::kill(child, limits.signal);
            ::waitpid(child, &status, 0);
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

ProgramEnd run_program(const std::vector<std::string>& arguments, const ProgramLimits& limits) {
    TempFolder folder;
    std::string out = folder.path("out");
    std::string err = folder.path("err");
    std::string in = folder.path("in");
    write_text(in, limits.input);
    pid_t child = ::fork();
    if (child == 0) become_program(arguments, in, out, err, limits.file_bytes_max);
    ProgramEnd end;
    end.exit_code = wait_for(child, limits);
    end.out = read_text(out);
    end.err = read_text(err);
    return end;
}

struct RunningProgram::Files {
    TempFolder folder;
    std::string in = folder.path("in"), out = folder.path("out"), err = folder.path("err");
};

RunningProgram::RunningProgram(const std::vector<std::string>& arguments)
    : files_(std::make_unique<Files>()) {
    write_text(files_->in, "");
    child_ = ::fork();
    if (child_ == 0) become_program(arguments, files_->in, files_->out, files_->err, 0);
}

RunningProgram::~RunningProgram() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
}

void RunningProgram::signal(int number) const { ::kill(child_, number); }

ProgramEnd RunningProgram::wait() {
    ProgramEnd end;
    end.exit_code = wait_for(child_, {});
    child_ = -1;
    end.out = out();
    end.err = read_text(files_->err);
    return end;
}

std::string RunningProgram::out() const { return read_text(files_->out); }

std::string read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void write_text(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

TempFolder::TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "duwang-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
}

TempFolder::~TempFolder() {
    keep_captures(path_);
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string TempFolder::path(const std::string& name) const {
    return name.empty() ? path_ : path_ + "/" + name;
}

}  // namespace duwang::test
