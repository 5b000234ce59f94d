#include <algorithm>
#include <chrono>
#include <unordered_map>

#include "crawler/dns/resolver.h"

namespace duwang::crawler {
namespace {

bool is_v6(const std::string& ip) { return ip.find(':') != std::string::npos; }

class FixedResolver final : public Resolver {
  public:
    FixedResolver(std::vector<FixedAddress> table, std::unique_ptr<Resolver> inner)
        : table_(std::move(table)), inner_(std::move(inner)) {}

    Task<DnsAnswer> resolve(std::string host, Family family) override {
        DnsAnswer answer;
        bool known = false;
        bool named = knows(host);
        for (const FixedAddress& entry : table_) {
            if (entry.host != host && (named || entry.host != "*")) continue;
            known = true;
            if (is_v6(entry.address.ip) == (family == Family::v6))
                answer.addresses.push_back(entry.address);
        }
        if (!known && inner_) {
            answer = co_await inner_->resolve(host, family);
            co_return answer;
        }
        answer.fixed = inner_ != nullptr;  // without DNS the table is the whole truth
        answer.kind = !known                     ? DnsAnswer::Kind::nxdomain
                      : answer.addresses.empty() ? DnsAnswer::Kind::nodata
                                                 : DnsAnswer::Kind::ok;
        answer.rcode = known ? "NOERROR" : "NXDOMAIN";
        co_return answer;
    }

    Task<NsAnswer> name_servers(std::string zone) override {
        NsAnswer answer;
        if (inner_) answer = co_await inner_->name_servers(std::move(zone));
        co_return answer;
    }

    bool saw_aaaa() const override { return !inner_ || inner_->saw_aaaa(); }

  private:
    bool knows(const std::string& host) const {
        for (const FixedAddress& entry : table_)
            if (entry.host == host) return true;
        return false;
    }

    std::vector<FixedAddress> table_;
    std::unique_ptr<Resolver> inner_;
};

class CachingResolver final : public Resolver {
  public:
    explicit CachingResolver(std::unique_ptr<Resolver> inner) : inner_(std::move(inner)) {}

    Task<DnsAnswer> resolve(std::string host, Family family) override {
        if (const DnsAnswer* remembered = known(host, family)) co_return *remembered;
        auto now = std::chrono::steady_clock::now();
        DnsAnswer answer = co_await inner_->resolve(host, family);
        if (answer.kind == DnsAnswer::Kind::error || answer.kind == DnsAnswer::Kind::timeout)
            co_return answer;  // may pass: a retry asks again
        if (entries_.size() >= entries_max) entries_.clear();
        auto lives = std::chrono::seconds(answer.ttl < 0 ? keep.count() : answer.ttl);
        entries_[key_of(host, family)] = {answer, now + std::min(lives, keep)};
        co_return answer;
    }

    const DnsAnswer* known(const std::string& host, Family family) const override {
        auto found = entries_.find(key_of(host, family));
        bool fresh =
            found != entries_.end() && found->second.until > std::chrono::steady_clock::now();
        return fresh ? &found->second.answer : nullptr;
    }

    Task<NsAnswer> name_servers(std::string zone) override {
        NsAnswer answer = co_await inner_->name_servers(std::move(zone));
        co_return answer;
    }

    bool saw_aaaa() const override { return inner_->saw_aaaa(); }

  private:
    static std::string key_of(const std::string& host, Family family) {
        return (family == Family::v6 ? "6 " : "4 ") + host;
    }

    static constexpr std::chrono::seconds keep{60};
    static constexpr std::size_t entries_max = 10'000;
    struct Entry {
        DnsAnswer answer;
        std::chrono::steady_clock::time_point until;
    };
    std::unique_ptr<Resolver> inner_;
    std::unordered_map<std::string, Entry> entries_;
};

}  // namespace

Task<NsAnswer> Resolver::name_servers(std::string) {
    NsAnswer none;
    co_return none;
}

std::string_view dns_word(DnsAnswer::Kind kind) {
    switch (kind) {
        case DnsAnswer::Kind::ok:
            return "ok";
        case DnsAnswer::Kind::nodata:
            return "nodata";
        case DnsAnswer::Kind::nxdomain:
            return "nxdomain";
        case DnsAnswer::Kind::timeout:
            return "timeout";
        case DnsAnswer::Kind::error:
            break;
    }
    return "error";
}

DnsFacts dns_facts(const std::string& host, Family family, const DnsAnswer& answer) {
    DnsFacts facts;
    facts.host = host;
    facts.type = family == Family::v6 ? "AAAA" : "A";
    facts.rcode = answer.rcode;
    facts.cnames = answer.cnames;
    for (const DnsAnswer::Address& address : answer.addresses)
        facts.addresses.push_back(address.ip);
    facts.ttl = answer.ttl;
    facts.server = answer.fixed ? "fixed" : answer.server;
    return facts;
}

std::unique_ptr<Resolver> make_fixed_resolver(std::vector<FixedAddress> table,
                                              std::unique_ptr<Resolver> inner) {
    return std::make_unique<FixedResolver>(std::move(table), std::move(inner));
}

std::unique_ptr<Resolver> make_caching_resolver(std::unique_ptr<Resolver> inner) {
    return std::make_unique<CachingResolver>(std::move(inner));
}

FetchStatus status_of_answer(DnsAnswer::Kind kind) {
    switch (kind) {
        case DnsAnswer::Kind::nxdomain:
            return FetchStatus::dns_nxdomain;
        case DnsAnswer::Kind::nodata:
            return FetchStatus::dns_nodata;
        case DnsAnswer::Kind::timeout:
            return FetchStatus::dns_timeout;
        case DnsAnswer::Kind::error:
        case DnsAnswer::Kind::ok:
            break;
    }
    return FetchStatus::dns_error;
}

}  // namespace duwang::crawler
