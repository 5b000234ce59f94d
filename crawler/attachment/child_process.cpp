#include "crawler/attachment/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <utility>

#include "crawler/attachment/child_sandbox.h"

namespace duwang::crawler {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::array<std::string_view, 3> folders{"/usr/local/bin", "/usr/bin", "/bin"};

class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }
    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }
    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

  private:
    int number_;
};

struct Pipe {
    Descriptor in, out;  // read from, written to
    bool open() {
        int both[2];
        if (::pipe2(both, O_CLOEXEC) != 0) return false;
        in = Descriptor(both[0]);
        out = Descriptor(both[1]);
        return true;
    }
};

// A folder of the child's own; gone with everything in it at the end.
class PrivateFolder {
  public:
    PrivateFolder() {
        std::error_code none;
        path_ = (std::filesystem::temp_directory_path(none) / "duwang-XXXXXX").string();
        if (::mkdtemp(path_.data()) == nullptr) path_.clear();
    }
    ~PrivateFolder() {
        std::error_code none;
        if (!path_.empty()) std::filesystem::remove_all(path_, none);
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

std::string program_path(const std::string& name) {
    if (name.find('/') != name.npos) return ::access(name.c_str(), X_OK) == 0 ? name : "";
    for (const std::string_view folder : folders)
        if (std::string path = std::string(folder) + "/" + name; ::access(path.c_str(), X_OK) == 0)
            return path;
    return {};
}

// In memory, sealed: the child can read it as a file and not change it.
Descriptor nameless_file(std::string_view bytes) {
    Descriptor file(::memfd_create("attachment", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    while (file && !bytes.empty()) {
        const ssize_t wrote = ::write(file.number(), bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return Descriptor();
        bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    if (file) {
        ::fcntl(file.number(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK);
        ::lseek(file.number(), 0, SEEK_SET);
    }
    return file;
}

// All that the child needs, made before the fork: nothing may be allocated after it.
struct Plan {
    std::string path;
    std::vector<char*> arguments, environment;
    const char* folder = nullptr;
    int input = -1, output = -1, complaints = -1, failure = -1;
    ChildLimits limits;
};

[[noreturn]] void become_tool(const Plan& plan) noexcept {
    ::setpgid(0, 0);
    ::dup2(plan.input, 0);
    ::dup2(plan.output, 1);
    ::dup2(plan.complaints, 2);
    ::dup2(plan.failure, 3);
    ::fcntl(3, F_SETFD, FD_CLOEXEC);
    ::syscall(SYS_close_range, 4u, ~0u, 0u);
    if (::chdir(plan.folder) != 0) ::_exit(127);
    for (int signal = 1; signal < 32; ++signal) ::signal(signal, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    confine_child(plan.limits);
    ::execve(plan.path.c_str(), plan.arguments.data(), plan.environment.data());
    const int problem = errno;
    if (::write(3, &problem, sizeof problem) < 0) ::_exit(126);
    ::_exit(127);
}

pid_t start(const Plan& plan) {
    sigset_t all, before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);  // no handler of ours runs in the child
    const pid_t child = ::fork();
    if (child == 0) become_tool(plan);
    if (child > 0) ::setpgid(child, child);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return child;
}

// Reads what is there; false at the end of the stream.
bool drain(Descriptor& from, std::string& into, std::size_t most, bool& over) {
    std::array<char, 65'536> part;
    const ssize_t got = ::read(from.number(), part.data(), part.size());
    if (got < 0) return errno == EINTR || errno == EAGAIN;
    if (got == 0) return false;
    const std::size_t room = most - std::min(most, into.size());
    over = over || static_cast<std::size_t>(got) > room;
    into.append(part.data(), std::min(static_cast<std::size_t>(got), room));
    return true;
}

// Until both streams end or a limit does.
void listen(Descriptor& output, Descriptor& complaints, const ToolLimits& limits,
            Clock::time_point end, ToolEnd& tool) {
    bool too_much = false, ignored = false;
    while (output || complaints) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        if (left <= 0) {
            tool.why = ToolEnd::Why::time;
            return;
        }
        std::array<pollfd, 2> waits{pollfd{output.number(), POLLIN, 0},
                                    pollfd{complaints.number(), POLLIN, 0}};
        if (::poll(waits.data(), waits.size(), static_cast<int>(std::min<long>(left, 1'000))) <= 0)
            continue;
        if (waits[0].revents != 0 && !drain(output, tool.output, limits.output, too_much))
            output.close();
        if (waits[1].revents != 0 && !drain(complaints, tool.complaint, limits.complaint, ignored))
            complaints.close();
        if (too_much) {
            tool.why = ToolEnd::Why::output;
            return;
        }
    }
}

bool complains_of_memory(std::string_view text) {
    for (const std::string_view words : {"bad_alloc", "ut of memory", "annot allocate memory",
                                         "alloc failed", "emory exhausted", "bogus memory"})
        if (text.find(words) != text.npos) return true;
    return false;
}

// The child has closed its streams, or was too slow: a moment more, then it is ended.
void finish(pid_t child, Clock::time_point end, ToolEnd& tool) {
    const bool stopped = tool.why == ToolEnd::Why::time || tool.why == ToolEnd::Why::output;
    int status = 0;
    pid_t gone = 0;
    if (!stopped) {
        // Waits without sleeping: the descriptor of a process is readable when it has ended.
        const Descriptor ended(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        pollfd wait{ended.number(), POLLIN, 0};
        if (ended) ::poll(&wait, 1, static_cast<int>(std::max<long>(left, 0)));
        while ((gone = ::waitpid(child, &status, WNOHANG)) < 0 && errno == EINTR) {
        }
        if (gone == 0) tool.why = ToolEnd::Why::time;
    }
    // The group outlives its first process where that left others behind.
    ::kill(-child, SIGKILL);
    if (gone == 0)
        while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
    if (tool.why == ToolEnd::Why::time || tool.why == ToolEnd::Why::output) return;
    tool.why = WIFSIGNALED(status) ? ToolEnd::Why::signalled : ToolEnd::Why::exited;
    tool.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    tool.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (tool.signal == SIGXCPU || tool.signal == SIGKILL) tool.why = ToolEnd::Why::time;
    // Its largest size tells nothing: the system counts what the process was before it was a tool.
    if (!tool.fine() && complains_of_memory(tool.complaint)) tool.why = ToolEnd::Why::memory;
}

}  // namespace

bool is_installed(const std::string& program) { return !program_path(program).empty(); }

ToolEnd run_tool(const std::vector<std::string>& arguments, std::string_view input,
                 const ToolLimits& limits) {
    const Clock::time_point end = Clock::now() + limits.time;
    ToolEnd tool;
    Plan plan;
    plan.path = program_path(arguments.at(0));
    if (plan.path.empty()) {
        tool.why = ToolEnd::Why::no_such_program;
        return tool;
    }
    const PrivateFolder folder;
    Descriptor file = nameless_file(input);
    Pipe output, complaints, failed;
    if (folder.path().empty() || !file || !output.open() || !complaints.open() || !failed.open())
        return tool;
    std::vector<std::string> environment{"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8",
                                         "HOME=" + folder.path(), "TMPDIR=" + folder.path()};
    for (const std::string& one : arguments)
        plan.arguments.push_back(const_cast<char*>(one.c_str()));
    for (std::string& one : environment) plan.environment.push_back(one.data());
    plan.arguments.push_back(nullptr);
    plan.environment.push_back(nullptr);
    plan.folder = folder.path().c_str();
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(limits.time).count();
    plan.limits = {limits.memory, limits.files, static_cast<unsigned>(std::max<long>(seconds, 1)),
                   limits.network};
    // Above those that the child gives itself, so that none is overwritten before it is used.
    const auto above = [](const Descriptor& one) {
        return Descriptor(::fcntl(one.number(), F_DUPFD_CLOEXEC, 10));
    };
    Descriptor in = above(file), out = above(output.out), err = above(complaints.out),
               fail = above(failed.out);
    plan.input = in.number();
    plan.output = out.number();
    plan.complaints = err.number();
    plan.failure = fail.number();
    const pid_t child = start(plan);
    for (Descriptor* one :
         {&in, &out, &err, &fail, &output.out, &complaints.out, &failed.out, &file})
        one->close();
    if (child < 0) return tool;
    tool.why = ToolEnd::Why::exited;
    int problem = 0;
    const bool refused = ::read(failed.in.number(), &problem, sizeof problem) == sizeof problem;
    listen(output.in, complaints.in, limits, end, tool);
    finish(child, end, tool);
    if (refused)
        tool.why = problem == ENOENT ? ToolEnd::Why::no_such_program : ToolEnd::Why::not_started;
    return tool;
}

}  // namespace duwang::crawler
