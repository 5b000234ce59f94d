// Resolves the host, refuses non-public addresses, pins the connection to the checked address and
// tries the next one when a connection cannot be made.
#pragma once

#include <functional>
#include <memory>

#include "core/ports/clock.h"
#include "crawler/dns/resolver.h"
#include "crawler/http/http_client.h"

namespace duwang::crawler {

using AddressCheck =
    std::function<bool(const std::string& host_port, const std::string& address, int port)>;

// IPv4 first, then IPv6 (unless the request names a family): a host is not dead before both
// were tried. `inner` and `resolver` are used, not owned.
std::unique_ptr<HttpClient> make_connecting_client(HttpClient& inner, Resolver& resolver,
                                                   const Clock& clock, AddressCheck allowed);

}  // namespace duwang::crawler
