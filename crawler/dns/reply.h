// Reads the packet of a name server's reply. Pure; the packet may be anything.
#pragma once

#include <string>
#include <string_view>

#include "core/http_message.h"
#include "crawler/dns/resolver.h"

namespace duwang::crawler {

// The answer for `host`: its CNAMEs are followed within the packet, addresses of other names are
// left out.
DnsAnswer read_dns_reply(std::string_view packet, std::string_view host, Family family);

// "NOERROR", "SERVFAIL" …; "RCODE9" for those without a name of their own.
std::string rcode_word(int rcode);

}  // namespace duwang::crawler
