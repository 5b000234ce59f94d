// One HTTP exchange as it happened, and the outcome of a fetch that may have taken several.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/earlier_bytes.h"
#include "core/fetch_status.h"
#include "core/shared_bytes.h"
#include "core/time.h"

namespace duwang {

enum class Family { any, v4, v6 };

// A page is asked for only if it has changed (RFC 9110 §13): what the server once said of it.
struct Condition {
    std::string url;       // the hop that is asked so; others are asked as usual
    std::string etag;      // for If-None-Match; may be empty
    std::string modified;  // for If-Modified-Since, as the server wrote it; may be empty
};

// What to ask. Has a constructor because it is passed in co_await expressions (see
// docs/decisions/0002-coroutines.md).
struct Request {
    explicit Request(std::string address, std::string why = "page")
        : url(std::move(address)), purpose(std::move(why)) {}

    std::string url;
    std::string purpose;  // page, link, robots, control_home, control_random, confirm, ipv6
    std::string referer;
    Family family = Family::any;
    bool fresh_connection = false;
    bool follow_redirects = true;
    std::function<bool(const std::string& url)> may_follow;  // robots.txt of a hop; empty: all may
    bool head = false;                // ask with HEAD: the answer has no body
    bool waits_for_host = true;       // false: not for minutes, when the host is in back-off
    Condition condition;              // 复采: only if it has changed; empty: in any case
    std::string jar;                  // cookies are kept under this name; empty: none are
    std::int64_t body_bytes_max = 0;  // 0: as configured; what goes beyond is cut off

    // Set by the layer that resolves names: connect here, whatever the host is called.
    std::string connect_address;
    int connect_port = 0;
    bool more_addresses = false;  // when this one cannot be connected to, another one is tried
    std::string cookies;  // set by the layer that keeps them: the value of the Cookie header
};

struct CertificateFacts {
    std::string subject, issuer;  // "CN=www.x.gov.cn,O=…"
    std::string serial, sha256;   // hex
    Timestamp not_before, not_after;
    std::vector<std::string> names;   // DNS names and addresses it is made out to
    bool self_issued = false;         // subject and issuer are the same
    bool names_issuer_place = false;  // says where its issuer's certificate can be had (AIA)
};

// What a connection showed, whether or not it was trusted.
struct TlsFacts {
    bool used = false;
    std::string protocol;  // "TLSv1.3"
    std::string cipher;
    long verify_result = 0;               // the first trouble, as OpenSSL numbers it
    std::vector<CertificateFacts> chain;  // as sent, leaf first
    // Everything that is wrong: expired, not_yet_valid, self_signed, name_mismatch,
    // incomplete_chain, unknown_authority, weak_key, old_protocol, no_tls, error_NN.
    std::vector<std::string> problems;
};

// One question to DNS and what came of it.
struct DnsFacts {
    std::string host;
    std::string type;                 // "A", "AAAA"
    std::string rcode;                // "NOERROR", "NXDOMAIN", "SERVFAIL" …, "" without answer
    std::vector<std::string> cnames;  // the chain that was followed
    std::vector<std::string> addresses;
    std::int64_t ttl = -1;  // seconds, the least of the answer; -1: not known
    std::string server;     // which answered, as configured; "" when not known
};

struct Timings {  // milliseconds since the start
    std::int64_t name_ms = 0, connect_ms = 0, tls_ms = 0, first_byte_ms = 0, total_ms = 0;
};

struct Exchange {
    std::string url;
    std::string purpose;
    FetchStatus status = FetchStatus::not_attempted;
    int http_status = 0;
    std::string request_head;   // bytes as sent
    std::string response_head;  // bytes as received, the last block
    SharedBytes body;           // transfer-coding removed, content-coding kept
    std::string location;       // of a redirect: resolved
    std::string address;        // "203.0.113.5:443", what was connected to
    std::string protocol;       // "HTTP/1.0", "HTTP/1.1", "h2"
    std::string proxy;          // "http://192.0.2.1:3128": it went through this one; else empty
    std::string note;           // the library's own words about a failure
    std::vector<std::string> warnings;  // what a browser forgives: words of docs/probes.md
    bool new_cookie = false;            // the answer changed what the jar holds
    Timestamp started;
    Timings timings;
    TlsFacts tls;
    std::vector<DnsFacts> dns;                    // asked for this exchange
    std::shared_ptr<const EarlierBytes> earlier;  // unchanged: these are its bytes; else null

    std::string_view header(std::string_view name) const;  // first value, trimmed; "" if none
    std::vector<std::string_view> headers(std::string_view name) const;  // all of them
};

// Everything a fetch did. `exchanges` holds every hop and attempt, in order.
struct FetchOutcome {
    FetchStatus status = FetchStatus::not_attempted;
    int http_status = 0;
    std::string final_url;
    std::string content_type;
    std::shared_ptr<const std::string> body;  // content-coding removed; never null
    std::vector<Exchange> exchanges;
    std::vector<std::string> warnings;

    FetchOutcome() : body(no_body()) {}
    static std::shared_ptr<const std::string> no_body();
    const Exchange* last() const { return exchanges.empty() ? nullptr : &exchanges.back(); }
};

}  // namespace duwang
