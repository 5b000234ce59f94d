// Watches the TLS handshake of a connection: what was shown is told, trusted or not.
// The verdict is OpenSSL's; nothing is accepted here that it would refuse.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/fetch_status.h"
#include "core/http_message.h"

using CURL = void;

namespace duwang::crawler {

// Of one connection. Lives as long as the connection or as long as somebody reads it.
struct TlsRecord {
    std::string host;
    TlsFacts facts;
};

// Prepares `easy`; `record` must stay where it is until the transfer has ended.
void watch_tls(CURL* easy, std::shared_ptr<TlsRecord>& record);

// Inside a callback of the transfer: the record of the connection in use, which may be older than
// the transfer. Null without TLS. Completes protocol and cipher.
std::shared_ptr<TlsRecord> tls_in_use(CURL* easy);

// The word for a certificate that was refused.
FetchStatus status_of_problems(const TlsFacts& facts);
// What the library says of a failed handshake: "old_protocol", "no_tls" or "".
std::string_view handshake_problem(std::string_view library_words);

}  // namespace duwang::crawler
