#include "crawler/http/connecting_client.h"

#include "core/ip_address.h"
#include "core/url.h"

namespace duwang::crawler {
namespace {

bool could_not_connect(FetchStatus status) {
    return status == FetchStatus::connect_refused || status == FetchStatus::connect_timeout ||
           status == FetchStatus::blocked_target;
}

// The addresses of a host, and what DNS was asked to learn them.
struct Lookup {
    DnsAnswer answer;
    std::vector<DnsFacts> facts;
};

class ConnectingClient final : public HttpClient {
  public:
    ConnectingClient(HttpClient& inner, Resolver& resolver, const Clock& clock,
                     AddressCheck allowed, bool proxied)
        : inner_(inner),
          resolver_(resolver),
          clock_(clock),
          allowed_(std::move(allowed)),
          proxied_(proxied) {}

    Task<FetchOutcome> fetch(const Request& request) override {
        auto url = parse_url(request.url);
        if (!url) co_return ended(request, FetchStatus::unsupported_scheme, "no such address");
        const std::string host(url->host());
        Lookup found = remembered(host, request.family);
        if (found.facts.empty()) found = co_await look_up(host, request.family);
        FetchOutcome outcome;
        if (found.answer.addresses.empty())
            outcome = ended(request, status_of_answer(found.answer.kind), found.answer.detail);
        else if (proxied_)
            outcome = co_await through_proxy(request, *url, found.answer);
        else
            outcome = co_await to_one_of(request, *url, found.answer);
        if (!outcome.exchanges.empty()) outcome.exchanges.front().dns = std::move(found.facts);
        co_return outcome;
    }

  private:
    Task<FetchOutcome> to_one_of(const Request& request, const Url& url, const DnsAnswer& answer) {
        FetchOutcome outcome;
        bool asked = false;
        std::vector<std::string> failed;
        for (const DnsAnswer::Address& address : answer.addresses) {
            bool last = &address == &answer.addresses.back();
            if (address.only_for != 0 && address.only_for != url.port()) continue;
            int port = address.port > 0 ? address.port : url.port();
            if (!allowed_(url.host_port(), address.ip, port)) continue;
            Request pinned = request;
            pinned.connect_address = address.ip;
            pinned.connect_port = port;
            pinned.more_addresses = !last;
            asked = true;
            outcome = co_await inner_.fetch(pinned);
            if (!could_not_connect(outcome.status)) break;
            failed.push_back("address_failed: " + address.ip + " " +
                             status_word(outcome.status, 0));
        }
        if (!asked) co_return ended(request, FetchStatus::blocked_target, "not a public address");
        if (!could_not_connect(outcome.status) && !outcome.exchanges.empty())
            outcome.exchanges.back().warnings = std::move(failed);
        co_return outcome;
    }

    // The proxy chooses among the addresses, so none of them may be forbidden.
    Task<FetchOutcome> through_proxy(const Request& request, const Url& url,
                                     const DnsAnswer& answer) {
        if (request.family != Family::any)
            co_return ended(request, FetchStatus::proxy_error,
                            "the proxy chooses the family of the address");
        for (const DnsAnswer::Address& address : answer.addresses)
            if (!allowed_(url.host_port(), address.ip, url.port()))
                co_return ended(request, FetchStatus::blocked_target, "not a public address");
        FetchOutcome outcome = co_await inner_.fetch(request);
        co_return outcome;
    }

    // Without facts: DNS has to be asked, or there is nothing to ask.
    Lookup remembered(const std::string& host, Family family) const {
        Lookup found;
        Family first = family == Family::any ? Family::v4 : family;
        const DnsAnswer* known = resolver_.known(host, first);
        if (!known) return found;
        bool both = family == Family::any && known->kind != DnsAnswer::Kind::nxdomain;
        const DnsAnswer* v6 = both ? resolver_.known(host, Family::v6) : nullptr;
        if (both && !v6) return found;
        begin(found, host, first, *known);
        if (v6) add_v6(found, host, *v6);
        return found;
    }

    static void begin(Lookup& found, const std::string& host, Family first, DnsAnswer answer) {
        found.answer = std::move(answer);
        found.facts.push_back(dns_facts(host, first, found.answer));
    }
    static void add_v6(Lookup& found, const std::string& host, const DnsAnswer& v6) {
        found.facts.push_back(dns_facts(host, Family::v6, v6));
        for (const auto& address : v6.addresses) found.answer.addresses.push_back(address);
    }

    Task<Lookup> look_up(std::string host, Family family) {
        Lookup found;
        if (parse_ip(host)) {
            found.answer.kind = DnsAnswer::Kind::ok;
            found.answer.addresses.push_back({without_brackets(host), 0, 0});
            co_return found;
        }
        Family first = family == Family::any ? Family::v4 : family;
        DnsAnswer answer = co_await resolver_.resolve(host, first);
        begin(found, host, first, std::move(answer));
        if (family != Family::any || found.answer.kind == DnsAnswer::Kind::nxdomain)
            co_return found;
        DnsAnswer v6 = co_await resolver_.resolve(host, Family::v6);
        add_v6(found, host, v6);
        co_return found;
    }

    FetchOutcome ended(const Request& request, FetchStatus status, std::string note) const {
        Exchange exchange;
        exchange.url = request.url;
        exchange.purpose = request.purpose;
        exchange.status = status;
        exchange.started = clock_.now();
        exchange.note = std::move(note);
        FetchOutcome outcome;
        outcome.status = status;
        outcome.final_url = request.url;
        outcome.exchanges.push_back(std::move(exchange));
        return outcome;
    }

    HttpClient& inner_;
    Resolver& resolver_;
    const Clock& clock_;
    AddressCheck allowed_;
    bool proxied_;
};

}  // namespace

std::unique_ptr<HttpClient> make_connecting_client(HttpClient& inner, Resolver& resolver,
                                                   const Clock& clock, AddressCheck allowed,
                                                   bool proxied) {
    return std::make_unique<ConnectingClient>(inner, resolver, clock, std::move(allowed), proxied);
}

}  // namespace duwang::crawler
