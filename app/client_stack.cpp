#include "app/client_stack.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/ip_address.h"
#include "core/url.h"
#include "crawler/http/cookie_client.h"
#include "crawler/http/redirecting_client.h"
#include "crawler/http/retrying_client.h"

namespace duwang::app {
namespace {

struct Network {  // 192.0.2.0/24
    IpAddress base;
    int bits = 0;

    bool contains(const IpAddress& address) const {
        if (address.v6 != base.v6) return false;
        for (int bit = 0; bit < bits; ++bit) {
            auto byte = static_cast<std::size_t>(bit / 8);
            int mask = 0x80 >> bit % 8;
            if ((base.bytes[byte] & mask) != (address.bytes[byte] & mask)) return false;
        }
        return true;
    }
};

std::optional<int> number(std::string_view text, int max) {
    int value = -1;
    auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    bool whole = error == std::errc{} && end == text.end() && value >= 0 && value <= max;
    return whole ? std::optional(value) : std::nullopt;
}

std::optional<Network> parse_network(std::string_view text) {
    auto slash = text.find('/');
    auto ip = slash == text.npos ? std::nullopt : parse_ip(text.substr(0, slash));
    if (!ip) return std::nullopt;
    auto bits = number(text.substr(slash + 1), ip->v6 ? 128 : 32);
    return bits ? std::optional(Network{*ip, *bits}) : std::nullopt;
}

// "192.0.2.1:80", "[2001:db8::1]:80".
bool is_endpoint(std::string_view text) {
    auto colon = text.rfind(':');
    return colon != text.npos && parse_ip(text.substr(0, colon)) &&
           number(text.substr(colon + 1), 65535);
}

std::unique_ptr<crawler::Resolver> make_resolver(const crawler::Executor& net,
                                                 const crawler::DnsOptions& options,
                                                 const NetworkSetup& network) {
    std::unique_ptr<crawler::Resolver> real;
    if (!network.only_fixed) real = crawler::make_ares_resolver(net, options);
    auto fixed = crawler::make_fixed_resolver(network.resolve, std::move(real));
    return crawler::make_caching_resolver(std::move(fixed));
}

}  // namespace

crawler::AddressCheck address_check(const NetworkSetup& network, std::set<std::string> internal) {
    std::set<std::string> allowed = network.allow_addresses;
    std::vector<Network> networks;
    for (const std::string& text : network.allow_addresses)
        if (auto found = parse_network(text)) networks.push_back(*found);
    std::set<std::pair<std::string, std::string>> given;  // host and address of --resolve
    for (const auto& fixed : network.resolve) given.emplace(fixed.host, fixed.address.ip);
    return [=](const std::string& host_port, const std::string& address, int port) {
        if (is_public_address(address) || internal.contains(host_port)) return true;
        std::string name = host_port.substr(0, host_port.rfind(':'));
        if (given.contains({name, address}) || given.contains({"*", address})) return true;
        std::string host = address.find(':') == std::string::npos ? address : "[" + address + "]";
        if (allowed.contains(address) || allowed.contains(fmt::format("{}:{}", host, port)))
            return true;
        auto ip = parse_ip(address);
        return ip &&
               std::ranges::any_of(networks, [&](const Network& n) { return n.contains(*ip); });
    };
}

Result<void> check_allowed(const std::set<std::string>& allowed) {
    for (const std::string& text : allowed)
        if (!parse_ip(text) && !is_endpoint(text) && !parse_network(text))
            return failure(Errc::usage,
                           fmt::format("--allow-address {}: write ADDRESS, ADDRESS:PORT "
                                       "(an IPv6 address in brackets) or ADDRESS/BITS",
                                       text));
    return {};
}

ClientStack::ClientStack(crawler::Executor net, const crawler::Options& options,
                         const NetworkSetup& network, crawler::PoliteSetup polite,
                         const Clock& clock)
    : allowed_(address_check(network, polite.internal_hosts)),
      resolver_(make_resolver(net, options.dns, network)) {
    curl_ = crawler::make_curl_client(net, options.http, clock, allowed_);
    polite_ =
        crawler::make_polite_client(*curl_, net, options.politeness, clock, std::move(polite));
    connecting_ = crawler::make_connecting_client(*polite_, *resolver_, clock, allowed_,
                                                  !options.http.proxy.empty());
    retrying_ = crawler::make_retrying_client(*connecting_, options.http);
    cookies_ = crawler::make_cookie_client(*retrying_, options.http, clock);
    http_ = crawler::make_redirecting_client(*cookies_, options.http);
}

namespace {

// What another network resolves is not known here; an address that is written out is.
class PublicOnly final : public crawler::HttpClient {
  public:
    explicit PublicOnly(crawler::HttpClient& inner) : inner_(inner) {}
    crawler::Task<FetchOutcome> fetch(const Request& request) override {
        const auto url = parse_url(request.url);
        const std::string host = url ? without_brackets(std::string(url->host())) : "";
        if (!url || (parse_ip(host) && !is_public_address(host))) {
            FetchOutcome refused;
            refused.status = FetchStatus::blocked_target;
            refused.final_url = request.url;
            co_return refused;
        }
        FetchOutcome outcome = co_await inner_.fetch(request);
        co_return outcome;
    }

  private:
    crawler::HttpClient& inner_;
};

crawler::Options through(crawler::Options options, const std::string& proxy) {
    options.http.proxy = proxy;
    options.http.proxy_is_vantage = true;
    return options;
}

}  // namespace

VantageStack::VantageStack(crawler::Executor net, crawler::Options options, VantageAddress address,
                           const Clock& clock)
    : name_(std::move(address.name)) {
    const crawler::Options mine = through(std::move(options), address.proxy);
    const auto any = [](const std::string&, const std::string&, int) { return true; };
    curl_ = crawler::make_curl_client(net, mine.http, clock, any);
    polite_ = crawler::make_polite_client(*curl_, net, mine.politeness, clock, {});
    guarded_ = std::make_unique<PublicOnly>(*polite_);
    http_ = crawler::make_redirecting_client(*guarded_, mine.http);
}

}  // namespace duwang::app
