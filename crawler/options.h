// What of fetching and crawling can be configured; config/default.yaml explains each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace duwang::crawler {

struct HttpOptions {
    std::string user_agent = "DuWang/0.1 (government website evaluation)";
    std::int64_t connect_timeout_ms = 15'000;
    std::int64_t answer_timeout_ms = 15'000;  // from connected to the first byte
    std::int64_t total_timeout_ms = 60'000;
    std::int64_t body_bytes_max = 8 << 20;     // of what is sent
    std::int64_t decoded_bytes_max = 16 << 20; // after the content-coding
    std::int64_t header_bytes_max = 256 << 10;
    int redirects_max = 10;
    int retries = 1;                           // after network failures and 5xx
    std::int64_t retry_wait_ms = 2'000;
    std::string ca_file;                       // empty: the system's
    std::int64_t connections_max = 256;
    std::string proxy;                         // "http://host:port", "socks5h://…"; empty: none
    int decode_ratio_max = 500;                // decoded bytes for each byte sent, beyond 1 MiB
    int cookies_per_host = 50;
    int cookies_per_site = 1'000;              // all hosts together
    std::int64_t cookie_bytes_max = 4096;      // one cookie
    std::int64_t cookie_header_bytes_max = 8192;
};

struct PolitenessOptions {
    std::int64_t delay_ms = 1'000;       // between two requests to one host
    std::int64_t delay_max_ms = 30'000;  // no robots.txt or slow answer makes it longer
    int response_factor = 5;             // delay ≥ factor × last response time
    int connections_per_host = 1;
    std::int64_t internal_delay_ms = 0;  // for sites declared internal
    int internal_connections = 4;
};

struct LimitOptions {
    int depth_max = 8;
    std::int64_t pages_max = 20'000;        // per site
    std::int64_t known_urls_max = 1'000'000;
    std::int64_t site_seconds_max = 6 * 3600;
    std::int64_t site_bytes_max = std::int64_t{4} << 30;
    int parallel_sites = 64;
    int failures_in_a_row_max = 5;          // then the host is asked whether it is there at all
};

struct LinkOptions {
    bool check_external = true;
    std::int64_t body_bytes_max = 64 << 10;  // enough to recognise a page
    std::int64_t confirm_after_ms = 30'000;  // second attempt within the session
    int places_max = 20;                     // places recorded with text for each bad target
    std::vector<std::string> error_phrases;  // 页面不存在 …
};

struct DnsOptions {
    std::vector<std::string> servers;  // "192.0.2.1:53"; empty: the system's
    std::int64_t timeout_ms = 5'000;
    int tries = 2;
};

struct Options {
    HttpOptions http;
    PolitenessOptions politeness;
    LimitOptions limits;
    LinkOptions links;
    DnsOptions dns;
    bool ipv6_enabled = true;                // false: this machine has no IPv6, do not try
    std::vector<std::string> ipv6_names = {"www.gov.cn", "www.cernet.edu.cn"};  // surely have AAAA
    std::vector<std::string> ipv6_canaries;  // "[v6]:port": answer when our own IPv6 works
};

}  // namespace duwang::crawler
