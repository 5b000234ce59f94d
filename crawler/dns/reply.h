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

// The name servers of `zone`: of that name only, none of a CNAME's target.
NsAnswer read_ns_reply(std::string_view packet, std::string_view zone);

// The code of a reply as rcode_word() writes it; "" when it is too short to have one.
std::string rcode_of(std::string_view packet);

// "NOERROR", "SERVFAIL" …; "RCODE9" for those without a name of their own.
std::string rcode_word(int rcode);

}  // namespace duwang::crawler
