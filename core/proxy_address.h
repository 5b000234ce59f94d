// How a proxy is written: "http://192.0.2.1:3128", "socks5h://proxy.x.cn:1080", with "user:secret@"
// where it wants that.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace duwang {

bool is_proxy_address(std::string_view text);

// Without user and secret: what may be told and recorded.
std::string proxy_shown(std::string_view text);

// 第二网络: "NAME http://192.0.2.1:3128" – a network of another operator, reached through a proxy.
struct VantageAddress {
    std::string name;  // letters, digits, - and _: "unicom"
    std::string proxy;
};
std::optional<VantageAddress> parse_vantage(std::string_view text);

}  // namespace duwang
