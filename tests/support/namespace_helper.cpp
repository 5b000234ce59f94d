// A web server and a name server for tests inside a namespace: starts both, runs a command, ends.
//   namespace_helper WEB_ADDRESSES DNS_ANSWERS COMMAND…
// WEB_ADDRESSES: "127.0.0.1,::1", port 80; "::1=other" behaves otherwise there (see Way).
// DNS_ANSWERS: "www.x.gov.cn=::1,192.0.2.1;NS x.gov.cn=ns.x.gov.cn;@=2400:da00::53"; the last one
// lets the name server answer there too, on port 53.
// In the command {dns} stands for the name server's address and port.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <list>
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

// How the site behaves at an address: "other" serves other texts, "gone" 404 for everything, "mute"
// takes requests and never answers, "flaky" closes every other request, "holes" closes where the
// path has a 2, "brisk" and "slow" answer after 20 and 200 ms.
using Ways = std::map<std::string, std::string>;

std::string body_of(const std::string& way, const std::string& target) {
    std::string text =
        way == "other"
            ? "<p>网站升级改造期间暂停服务，给您带来的不便敬请谅解，请稍后再来访问本站。</p>"
            : "<p>县人民政府召开常务会议，研究部署秋季防火、冬季供暖和农田水利工作。</p>"
              "<p>全县教育工作会议在湖泊镇举行，各乡镇主要负责同志参加会议。</p>";
    for (int i = 1; i <= 3; ++i) {
        std::string page = target == "/" ? "/a" + std::to_string(i) : target + std::to_string(i);
        text += "<a href=\"" + page + "\">" + page + "</a> ";
    }
    return "<html><title>湖泊县</title><body>" + text + "</body></html>";
}

ScriptReply page(const ScriptRequest& request, const std::string& way) {
    ScriptReply reply;
    bool hole = way == "holes" && request.target.find('2') != request.target.npos;
    static std::atomic<int> asked = 0;
    bool dropped = way == "flaky" && ++asked % 2 == 0;
    reply.delay_ms = way == "brisk" ? 20 : way == "slow" ? 200 : 0;
    if (way == "mute") reply.then = ScriptReply::Then::hold;
    if (hole || dropped) reply.then = ScriptReply::Then::close;
    if (reply.then != ScriptReply::Then::keep) return reply;
    bool there = way != "gone" && request.target != "/robots.txt";
    std::string body = there ? body_of(way, request.target) : "";
    reply.bytes = std::string("HTTP/1.1 ") + (there ? "200 OK" : "404 Not Found") +
                  "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
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

using Names = std::map<std::string, std::vector<std::string>>;

DnsReply answer_to(const DnsQuestion& question, const Names& names) {
    DnsReply reply;
    auto found = names.find(question.name);
    auto servers = names.find("NS " + question.name);
    reply.rcode = found == names.end() && servers == names.end() ? 3 : 0;
    if (found != names.end()) reply.addresses = found->second;
    if (servers != names.end()) reply.servers = servers->second;
    return reply;
}

int serve_and_run(char** words) {
    Names names;
    for (const std::string& entry : split(words[2], ';'))
        names[entry.substr(0, entry.find('='))] = split(entry.substr(entry.find('=') + 1), ',');
    Ways ways;
    std::vector<std::string> addresses;
    for (const std::string& entry : split(words[1], ',')) {
        auto sign = entry.find('=');
        addresses.push_back(entry.substr(0, sign));
        if (sign != entry.npos) ways[addresses.back()] = entry.substr(sign + 1);
    }
    auto serve = [&](const ScriptRequest& request) {
        auto way = ways.find(request.listener);
        return page(request, way == ways.end() ? "" : way->second);
    };
    auto answer = [&](const DnsQuestion& question) { return answer_to(question, names); };
    ScriptServer web(serve, addresses, {}, 80);
    DnsServer dns(answer);
    std::list<DnsServer> more;
    for (const std::string& address : names["@"]) more.emplace_back(answer, address, 53);
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
