#include "crawler/dns/reply.h"

#include <ares.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace duwang::crawler {
namespace {

constexpr int type_a = 1, type_ns = 2, type_cname = 5, type_aaaa = 28;
constexpr std::size_t head_bytes = 12;
constexpr std::size_t records_max = 200;
constexpr std::size_t chain_max = 16;

struct Record {
    std::string owner;
    int type = 0;
    std::int64_t ttl = 0;
    std::string value;  // the address or name
};

std::string lowered(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

class Packet {
  public:
    explicit Packet(std::string_view bytes) : bytes_(bytes), at_(head_bytes) {}

    bool whole() const { return bytes_.size() >= head_bytes; }
    int number16(std::size_t at) const { return byte(at) << 8 | byte(at + 1); }
    bool skip_question() { return name() && skip(4); }

    std::optional<Record> record() {
        auto owner = name();
        if (!owner || !fits(10)) return std::nullopt;
        Record record;
        record.owner = *owner;
        record.type = number16(at_);
        record.ttl = std::int64_t{number16(at_ + 4)} << 16 | number16(at_ + 6);
        auto length = static_cast<std::size_t>(number16(at_ + 8));
        at_ += 10;
        if (!fits(length)) return std::nullopt;
        std::size_t end = at_ + length;
        if (record.type == type_cname || record.type == type_ns) record.value = name().value_or("");
        if (record.type == type_a && length == 4) record.value = address(AF_INET);
        if (record.type == type_aaaa && length == 16) record.value = address(AF_INET6);
        at_ = end;
        return record;
    }

  private:
    int byte(std::size_t at) const {
        return at < bytes_.size() ? static_cast<unsigned char>(bytes_[at]) : 0;
    }
    bool fits(std::size_t length) const { return length <= bytes_.size() - at_; }
    bool skip(std::size_t length) {
        if (!fits(length)) return false;
        at_ += length;
        return true;
    }
    const unsigned char* data(std::size_t at) const {
        return reinterpret_cast<const unsigned char*>(bytes_.data()) + at;
    }

    std::optional<std::string> name() {
        char* text = nullptr;
        long used = 0;
        if (at_ >= bytes_.size() ||
            ares_expand_name(data(at_), data(0), static_cast<int>(bytes_.size()), &text, &used) !=
                ARES_SUCCESS)
            return std::nullopt;
        std::unique_ptr<char, void (*)(void*)> guard(text, [](void* p) { ares_free_string(p); });
        at_ += static_cast<std::size_t>(used);
        return lowered(text);
    }

    std::string address(int family) const {
        char text[64] = {};
        return ares_inet_ntop(family, data(at_), text, sizeof text) ? text : "";
    }

    std::string_view bytes_;
    std::size_t at_;
};

std::vector<Record> records_of(Packet& packet) {
    std::vector<Record> records;
    auto count = std::min(static_cast<std::size_t>(packet.number16(6)), records_max);
    while (records.size() < count) {
        auto record = packet.record();
        if (!record) break;
        records.push_back(std::move(*record));
    }
    return records;
}

void use(const Record& record, DnsAnswer& answer) {
    answer.ttl = answer.ttl < 0 ? record.ttl : std::min(answer.ttl, record.ttl);
}

// From the name asked for along its CNAMEs; returns the name at their end.
std::string follow(const std::vector<Record>& records, std::string name, DnsAnswer& answer) {
    while (answer.cnames.size() < chain_max) {
        auto alias = std::ranges::find_if(records, [&](const Record& record) {
            return record.type == type_cname && record.owner == name;
        });
        if (alias == records.end() || alias->value.empty()) break;
        if (std::ranges::find(answer.cnames, alias->value) != answer.cnames.end())
            break;  // a circle
        use(*alias, answer);
        answer.cnames.push_back(alias->value);
        name = alias->value;
    }
    return name;
}

}  // namespace

std::string rcode_word(int rcode) {
    constexpr std::array words{"NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"};
    if (rcode >= 0 && static_cast<std::size_t>(rcode) < words.size())
        return words[static_cast<std::size_t>(rcode)];
    return "RCODE" + std::to_string(rcode);
}

DnsAnswer read_dns_reply(std::string_view bytes, std::string_view host, Family family) {
    DnsAnswer answer;
    Packet packet(bytes);
    if (!packet.whole()) return answer;
    answer.rcode = rcode_word(packet.number16(2) & 0xf);
    std::vector<Record> records;
    if (packet.number16(4) == 0 || packet.skip_question()) records = records_of(packet);
    std::string end = follow(records, lowered(std::string(host)), answer);
    int wanted = family == Family::v6 ? type_aaaa : type_a;
    for (const Record& record : records)
        if (record.type == wanted && record.owner == end && !record.value.empty()) {
            use(record, answer);
            answer.addresses.push_back({record.value, 0, 0});
        }
    if (answer.rcode == "NXDOMAIN")
        answer.kind = DnsAnswer::Kind::nxdomain;
    else if (answer.rcode == "NOERROR")
        answer.kind = answer.addresses.empty() ? DnsAnswer::Kind::nodata : DnsAnswer::Kind::ok;
    if (answer.kind != DnsAnswer::Kind::ok) answer.addresses.clear();
    return answer;
}

std::string rcode_of(std::string_view bytes) {
    Packet packet(bytes);
    return packet.whole() ? rcode_word(packet.number16(2) & 0xf) : "";
}

NsAnswer read_ns_reply(std::string_view bytes, std::string_view zone) {
    constexpr std::size_t names_max = 32;
    NsAnswer answer;
    answer.asked = true;
    Packet packet(bytes);
    if (!packet.whole()) return answer;
    std::string rcode = rcode_of(bytes), owner = lowered(std::string(zone));
    std::vector<Record> records;
    if (packet.number16(4) == 0 || packet.skip_question()) records = records_of(packet);
    for (const Record& record : records)
        if (record.type == type_ns && record.owner == owner && !record.value.empty() &&
            answer.names.size() < names_max &&
            std::ranges::find(answer.names, record.value) == answer.names.end())
            answer.names.push_back(record.value);
    if (rcode == "NXDOMAIN") answer.kind = DnsAnswer::Kind::nxdomain;
    if (rcode == "NOERROR")
        answer.kind = answer.names.empty() ? DnsAnswer::Kind::nodata : DnsAnswer::Kind::ok;
    if (answer.kind != DnsAnswer::Kind::ok) answer.names.clear();
    return answer;
}

}  // namespace duwang::crawler
