#include "core/url_encoding.h"

#include <fmt/format.h>

#include "core/text/charset.h"
#include "core/text/utf8.h"

namespace duwang {
namespace {

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// %XX of bytes beyond ASCII undone; "%20", "%2F" mean something as they are and stay.
std::string high_bytes_undone(std::string_view text) {
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escape = text[at] == '%' && at + 2 < text.size();
        const int high = escape ? digit(text[at + 1]) : -1, low = escape ? digit(text[at + 2]) : -1;
        if (high < 8 || low < 0) {
            bytes += text[at];
            continue;
        }
        bytes += static_cast<char>(high * 16 + low);
        at += 2;
    }
    return bytes;
}

std::string escaped(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes)
        if (static_cast<unsigned char>(byte) < 0x80)
            text += byte;
        else
            text += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    return text;
}

}  // namespace

std::optional<std::string> in_other_encoding(std::string_view url) {
    const std::size_t host = url.find("//");
    const std::size_t path = host == url.npos ? url.npos : url.find('/', host + 2);
    if (path == url.npos) return std::nullopt;
    const std::string bytes = high_bytes_undone(url.substr(path));
    const std::string front(url.substr(0, path));
    if (bytes == escaped(bytes)) return std::nullopt;  // nothing but ASCII
    if (is_valid_utf8(bytes)) {
        const std::string gbk = encode_query(bytes, "gbk");
        // A character that GBK lacks is written as a number.
        if (gbk.find("%26%23") != gbk.npos) return std::nullopt;
        return front + escaped(gbk);
    }
    const Decoded decoded = decode(bytes, "gb18030");
    if (decoded.replaced > 0) return std::nullopt;
    return front + escaped(decoded.text);
}

}  // namespace duwang
