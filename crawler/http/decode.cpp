#include "crawler/http/decode.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "crawler/http/decode_codings.h"

namespace duwang::crawler {
namespace {

constexpr std::string_view gzip_magic = "\x1f\x8b";
constexpr std::int64_t ratio_free_bytes = 1 << 20;
constexpr std::size_t codings_max = 4;

std::vector<std::string> codings_in(std::string_view header) {
    std::vector<std::string> names(1);
    for (char c : header) {
        if (c == ',') names.emplace_back();
        if (c != ',' && c != ' ' && c != '\t')
            names.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    std::erase_if(names, [](const std::string& n) { return n.empty() || n == "identity"; });
    return names;
}

Decoded plain(std::string_view body, std::int64_t bytes_max) {
    Decoded result;
    result.bytes = body.substr(0, static_cast<std::size_t>(bytes_max));
    if (result.bytes.size() < body.size()) result.end = Decoded::End::too_large;
    return result;
}

bool looks_like_markup(std::string_view body) {
    if (body.starts_with("\xef\xbb\xbf")) body.remove_prefix(3);
    auto first = body.find_first_not_of(" \t\r\n");
    if (first == body.npos || body[first] != '<') return false;
    return std::ranges::none_of(body.substr(first, 16), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r' && c != '\n';
    });
}

Decoded not_applied(std::string_view body, std::int64_t bytes_max) {
    Decoded result = plain(body, bytes_max);
    result.warning = "coding_not_applied";
    return result;
}

// Bytes tell more than names: gzip is known by its first two.
Decoded decode_one(std::string_view body, const std::string& name, std::int64_t bytes_max) {
    if (body.starts_with(gzip_magic)) return decode_gzip(body, bytes_max);
    if (name == "gzip" || name == "x-gzip" || looks_like_markup(body))
        return not_applied(body, bytes_max);
    if (name == "deflate") return decode_deflate(body, bytes_max);
    if (name == "br") return decode_brotli(body, bytes_max);
    if (name == "zstd") return decode_zstd(body, bytes_max);
    Decoded result = plain(body, bytes_max);
    result.end = Decoded::End::unsupported;
    return result;
}

}  // namespace

Decoded decode_content(std::string_view body, std::string_view coding, std::int64_t bytes_max,
                       int ratio_max) {
    std::vector<std::string> names = codings_in(coding);
    if (ratio_max > 0) {
        auto by_ratio = static_cast<std::int64_t>(body.size()) * ratio_max;
        bytes_max = std::min(bytes_max, std::max(ratio_free_bytes, by_ratio));
    }
    if (body.empty()) return {};
    if (names.empty()) {
        if (!body.starts_with(gzip_magic)) return plain(body, bytes_max);
        Decoded result = decode_gzip(body, bytes_max);
        result.warning = "coding_not_announced";
        return result;
    }
    Decoded result = plain(body, bytes_max);
    if (names.size() > codings_max) {
        result.end = Decoded::End::unsupported;
        return result;
    }
    result.bytes = body;
    result.end = Decoded::End::complete;
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
        Decoded next = decode_one(result.bytes, *name, bytes_max);
        if (result.end != Decoded::End::complete)
            next.end = result.end;  // the first trouble counts
        if (next.warning.empty()) next.warning = result.warning;
        result = std::move(next);
    }
    return result;
}

bool is_plain_content(std::string_view body, std::string_view coding, std::int64_t bytes_max) {
    return codings_in(coding).empty() && !body.starts_with(gzip_magic) &&
           std::cmp_less_equal(body.size(), bytes_max);
}

}  // namespace duwang::crawler
