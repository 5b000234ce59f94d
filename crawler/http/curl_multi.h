// libcurl's multi interface on Asio: runs easy handles that others prepared.
// Runs on: net. Nothing of libcurl is called from inside its callbacks.
#pragma once

#include <memory>

#include "crawler/async/task.h"

using CURL = void;

namespace duwang::crawler {

struct CurlEnd {
    int code = 0;  // CURLcode
    bool begun = true;
};

class CurlMulti {
  public:
    explicit CurlMulti(Executor net, long connections_max);
    ~CurlMulti();
    CurlMulti(const CurlMulti&) = delete;
    CurlMulti& operator=(const CurlMulti&) = delete;

    // Performs one prepared easy handle, which stays the caller's.
    Task<CurlEnd> perform(CURL* easy);

    // Ends every transfer at once, and refuses new ones, with CURLE_ABORTED_BY_CALLBACK (42).
    void cancel_all();

  private:
    class Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace duwang::crawler
