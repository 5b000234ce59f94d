// What the callbacks of one transfer write down: heads, body up to its limit, the TLS connection.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/http_message.h"
#include "crawler/http/address_check.h"
#include "crawler/http/curl_tls.h"

namespace duwang::crawler {

struct Transcript {
    Exchange exchange;
    CURL* easy = nullptr;
    const AddressCheck* allowed = nullptr;
    std::string host_port;  // of the URL
    std::string body;       // as far as it came
    std::int64_t body_max = 0;
    std::int64_t header_max = 0;
    std::int64_t header_bytes = 0;  // of all blocks: interim answers and trailers count too
    std::shared_ptr<TlsRecord> tls;
    int sendings = 0;  // libcurl sends once more when a kept connection turns out to be dead
    bool proxied = false;
    bool head_complete = false;
    bool cut = false;
    bool headers_too_large = false;
    bool address_refused = false;
    char words[256] = {};  // libcurl's own about a failure
};

// Sets every callback of `easy`; the transcript must stay where it is until the transfer ends.
void write_down(CURL* easy, Transcript& transcript);
// After the transfer: the handle may be kept, the transcript need not. Between transfers libcurl
// calls none of the callbacks.
void forget(CURL* easy);

}  // namespace duwang::crawler
