// Asks about a site over IPv6 (IPv6 支持度): DNS and its name servers, connections, the home page
// over both families again and again, and links. docs/probes.md says what is measured how.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/ipv6_facts.h"
#include "core/url.h"
#include "crawler/dns/resolver.h"
#include "crawler/http/address_check.h"
#include "crawler/http/http_client.h"
#include "crawler/options.h"

namespace duwang::crawler {

struct Ipv6Probe {
    Ipv6Facts facts;
    FetchOutcome v4, v6;  // the first answer of each family; no exchanges: not asked
};

struct Ipv6Tools {
    Executor net;
    HttpClient* http = nullptr;
    Resolver* resolver = nullptr;
    std::int64_t timeout_ms = 15'000;         // of a connection
    std::int64_t dns_timeout_ms = 5'000;      // of one answer of a name server
    std::int64_t link_bytes_max = 64 << 10;   // of a page that links are read from
    bool enabled = true;                      // false: only DNS is asked
    int probes = 10;                          // requests for the home page over each family
    int links = 20;                           // asked of each level; 0: none
    FetchStatus page = FetchStatus::ok;       // else why the home page must not be asked for
    AddressCheck allowed;                     // asked before every connection
    std::vector<std::string> names;           // hosts that surely have AAAA records
    std::vector<std::string> canaries;        // "[v6]:port" that answer when our own IPv6 works
    WallOptions walls;                        // what a protection's answer looks like
    std::function<bool(const Url&)> may_ask;  // robots.txt of the site; empty: all may be
};

// What the configuration says; net, http, resolver, allowed and may_ask are left to the caller.
Ipv6Tools ipv6_tools(const Options& options);

// Runs on: net. Requests go through `http`, which keeps the pace of the host.
Task<Ipv6Probe> probe_ipv6(Url home, Ipv6Tools tools);

}  // namespace duwang::crawler
