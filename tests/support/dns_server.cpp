#include "tests/support/dns_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace duwang::test {
namespace {

constexpr std::size_t head_bytes = 12;

void put16(std::string& out, int value) {
    out.push_back(static_cast<char>(value >> 8 & 0xff));
    out.push_back(static_cast<char>(value & 0xff));
}

void put_name(std::string& out, const std::string& name) {
    for (std::size_t from = 0; from < name.size();) {
        std::size_t dot = std::min(name.find('.', from), name.size());
        out.push_back(static_cast<char>(dot - from));
        out.append(name, from, dot - from);
        from = dot + 1;
    }
    out.push_back('\0');
}

// One record of the answer section.
void put_record(std::string& out, const std::string& name, int type, int ttl,
                const std::string& data) {
    put_name(out, name);
    put16(out, type);
    put16(out, 1);
    put16(out, ttl >> 16);
    put16(out, ttl & 0xffff);
    put16(out, static_cast<int>(data.size()));
    out += data;
}

std::string address_data(const std::string& text, int& type) {
    bool v6 = text.find(':') != text.npos;
    char bytes[16] = {};
    ::inet_pton(v6 ? AF_INET6 : AF_INET, text.c_str(), bytes);
    type = v6 ? 28 : 1;
    return std::string(bytes, v6 ? 16 : 4);
}

std::string type_word(int type) {
    if (type == 1) return "A";
    if (type == 5) return "CNAME";
    return type == 28 ? "AAAA" : std::to_string(type);
}

// The question of a packet; false when it is none. `end`: behind it.
bool read_question(const std::string& packet, DnsQuestion& question, std::size_t& end) {
    std::size_t at = head_bytes;
    while (at < packet.size() && packet[at] != 0) {
        auto length = static_cast<std::size_t>(static_cast<unsigned char>(packet[at]));
        if (length > 63 || at + 1 + length >= packet.size()) return false;
        if (!question.name.empty()) question.name += '.';
        question.name.append(packet, at + 1, length);
        at += 1 + length;
    }
    if (at + 5 > packet.size()) return false;
    question.type = type_word(static_cast<unsigned char>(packet[at + 1]) << 8 |
                              static_cast<unsigned char>(packet[at + 2]));
    end = at + 5;
    for (char& c : question.name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return true;
}

std::string answer_packet(const std::string& packet, std::size_t question_end,
                          const DnsQuestion& question, const DnsReply& reply) {
    std::string records;
    int count = 0;
    std::string owner = question.name;
    for (const std::string& name : reply.cnames) {
        std::string data;
        put_name(data, name);
        put_record(records, owner, 5, reply.ttl, data);
        owner = name;
        ++count;
    }
    for (const std::string& address : reply.addresses) {
        int type = 0;
        std::string data = address_data(address, type);
        if (type_word(type) != question.type) continue;
        put_record(records, owner, type, reply.ttl, data);
        ++count;
    }
    for (const std::string& server : reply.servers) {
        std::string data;
        put_name(data, server);
        if (question.type != "2") continue;
        put_record(records, owner, 2, reply.ttl, data);
        ++count;
    }
    std::string out = packet.substr(0, 2);
    out.push_back('\x81');  // an answer, recursion desired
    out.push_back(static_cast<char>(0x80 | reply.rcode));
    put16(out, 1);
    put16(out, count);
    put16(out, 0);
    put16(out, 0);
    std::string asked = packet.substr(head_bytes, question_end - head_bytes);
    if (reply.other_question && asked.size() > 1) asked[1] = asked[1] == 'x' ? 'y' : 'x';
    return out + asked + records;
}

}  // namespace

DnsServer::DnsServer(Answer answer, const std::string& address, int wanted)
    : answer_(std::move(answer)) {
    bool v6 = address.find(':') != address.npos;
    socket_ = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_in v4_address{};
    v4_address.sin_family = AF_INET;
    v4_address.sin_port = htons(static_cast<std::uint16_t>(wanted));
    ::inet_pton(AF_INET, address.c_str(), &v4_address.sin_addr);
    sockaddr_in6 v6_address{};
    v6_address.sin6_family = AF_INET6;
    v6_address.sin6_port = htons(static_cast<std::uint16_t>(wanted));
    ::inet_pton(AF_INET6, address.c_str(), &v6_address.sin6_addr);
    auto* where =
        v6 ? reinterpret_cast<sockaddr*>(&v6_address) : reinterpret_cast<sockaddr*>(&v4_address);
    socklen_t size = v6 ? sizeof v6_address : sizeof v4_address;
    if (::bind(socket_, where, size) != 0) throw std::runtime_error("cannot bind at " + address);
    ::getsockname(socket_, where, &size);
    const int bound = ntohs(v6 ? v6_address.sin6_port : v4_address.sin_port);
    endpoint_ = (v6 ? "[" + address + "]" : address) + ":" + std::to_string(bound);
    thread_ = std::thread([this] { serve(); });
}

DnsServer::~DnsServer() {
    stop_ = true;
    thread_.join();
    ::close(socket_);
}

std::vector<DnsQuestion> DnsServer::log() const {
    std::lock_guard lock(mutex_);
    return log_;
}

void DnsServer::serve() {
    while (!stop_) {
        pollfd waiting{socket_, POLLIN, 0};
        if (::poll(&waiting, 1, 20) <= 0) continue;
        std::string packet(4096, '\0');
        sockaddr_storage from{};
        socklen_t size = sizeof from;
        ssize_t got = ::recvfrom(socket_, packet.data(), packet.size(), 0,
                                 reinterpret_cast<sockaddr*>(&from), &size);
        if (got < static_cast<ssize_t>(head_bytes)) continue;
        packet.resize(static_cast<std::size_t>(got));
        DnsQuestion question;
        std::size_t end = 0;
        if (!read_question(packet, question, end)) continue;
        {
            std::lock_guard lock(mutex_);
            for (const DnsQuestion& earlier : log_)
                question.count += earlier.name == question.name && earlier.type == question.type;
            log_.push_back(question);
        }
        DnsReply reply = answer_(question);
        if (reply.silent) continue;
        std::string answer = answer_packet(packet, end, question, reply);
        ::sendto(socket_, answer.data(), answer.size(), 0, reinterpret_cast<sockaddr*>(&from),
                 size);
    }
}

}  // namespace duwang::test
