// 第二客户端: another program asks for the same address – Debian's wget, with another TLS library
// (GnuTLS) and another way of asking. What it sees differently is no fault of the site's.
#pragma once

#include "core/http_message.h"
#include "core/ports/clock.h"
#include "crawler/dns/resolver.h"
#include "crawler/http/address_check.h"
#include "crawler/options.h"

namespace duwang::crawler {

struct SecondClientTools {
    Executor net, work;
    Resolver* resolver = nullptr;
    const Clock* clock = nullptr;
    AddressCheck allowed;
    HttpOptions http;
    std::int64_t body_bytes_max = 64 << 10;
    std::int64_t answer_ms = 0;  // it waits at least so long for an answer; 0: as long as we do
};

// Certificates are not verified: what is wrong with them is told elsewhere. `purpose` of the
// exchange is "second_client". FetchStatus::not_attempted when wget is not installed, our own
// proxy stands in between, or a redirect leads to what is neither http nor https. Runs on: net.
Task<FetchOutcome> ask_second_client(std::string url, SecondClientTools tools);

// What wget left behind.
struct SecondClientAnswer {
    int exit_code = 0;
    std::string output;     // the head and body of the last answer
    std::string complaint;  // its messages, with the heads of all answers
    FetchStatus connection = FetchStatus::not_attempted;  // of the relay
    std::string address;                                  // it connected to
    Timestamp started;
    std::int64_t took_ms = 0;
};
FetchOutcome second_client_outcome(const std::string& url, const SecondClientAnswer& answer);

}  // namespace duwang::crawler
