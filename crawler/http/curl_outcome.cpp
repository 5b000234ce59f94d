#include "crawler/http/curl_outcome.h"

#include <curl/curl.h>

namespace duwang::crawler {
namespace {

FetchStatus from_http(int status) {
    if (status == 206) return FetchStatus::partial;
    if (status >= 200 && status < 300) return FetchStatus::ok;
    if (status == 429) return FetchStatus::rate_limited;
    if (status >= 300 && status < 400) return FetchStatus::ok;  // a hop; the layer above follows
    if (status >= 400 && status < 1000) return FetchStatus::http_error;
    return FetchStatus::http_other;
}

// A status line alone is no answer: a head that broke off says nothing about the page.
bool answered(const CurlEnding& ending) { return ending.http_status != 0 && ending.head_complete; }

// 28 is said for three different stalls.
FetchStatus from_timeout(const CurlEnding& ending) {
    if (!ending.connected) return FetchStatus::connect_timeout;
    return answered(ending) ? FetchStatus::too_slow : FetchStatus::timeout;
}

FetchStatus from_broken_body(const CurlEnding& ending) {
    return answered(ending) ? FetchStatus::truncated : FetchStatus::connection_reset;
}

// Between us and our own proxy: that says nothing about the site.
bool is_proxy_failure(const CurlEnding& ending) {
    if (!ending.proxied || ending.code == CURLE_OK || ending.http_status != 0) return false;
    if (ending.code == CURLE_COULDNT_RESOLVE_PROXY || ending.code == CURLE_PROXY) return true;
    if (ending.code == CURLE_COULDNT_CONNECT || !ending.connected) return true;
    return ending.proxy_answer >= 300;  // it would not open the tunnel
}

// 第二网络: a proxy that answers and says that it could not reach the host has looked for us.
FetchStatus from_proxy(const CurlEnding& ending) {
    if (!ending.proxy_is_vantage) return FetchStatus::proxy_error;
    switch (ending.proxy_error) {
        case CURLPX_REPLY_CONNECTION_REFUSED:
            return FetchStatus::connect_refused;
        case CURLPX_REPLY_HOST_UNREACHABLE:
        case CURLPX_REPLY_NETWORK_UNREACHABLE:
        case CURLPX_REPLY_TTL_EXPIRED:
            return FetchStatus::connect_timeout;
        default:
            break;
    }
    const bool gateway = ending.proxy_answer >= 502 && ending.proxy_answer <= 504;
    return gateway ? FetchStatus::connect_timeout : FetchStatus::proxy_error;
}

FetchStatus from_code(const CurlEnding& ending) {
    if (is_proxy_failure(ending)) return from_proxy(ending);
    switch (ending.code) {
        case CURLE_UNSUPPORTED_PROTOCOL:
            return ending.http_status == 0 && ending.connected ? FetchStatus::protocol_error
                                                               : FetchStatus::unsupported_scheme;
        case CURLE_URL_MALFORMAT:
            return FetchStatus::unsupported_scheme;
        case CURLE_COULDNT_RESOLVE_HOST:
            return FetchStatus::dns_error;
        case CURLE_COULDNT_CONNECT:
            return FetchStatus::connect_refused;
        case CURLE_OPERATION_TIMEDOUT:
            return from_timeout(ending);
        case CURLE_GOT_NOTHING:
            return FetchStatus::empty_response;
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
            return from_broken_body(ending);
        case CURLE_PARTIAL_FILE:
            return FetchStatus::truncated;
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
            return answered(ending) ? FetchStatus::truncated : FetchStatus::protocol_error;
        case CURLE_WEIRD_SERVER_REPLY:
            return FetchStatus::protocol_error;
        case CURLE_OUT_OF_MEMORY:
            return FetchStatus::header_too_large;  // one header over 100 KB
        case CURLE_SSL_CONNECT_ERROR:
            return FetchStatus::tls_handshake;
        case CURLE_PEER_FAILED_VERIFICATION:
            return ending.tls_status;
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_INVALIDCERTSTATUS:
            return FetchStatus::tls_error;
        default:
            return FetchStatus::internal;
    }
}

}  // namespace

FetchStatus status_from(const CurlEnding& ending) {
    if (ending.address_refused) return FetchStatus::blocked_target;
    if (ending.headers_too_large) return FetchStatus::header_too_large;
    if (ending.code == CURLE_OK) {
        // Closed inside the headers is exit 0 for curl; without a whole head there was no answer.
        return answered(ending) ? from_http(ending.http_status) : FetchStatus::protocol_error;
    }
    FetchStatus status = ending.cut_by_us ? FetchStatus::partial : from_code(ending);
    // An error page or a redirect that also broke off is still that.
    bool body_trouble = status == FetchStatus::truncated || status == FetchStatus::too_slow ||
                        status == FetchStatus::partial;
    if (body_trouble && ending.http_status >= 300) return from_http(ending.http_status);
    return status;
}

}  // namespace duwang::crawler
