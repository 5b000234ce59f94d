// Asks again after failures that often pass by themselves; every attempt is kept.
#pragma once

#include <memory>

#include "crawler/http/http_client.h"
#include "crawler/options.h"

namespace duwang::crawler {

// Runs on: net. `inner` is used, not owned.
std::unique_ptr<HttpClient> make_retrying_client(HttpClient& inner, const HttpOptions& options);

}  // namespace duwang::crawler
