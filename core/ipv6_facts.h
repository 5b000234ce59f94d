// IPv6 支持: what DNS, connections and requests over both families yielded. Nothing here judges.
// Basis: YD/T 3118-2016 and the indicators of the national monitoring (解析、可达、成功率、时延、
// 授权体系、内容一致性、二级和三级内链支持率).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "core/fetch_status.h"
#include "core/json.h"

namespace duwang {

// Requests for the home page over one family, one connection each.
struct Ipv6Series {
    std::int64_t asked = 0;     // own failures are not counted
    std::int64_t answered = 0;  // with any HTTP answer
    std::int64_t good = 0;      // with the page: below 400 and no protection page
    // Sums over the answered ones, in milliseconds: from the start to connected, to the first byte,
    // to the end.
    std::int64_t connect_ms = 0, first_byte_ms = 0, total_ms = 0;
    bool ended_early = false;  // after failures in a row: the host was left alone
    bool operator==(const Ipv6Series&) const = default;
};

// good / asked; nothing when nobody was asked.
std::optional<Decimal> success_rate(const Ipv6Series& series);
// Mean of v6 over mean of v4, less one (IPv6/IPv4 − 1); nothing when a side was not measured or v4
// took less than a millisecond. `sum` is connect_ms, first_byte_ms or total_ms.
std::optional<Decimal> delay_ratio(const Ipv6Series& v4, const Ipv6Series& v6,
                                   std::int64_t Ipv6Series::*sum);

struct Ipv6Facts {
    std::string host;
    std::string a_answer;  // ok, nodata, nxdomain, error, timeout
    std::string aaaa_answer;
    std::string a_rcode, aaaa_rcode;  // "NOERROR", "SERVFAIL" …; "" when no reply came
    std::vector<std::string> a_cnames, aaaa_cnames;  // the chains that were followed
    std::vector<std::string> a_addresses;
    std::vector<std::string> aaaa_addresses;
    // 非全球单播: those of aaaa_addresses that nobody outside can reach, and what they are.
    struct Unusable {
        std::string address;
        std::string kind;  // unique_local, link_local, loopback, v4_mapped, nat64, documentation …
    };
    std::vector<Unusable> unusable;
    bool dns_asked = true;      // false: the addresses were given with --resolve
    bool aaaa_trusted = true;   // our name server does let AAAA records through
    bool own_ipv6 = false;      // this machine's own IPv6 works
    std::string own_ipv6_note;  // how that was found out
    struct Port {
        int port = 0;
        FetchStatus connect = FetchStatus::not_attempted;
    };
    std::vector<Port> ports;     // 80 and 443 over IPv6: ok when one of the addresses is
    std::vector<Port> v4_ports;  // the same over IPv4; empty: not tried
    struct Endpoint {
        std::string address;
        int port = 0;
        FetchStatus connect = FetchStatus::not_attempted;
    };
    std::vector<Endpoint> endpoints;                  // every address of both families, both ports
    FetchStatus status = FetchStatus::not_attempted;  // of the HTTP request over IPv6
    int http_status = 0;
    FetchStatus v4_status = FetchStatus::not_attempted;  // of the one over IPv4
    int v4_http_status = 0;
    Ipv6Series v4, v6;
    // 内容一致性, in bits of 64 between fingerprints of the visible text: between the nearest pages
    // of the two families, and between the farthest of IPv4 alone (the noise). −1: not measured.
    int content_distance = -1, content_noise = -1;
    // 域名授权体系: the zone the host stands in and its name servers.
    struct NameServer {
        std::string name;
        std::string aaaa_answer;             // as above
        std::vector<std::string> addresses;  // AAAA
        std::string
            answer;  // to a question over IPv6: NOERROR …, timeout, unreachable; "": not asked
    };
    std::string zone;       // "x.gov.cn"; "": not found
    std::string ns_answer;  // as a_answer; "": not asked
    std::vector<NameServer> name_servers;
    // 内链支持率: on-site links of the home page (二级), and new ones on those pages (三级).
    struct Links {
        std::int64_t checked = 0;  // own failures are not counted
        std::int64_t ok = 0;       // any HTTP answer
    };
    Links second, third;
    std::int64_t exchange = 0;      // of the request over IPv6
    std::int64_t dns_exchange = 0;  // the record of the DNS answers
};

Json to_json(const Ipv6Facts& facts);
// Of captures of any age: what an older one does not say is as if it was not asked.
Ipv6Facts ipv6_facts_from_json(const Json& json);

}  // namespace duwang
