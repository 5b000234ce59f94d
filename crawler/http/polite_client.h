// One queue per host: bounded connections, a delay between requests, Retry-After heeded.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "crawler/http/http_client.h"
#include "crawler/options.h"

namespace duwang::crawler {

// Runs on: net.
class PoliteClient : public HttpClient {
  public:
    // robots.txt of this host asked for a delay.
    virtual void ask_for_delay(const std::string& host_port, std::int64_t delay_ms) = 0;
};

// `internal_hosts`: "host[:port]" of sites declared internal, for which politeness is relaxed.
std::unique_ptr<PoliteClient> make_polite_client(HttpClient& inner, Executor net,
                                                 const PolitenessOptions& options,
                                                 std::set<std::string> internal_hosts);

}  // namespace duwang::crawler
