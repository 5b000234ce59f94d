// How a proxy is written: "http://192.0.2.1:3128", "socks5h://proxy.x.cn:1080", with "user:secret@"
// where it wants that.
#pragma once

#include <string>
#include <string_view>

namespace duwang {

bool is_proxy_address(std::string_view text);

// Without user and secret: what may be told and recorded.
std::string proxy_shown(std::string_view text);

}  // namespace duwang
