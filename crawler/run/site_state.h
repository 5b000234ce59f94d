// How the visit of a whole site ended, from how its home page answered. Pure.
#pragma once

#include "core/evidence_view.h"
#include "core/http_message.h"

namespace duwang::crawler {

SiteState state_from_home(FetchStatus status, int http_status, const std::string& note);
std::string to_text(const SiteState& state);

}  // namespace duwang::crawler
