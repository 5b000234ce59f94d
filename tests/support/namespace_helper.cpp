// A web server and a name server for tests inside a namespace: starts both, runs a command, ends.
//   namespace_helper WEB_ADDRESSES DNS_ANSWERS COMMAND…
// WEB_ADDRESSES: "127.0.0.1,::1", port 80. DNS_ANSWERS: "www.x.gov.cn=::1,192.0.2.1;…".
// In the command {dns} stands for the name server's address and port.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <sstream>
#include <vector>

#include "tests/support/dns_server.h"
#include "tests/support/script_server.h"

namespace duwang::test {
namespace {

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, at);) parts.push_back(part);
    return parts;
}

ScriptReply page(const ScriptRequest& request) {
    std::string body = "<html><title>湖泊县</title><body>" + request.listener + "</body></html>";
    ScriptReply reply;
    reply.bytes = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
                  std::to_string(body.size()) + "\r\n\r\n" + body;
    return reply;
}

int run(char** words, const std::string& dns) {
    std::vector<std::string> command;
    for (; *words; ++words) command.push_back(std::string(*words) == "{dns}" ? dns : *words);
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = ::fork();
    if (child == 0) {
        ::execv(arguments.front(), arguments.data());
        ::_exit(127);
    }
    int told = 0;
    ::waitpid(child, &told, 0);
    return WIFEXITED(told) ? WEXITSTATUS(told) : 126;
}

int serve_and_run(char** words) {
    std::map<std::string, std::vector<std::string>> names;
    for (const std::string& entry : split(words[2], ';'))
        names[entry.substr(0, entry.find('='))] = split(entry.substr(entry.find('=') + 1), ',');
    ScriptServer web(&page, split(words[1], ','), {}, 80);
    DnsServer dns([&](const DnsQuestion& question) {
        DnsReply reply;
        auto found = names.find(question.name);
        reply.rcode = found == names.end() ? 3 : 0;
        if (found != names.end()) reply.addresses = found->second;
        return reply;
    });
    return run(words + 3, dns.endpoint());
}

}  // namespace
}  // namespace duwang::test

int main(int count, char** words) {
    if (count < 4) return 2;
    try {
        return duwang::test::serve_and_run(words);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "namespace_helper: %s\n", error.what());
        return 126;
    }
}
