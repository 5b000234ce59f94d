#include "tests/support/nginx.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "tests/support/loopback.h"

namespace duwang::test {

int free_port() {
    int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

Nginx::Nginx(const std::map<std::string, std::string>& servers, const std::string& listen) {
    std::string blocks;
    for (const auto& [name, block] : servers) {
        ports_[name] = free_port();
        blocks += fmt::format("server {{ listen 127.0.0.1:{} {}; server_name {}.test;\n{}\n}}\n",
                              ports_[name], listen, name, block);
    }
    std::string temps;
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        temps += fmt::format("{}_temp_path {};\n", kind, folder_.path(kind));
    std::string config = folder_.path("nginx.conf");
    write_text(config,
               fmt::format("daemon off; master_process off; pid {0}/pid; error_log {0}/error.log "
                           "info;\nevents {{ worker_connections 512; }}\nhttp {{ access_log "
                           "{0}/access.log; default_type text/html;\n{1}{2}}}\n",
                           folder_.path(), temps, blocks));
    const char* program = std::filesystem::exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
    child_ = ::fork();
    if (child_ == 0) {
        int quiet = ::open("/dev/null", O_RDWR);
        for (int i : {0, 1, 2}) ::dup2(quiet, i);
        ::execlp(program, program, "-p", folder_.path().c_str(), "-c", config.c_str(), nullptr);
        ::_exit(127);
    }
    for (int i = 0; i < 200 && !answers(ports_.begin()->second); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    if (!answers(ports_.begin()->second))
        throw std::runtime_error("nginx did not start\n" + read_text(folder_.path("error.log")));
}

bool Nginx::answers(int port) const {
    int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(port);
    bool open = ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(socket);
    return open;
}

Nginx::~Nginx() {
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
}

}  // namespace duwang::test
