// Asks DNS for A and AAAA, connects on 80 and 443 over IPv6 and asks for the home page.
#pragma once

#include <string>
#include <vector>

#include "core/fact.h"
#include "core/url.h"
#include "crawler/dns/resolver.h"
#include "crawler/http/address_check.h"
#include "crawler/http/http_client.h"
#include "crawler/options.h"

namespace duwang::crawler {

struct Ipv6Probe {
    Ipv6Facts facts;
    std::vector<Exchange> exchanges;  // of the request over IPv6
};

struct Ipv6Tools {
    Executor net;
    HttpClient* http = nullptr;
    Resolver* resolver = nullptr;
    std::int64_t timeout_ms = 15'000;
    bool enabled = true;                 // false: only DNS is asked
    FetchStatus page = FetchStatus::ok;  // else why the home page must not be asked for
    AddressCheck allowed;                // asked before every connection
    std::vector<std::string> names;      // hosts that surely have AAAA records
    std::vector<std::string> canaries;   // "[v6]:port" that answer when our own IPv6 works
    WallOptions walls;                   // what a protection's answer looks like
};

// Runs on: net.
Task<Ipv6Probe> probe_ipv6(Url home, Ipv6Tools tools);

}  // namespace duwang::crawler
