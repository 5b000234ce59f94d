#include "crawler/run/site_state.h"

#include <fmt/format.h>

#include "core/json.h"

namespace duwang::crawler {

Cause cause_of_status(FetchStatus status, int http_status) {
    switch (status) {
        case FetchStatus::blocked: return Cause::wall;
        case FetchStatus::rate_limited: return Cause::rate_limited;
        case FetchStatus::host_backing_off: return Cause::host_backing_off;
        case FetchStatus::robots_denied:
        case FetchStatus::robots_unreachable: return Cause::robots_denied;
        case FetchStatus::dns_nxdomain:
        case FetchStatus::dns_nodata:
        case FetchStatus::dns_error:
        case FetchStatus::dns_timeout: return Cause::dns_failed;
        case FetchStatus::connect_timeout:
        case FetchStatus::timeout:
        case FetchStatus::too_slow: return Cause::timed_out;
        case FetchStatus::tls_expired:
        case FetchStatus::tls_name_mismatch:
        case FetchStatus::tls_self_signed:
        case FetchStatus::tls_incomplete_chain:
        case FetchStatus::tls_handshake:
        case FetchStatus::tls_error: return Cause::tls_failed;
        case FetchStatus::proxy_error: return Cause::own_network;
        case FetchStatus::truncated:
        case FetchStatus::decode_error: return Cause::damaged;
        case FetchStatus::http_error:
            return http_status >= 500 ? Cause::server_error : Cause::http_refused;
        case FetchStatus::not_attempted:
        case FetchStatus::out_of_scope: return Cause::not_captured;
        default: return Cause::unreachable;
    }
}

SiteState state_from_home(FetchStatus status, int http_status, const std::string& note) {
    SiteState state;
    state.reached = content_arrived(status) && http_status < 400;
    if (state.reached) return state;
    state.cause = cause_of_status(status, http_status);
    state.note = fmt::format("首页：{}{}", status_label(status),
                             status == FetchStatus::http_error ? fmt::format(" {}", http_status)
                                                               : std::string());
    if (!note.empty()) state.note += fmt::format("（{}）", note);
    return state;
}

std::string to_text(const SiteState& state) {
    return Json::object()
        .set("reached", state.reached)
        .set("cause", cause_word(state.cause))
        .set("note", state.note)
        .dump();
}

}  // namespace duwang::crawler
