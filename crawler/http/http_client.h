// Fetching, as a stack of layers with one concern each. Written once, in app:
//   redirecting(cookies(retrying(connecting(polite(curl)))))
// Every exchange travels in the outcome, so the capture can store visits in a fixed order.
#pragma once

#include "core/http_message.h"
#include "crawler/async/task.h"

namespace duwang::crawler {

// Runs on: net.
class HttpClient {
  public:
    virtual ~HttpClient() = default;
    // The request must stay where it is until the task has ended.
    virtual Task<FetchOutcome> fetch(const Request& request) = 0;
};

}  // namespace duwang::crawler
