// Which names are nobody's own: com.cn, gov.cn, xj.cn … (the Public Suffix List).
#pragma once

#include <string_view>

namespace duwang::crawler {

// May a cookie of `host` be set for `domain`, which is the host or lies above it? Not for a public
// suffix, or every site of a country would share it.
bool is_cookie_domain(std::string_view host, std::string_view domain);

}  // namespace duwang::crawler
