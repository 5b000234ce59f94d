#include "core/text/base64.h"

namespace duwang {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int value_of(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+' || c == '-') return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

}  // namespace

std::string base64(std::string_view bytes) {
    std::string text;
    unsigned bits = 0;
    int count = 0;
    for (const char byte : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(byte);
        for (count += 8; count >= 6; count -= 6) text += alphabet[bits >> (count - 6) & 0x3F];
    }
    if (count > 0) text += alphabet[bits << (6 - count) & 0x3F];
    while (text.size() % 4 != 0) text += '=';
    return text;
}

Result<std::string> base64_decoded(std::string_view text) {
    while (text.ends_with('=')) text.remove_suffix(1);
    std::string bytes;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        if (c == '\r' || c == '\n') continue;
        const int value = value_of(c);
        if (value < 0) return failure(Errc::usage, "this is not base64");
        bits = bits << 6 | static_cast<unsigned>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes.push_back(static_cast<char>(bits >> count & 0xFF));
    }
    if (count == 6) return failure(Errc::usage, "this base64 is cut short");
    return bytes;
}

}  // namespace duwang
