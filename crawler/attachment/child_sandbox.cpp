#include "crawler/attachment/child_sandbox.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>

namespace duwang::crawler {
namespace {

#if defined(__x86_64__)
constexpr unsigned this_machine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned this_machine = AUDIT_ARCH_AARCH64;
#else
constexpr unsigned this_machine = 0;  // no filter is set
#endif

void limit(int what, std::size_t most) noexcept {
    const rlimit value{most, most};
    ::setrlimit(static_cast<__rlimit_resource_t>(what), &value);
}

constexpr sock_filter load(std::size_t offset) {
    return {BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<unsigned>(offset)};
}
constexpr sock_filter give(unsigned answer) { return {BPF_RET | BPF_K, 0, 0, answer}; }
// When it is this call: the next line; else the line after that.
constexpr sock_filter is_call(long number) {
    return {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, static_cast<unsigned>(number)};
}

// Tools that read documents start no process and use no network: those that do obey the document.
void refuse_calls(bool network) noexcept {
    if (this_machine == 0) return;
    constexpr unsigned refused = SECCOMP_RET_ERRNO | EPERM;
    const unsigned sockets = network ? SECCOMP_RET_ALLOW : refused;
    sock_filter lines[] = {
        load(offsetof(seccomp_data, arch)),
        {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, this_machine},
        give(SECCOMP_RET_KILL_PROCESS),
        load(offsetof(seccomp_data, nr)),
        is_call(SYS_socket),
        give(sockets),
        is_call(SYS_socketpair),
        give(sockets),
        is_call(SYS_clone),
        give(refused),
#ifdef SYS_fork
        is_call(SYS_fork),
        give(refused),
        is_call(SYS_vfork),
        give(refused),
#endif
#ifdef SYS_clone3
        is_call(SYS_clone3),
        give(SECCOMP_RET_ERRNO | ENOSYS),
#endif
        is_call(SYS_ptrace),
        give(refused),
        is_call(SYS_kill),
        give(refused),
        is_call(SYS_setsid),
        give(refused),
        is_call(SYS_setpgid),
        give(refused),
        give(SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{sizeof lines / sizeof lines[0], lines};
    ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

}  // namespace

void confine_child(const ChildLimits& limits) noexcept {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    // Fails where the system forbids it.
    if (!limits.network) ::unshare(CLONE_NEWUSER | CLONE_NEWNET);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, limits.cpu_seconds);
    limit(RLIMIT_FSIZE, limits.file_bytes);
    limit(RLIMIT_NOFILE, 64);
    refuse_calls(limits.network);
    limit(RLIMIT_AS, limits.memory);
}

}  // namespace duwang::crawler
