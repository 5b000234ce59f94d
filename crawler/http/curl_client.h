// Performs exactly one exchange with libcurl: no redirects, no retries, no decoding.
// Runs on: net.
#pragma once

#include <memory>

#include "core/ports/clock.h"
#include "crawler/http/address_check.h"
#include "crawler/http/http_client.h"
#include "crawler/options.h"

namespace duwang::crawler {

class CurlClient : public HttpClient {
  public:
    // Ends every transfer under way; their status is `cancelled`.
    virtual void cancel_all() = 0;
};

std::unique_ptr<CurlClient> make_curl_client(Executor net, const HttpOptions& options,
                                             const Clock& clock, AddressCheck allowed);

}  // namespace duwang::crawler
