// How one host of a site answered over TLS and without it.
#pragma once

#include <cstdint>
#include <string>

#include "core/http_message.h"

namespace duwang {

struct HostTls {
    std::string host;  // "www.x.gov.cn[:port]"
    TlsFacts tls;      // of the newest handshake that said anything; not used: there was none
    std::string url;   // that was asked then
    FetchStatus status = FetchStatus::not_attempted;  // how that ended
    int http_status = 0;
    std::int64_t exchange = 0;  // that one
    Timestamp at;
    std::int64_t http_exchange = 0;  // the newest page that came without TLS; 0: none came
    bool asked_https = false;        // whether anything was asked over https at all
};

}  // namespace duwang
