// Resolves the host, refuses non-public addresses, pins the connection to the checked address and
// tries the next one when a connection cannot be made.
#pragma once

#include <memory>

#include "core/ports/clock.h"
#include "crawler/dns/resolver.h"
#include "crawler/http/address_check.h"
#include "crawler/http/http_client.h"

namespace duwang::crawler {

// IPv4 first, then IPv6 (unless the request names a family): a host is not dead before both
// were tried. With a proxy names are looked up and checked all the same, but the proxy connects.
// `inner` and `resolver` are used, not owned.
std::unique_ptr<HttpClient> make_connecting_client(HttpClient& inner, Resolver& resolver,
                                                   const Clock& clock, AddressCheck allowed,
                                                   bool proxied = false);

}  // namespace duwang::crawler
