// IPv6 转换代理: proxies that write a page's references anew, so that they lead through the proxy
// (quirks F15, N04). The real host is told again: what stands behind such an address is neither
// another site nor suspicious.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/url.h"

namespace duwang::crawler {

// "https://www-x-gov-cnxA1B2xx.proxy.example/a" is "https://www.x.gov.cn/a" with the suffix
// "proxy.example". Nothing for all other addresses.
std::optional<Url> original_of(const Url& url, const std::vector<std::string>& suffixes);

}  // namespace duwang::crawler
