// The client stack, written once for crawls and for single questions:
// redirecting(cookies(retrying(connecting(polite(curl))))), over one resolver.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/ports/clock.h"
#include "core/proxy_address.h"
#include "core/result.h"
#include "crawler/dns/resolver.h"
#include "crawler/http/connecting_client.h"
#include "crawler/http/curl_client.h"
#include "crawler/http/polite_client.h"
#include "crawler/options.h"

namespace duwang::app {

struct NetworkSetup {
    std::vector<crawler::FixedAddress> resolve;  // --resolve
    bool only_fixed = false;                     // names outside `resolve` do not exist
    std::set<std::string> allow_addresses;       // --allow-address: "ADDR", "ADDR:PORT" or CIDR
};

// The addresses that may be connected to: public ones; those of hosts declared internal; and what
// was allowed by name. What was given with --resolve is the operator's word for host and address.
crawler::AddressCheck address_check(const NetworkSetup& network, std::set<std::string> internal);

// Errc::usage when an --allow-address is neither ADDRESS[:PORT] nor a network in CIDR form.
Result<void> check_allowed(const std::set<std::string>& allowed);

// Runs on: net. `clock` and what `net` belongs to must outlive it.
class ClientStack {
  public:
    ClientStack(crawler::Executor net, const crawler::Options& options, const NetworkSetup& network,
                crawler::PoliteSetup polite, const Clock& clock);

    crawler::HttpClient& http() { return *http_; }
    crawler::PoliteClient& polite() { return *polite_; }
    crawler::Resolver& resolver() { return *resolver_; }
    const crawler::AddressCheck& allowed() const { return allowed_; }
    void cancel_all() {
        polite_->cancel_waiting();
        curl_->cancel_all();
    }

  private:
    crawler::AddressCheck allowed_;
    std::unique_ptr<crawler::Resolver> resolver_;
    std::unique_ptr<crawler::CurlClient> curl_;
    std::unique_ptr<crawler::PoliteClient> polite_;
    std::unique_ptr<crawler::HttpClient> connecting_, retrying_, cookies_, http_;
};

// Through a proxy in another network, which finds the addresses itself (第二网络). Polite for
// itself.
class VantageStack {
  public:
    VantageStack(crawler::Executor net, crawler::Options options, VantageAddress address,
                 const Clock& clock);
    const std::string& name() const { return name_; }
    crawler::HttpClient& http() { return *http_; }
    void cancel_all() {
        polite_->cancel_waiting();
        curl_->cancel_all();
    }

  private:
    std::string name_;
    std::unique_ptr<crawler::CurlClient> curl_;
    std::unique_ptr<crawler::PoliteClient> polite_;
    std::unique_ptr<crawler::HttpClient> guarded_, http_;
};

}  // namespace duwang::app
