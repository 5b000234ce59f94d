// What a libcurl result really means. Pure; see docs/decisions/0003-one-exchange.md.
#pragma once

#include <cstdint>

#include "core/fetch_status.h"

namespace duwang::crawler {

// What is known when a transfer ends.
struct CurlEnding {
    int code = 0;            // CURLcode
    bool connected = false;  // the TCP connection was made
    int http_status = 0;
    bool head_complete = true;  // the empty line after the headers came
    std::int64_t body_bytes = 0;
    FetchStatus tls_status = FetchStatus::tls_error;  // if the certificate was refused
    bool proxied = false;                             // the connection was made to our proxy
    int proxy_answer = 0;                             // its answer to CONNECT; 0: none
    bool proxy_is_vantage = false;                    // HttpOptions::proxy_is_vantage
    int proxy_error = 0;                              // CURLproxycode: what a SOCKS proxy said
    bool cut_by_us = false;                           // our body limit ended it
    bool headers_too_large = false;
    bool address_refused = false;  // our address policy, at connect time
};

// Several situations share one curl code; the rest of the ending tells them apart.
FetchStatus status_from(const CurlEnding& ending);

}  // namespace duwang::crawler
