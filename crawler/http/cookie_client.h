// Keeps the cookies of each jar and sends them back. Below redirects, so that every hop is asked
// with what the hop before has set.
#pragma once

#include <memory>

#include "core/ports/clock.h"
#include "crawler/http/http_client.h"
#include "crawler/options.h"

namespace duwang::crawler {

// Runs on: net. Jars are told apart by Request::jar and never mixed; a request without one neither
// sends nor keeps cookies. `inner` and `clock` are used, not owned.
std::unique_ptr<HttpClient> make_cookie_client(HttpClient& inner, const HttpOptions& options,
                                               const Clock& clock);

}  // namespace duwang::crawler
