// Where an answer sends its visitor, and what a browser would have forgiven on the way. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/http_message.h"

namespace duwang::crawler {

// 301, 302, 303, 307, 308. 300, 304, 305 and 306 are no redirects, whatever Location they carry.
bool is_redirect(int http_status);

struct NextHop {
    std::string url;                    // empty: leads nowhere
    std::string note;                   // why
    std::vector<std::string> warnings;  // double_location, scheme_downgrade, location_not_ascii …
};

// Reads Location as browsers do: blanks, tabs and line ends dropped, bytes that are no UTF-8 kept
// as they are. Two Locations that lead to different places lead nowhere.
NextHop next_hop(const Exchange& hop);

// Oddities of a final answer: refresh_header, double_header NAME, tls_expires_soon.
std::vector<std::string> oddities(const Exchange& exchange);

}  // namespace duwang::crawler
