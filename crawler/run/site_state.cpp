#include "crawler/run/site_state.h"

#include <fmt/format.h>

#include "core/json.h"

namespace duwang::crawler {

SiteState state_from_home(FetchStatus status, int http_status, const std::string& note) {
    SiteState state;
    state.reached = content_arrived(status) && http_status < 400;
    if (state.reached) return state;
    state.cause = cause_of_status(status, http_status);
    state.note = fmt::format(
        "首页：{}{}", status_label(status),
        status == FetchStatus::http_error ? fmt::format(" {}", http_status) : std::string());
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
