// Follows redirects hop by hop, records each, and decodes the final body.
#pragma once

#include <functional>
#include <memory>

#include "crawler/http/http_client.h"
#include "crawler/options.h"

namespace duwang::crawler {

// Runs on: net; bodies are decoded by the caller's thread. `inner` is used, not owned.
std::unique_ptr<HttpClient> make_redirecting_client(HttpClient& inner, const HttpOptions& options);

}  // namespace duwang::crawler
