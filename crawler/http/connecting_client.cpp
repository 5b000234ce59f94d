#include "crawler/http/connecting_client.h"

#include "core/ip_address.h"
#include "core/url.h"

namespace duwang::crawler {
namespace {

FetchStatus status_of_answer(DnsAnswer::Kind kind) {
    switch (kind) {
        case DnsAnswer::Kind::nxdomain: return FetchStatus::dns_nxdomain;
        case DnsAnswer::Kind::nodata: return FetchStatus::dns_nodata;
        case DnsAnswer::Kind::timeout: return FetchStatus::dns_timeout;
        case DnsAnswer::Kind::error:
        case DnsAnswer::Kind::ok: break;
    }
    return FetchStatus::dns_error;
}

bool could_not_connect(FetchStatus status) {
    return status == FetchStatus::connect_refused || status == FetchStatus::connect_timeout ||
           status == FetchStatus::blocked_target;
}

class ConnectingClient final : public HttpClient {
  public:
    ConnectingClient(HttpClient& inner, Resolver& resolver, const Clock& clock,
                     AddressCheck allowed)
        : inner_(inner), resolver_(resolver), clock_(clock), allowed_(std::move(allowed)) {}

    Task<FetchOutcome> fetch(Request request) override {
        auto url = parse_url(request.url);
        if (!url) co_return ended(request, FetchStatus::unsupported_scheme, "no such address");
        DnsAnswer answer = co_await addresses_of(std::string(url->host()), request.family);
        if (answer.addresses.empty())
            co_return ended(request, status_of_answer(answer.kind), answer.detail);
        FetchOutcome outcome = ended(request, FetchStatus::blocked_target, "not a public address");
        for (const DnsAnswer::Address& address : answer.addresses) {
            bool last = &address == &answer.addresses.back();
            if (address.only_for != 0 && address.only_for != url->port()) continue;
            int port = address.port > 0 ? address.port : url->port();
            if (!allowed_(url->host_port(), address.ip, port)) continue;
            Request pinned = request;
            pinned.connect_address = address.ip;
            pinned.connect_port = port;
            pinned.more_addresses = !last;
            outcome = co_await inner_.fetch(pinned);
            if (!could_not_connect(outcome.status)) break;
        }
        co_return outcome;
    }

  private:
    Task<DnsAnswer> addresses_of(std::string host, Family family) {
        if (parse_ip(host)) {
            DnsAnswer literal;
            literal.kind = DnsAnswer::Kind::ok;
            literal.addresses.push_back({without_brackets(host), 0, 0});
            co_return literal;
        }
        if (family != Family::any) {
            DnsAnswer one = co_await resolver_.resolve(host, family);
            co_return one;
        }
        DnsAnswer both = co_await resolver_.resolve(host, Family::v4);
        if (both.kind == DnsAnswer::Kind::nxdomain) co_return both;
        DnsAnswer v6 = co_await resolver_.resolve(host, Family::v6);
        for (const auto& address : v6.addresses) both.addresses.push_back(address);
        co_return both;
    }

    static std::string without_brackets(const std::string& host) {
        return host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
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
};

}  // namespace

std::unique_ptr<HttpClient> make_connecting_client(HttpClient& inner, Resolver& resolver,
                                                   const Clock& clock, AddressCheck allowed) {
    return std::make_unique<ConnectingClient>(inner, resolver, clock, std::move(allowed));
}

}  // namespace duwang::crawler
