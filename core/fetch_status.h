// The closed list of words for how one fetch ended. The same words stand in JSON, CSV, databases
// and reports; docs/words.md explains them.
#pragma once

#include <string>
#include <string_view>

namespace duwang {

// Stored by name, never by number. Append only.
enum class FetchStatus {
    not_attempted,
    ok,
    http_error,  // an answer other than 2xx and 3xx; the word is "http_NNN"
    http_other,
    partial,
    blocked,       // a protection page answered (防护墙)
    rate_limited,  // 429
    redirect_loop,
    too_many_redirects,
    bad_redirect,
    blocked_target,  // our address rules forbid the target
    unsupported_scheme,
    out_of_scope,
    robots_denied,
    robots_unreachable,
    dns_nxdomain,
    dns_nodata,
    dns_error,
    dns_timeout,
    connect_refused,
    connect_timeout,
    connection_reset,
    connection_closed,
    empty_response,
    tls_expired,
    tls_name_mismatch,
    tls_self_signed,
    tls_incomplete_chain,
    tls_handshake,
    tls_error,
    protocol_error,
    header_too_large,
    timeout,   // connected, but no answer in time
    too_slow,  // the body stalled: the page exists
    truncated,
    decode_error,
    unsupported_encoding,
    too_large,
    url_too_long,
    wrong_type,
    host_backing_off,  // not asked: the host is left alone for a while (主机暂停访问)
    cancelled,
    internal,
    proxy_error,  // our own proxy failed or refused: nothing is known of the site
};

inline constexpr FetchStatus last_fetch_status = FetchStatus::proxy_error;

// "ok", "http_404", "connect_timeout" …; http_status is used for http_error only.
std::string status_word(FetchStatus status, int http_status);
// The reverse; a word that is not in the list is `internal`.
FetchStatus status_of(std::string_view word, int& http_status);

// What people read: "连接超时".
std::string_view status_label(FetchStatus status);

// A page came, perhaps with a blemish (truncated, stalled, garbled): it exists.
bool content_arrived(FetchStatus status);

}  // namespace duwang
