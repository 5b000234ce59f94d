// Whose page is it? Two hosts of one registrable name are one owner's, as far as lists are read.
#pragma once

#include <string_view>

namespace duwang::crawler {

// "a.x.gov.cn" and "www.x.gov.cn" are, "www.x.gov.cn" and "www.news.cn" are not. By the
// second-level names of Chinese domains; addresses of numbers are the same only when they are
// equal.
bool same_registrable_host(std::string_view one, std::string_view other);

}  // namespace duwang::crawler
