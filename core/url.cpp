#include "core/url.h"

#include <fmt/format.h>

#include <array>

#include "core/text/charset.h"
#include "core/url_host.h"
#include "core/url_plain.h"

namespace duwang {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

// Which ASCII characters are written as %XX in which part.
enum Part : std::uint8_t { in_path = 1, in_query = 2, in_fragment = 4, in_userinfo = 8 };

constexpr std::array<std::uint8_t, 256> make_escapes() {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t c = 0; c < 256; ++c)
        if (c <= 0x20 || c >= 0x7F) table[c] = in_path | in_query | in_fragment | in_userinfo;
    const auto add = [&](std::string_view set, int parts) {
        for (char c : set) table[static_cast<unsigned char>(c)] |= static_cast<std::uint8_t>(parts);
    };
    add("\"<>", in_path | in_query | in_fragment | in_userinfo);
    add("#", in_path | in_query | in_userinfo);
    add("'", in_query);
    add("`", in_path | in_fragment | in_userinfo);
    add("?{}^", in_path | in_userinfo);
    add("/:;=@[\\]|", in_userinfo);
    return table;
}
constexpr std::array<std::uint8_t, 256> escapes = make_escapes();

void append_escaped(std::string& out, std::string_view text, Part part) {
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto u = static_cast<unsigned char>(text[i]);
        if ((escapes[u] & part) == 0) continue;
        out.append(text, plain, i - plain);
        out += '%';
        out += hex_digits[u >> 4];
        out += hex_digits[u & 15];
        plain = i + 1;
    }
    out.append(text, plain);
}

bool is_alpha(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_slash(char c) { return c == '/' || c == '\\'; }

bool equals_lower(std::string_view text, std::string_view lower) {
    if (text.size() != lower.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != lower[i]) return false;
    }
    return true;
}

// C0 controls and blanks at both ends; tabs and line breaks anywhere (K01).
std::string_view cleaned(std::string_view ref, std::string& scratch) {
    while (!ref.empty() && static_cast<unsigned char>(ref.front()) <= 0x20) ref.remove_prefix(1);
    while (!ref.empty() && static_cast<unsigned char>(ref.back()) <= 0x20) ref.remove_suffix(1);
    if (ref.find_first_of("\t\n\r") == std::string_view::npos) return ref;
    for (char c : ref)
        if (c != '\t' && c != '\n' && c != '\r') scratch += c;
    return scratch;
}

// The scheme before ':' or npos when the reference has none.
std::size_t scheme_length(std::string_view ref) {
    if (ref.empty() || !is_alpha(ref[0])) return std::string_view::npos;
    for (std::size_t i = 1; i < ref.size(); ++i) {
        const char c = ref[i];
        if (c == ':') return i;
        if (!is_alpha(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') break;
    }
    return std::string_view::npos;
}

// "." 1, ".." 2, otherwise 0; %2e counts as a dot.
int dots(std::string_view segment) {
    int count = 0;
    while (!segment.empty()) {
        if (segment[0] == '.')
            segment.remove_prefix(1);
        else if (segment.size() >= 3 && segment[0] == '%' && segment[1] == '2' &&
                 (segment[2] | 0x20) == 'e')
            segment.remove_prefix(3);
        else
            return 0;
        if (++count > 2) return 0;
    }
    return count;
}

}  // namespace

// Builds the text of a Url from left to right.
class UrlBuilder {
  public:
    std::optional<Url> build(std::string_view ref, const Url& base, std::string_view charset);

  private:
    bool authority(std::string_view scheme, std::string_view text);
    bool port(std::string_view digits, bool secure);
    void take_authority(const Url& base);
    void path(std::string_view text);
    void rest(std::string_view ref, std::string_view charset);
    void query_and_fragment(std::string_view tail, std::string_view charset);
    std::optional<Url> absolute(std::string_view scheme, std::string_view after,
                                std::string_view charset);
    std::optional<Url> finish() {
        // As written, percent signs and all: what is stored must be readable again.
        if (url_.text_.size() > url_bytes_max) return std::nullopt;
        return std::move(url_);
    }
    std::uint32_t here() const { return static_cast<std::uint32_t>(url_.text_.size()); }
    Url url_;
};

bool UrlBuilder::port(std::string_view digits, bool secure) {
    url_.port_ = secure ? 443 : 80;
    if (digits.empty()) return true;
    int value = 0;
    for (char c : digits) {
        if (!is_digit(c)) return false;
        value = value * 10 + (c - '0');
        if (value > 65535) return false;
    }
    if (value != url_.port_) url_.text_ += fmt::format(":{}", value);
    url_.port_ = value;
    return true;
}

bool UrlBuilder::authority(std::string_view scheme, std::string_view text) {
    const bool secure = scheme.size() == 5;
    url_.text_ = secure ? "https://" : "http://";
    url_.scheme_end_ = secure ? 5 : 4;
    if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
        const std::string_view who = text.substr(0, at);
        const std::size_t colon = who.find(':');
        append_escaped(url_.text_, who.substr(0, colon), in_userinfo);
        if (colon != std::string_view::npos && colon + 1 < who.size()) {
            url_.text_ += ':';
            append_escaped(url_.text_, who.substr(colon + 1), in_userinfo);
        }
        if (url_.text_.back() != '/') url_.text_ += '@';
        text.remove_prefix(at + 1);
    }
    const std::size_t bracket = text.rfind(']');
    const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const std::optional<std::string> host = normal_host(text.substr(0, colon));
    if (!host) return false;
    url_.host_start_ = here();
    url_.text_ += *host;
    url_.host_end_ = here();
    const std::string_view digits =
        colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
    if (!port(digits, secure)) return false;
    url_.path_start_ = here();
    return true;
}

void UrlBuilder::take_authority(const Url& base) {
    url_.text_.reserve(base.path_end_ + 64);
    url_.text_.assign(base.text_, 0, base.path_start_);
    url_.scheme_end_ = base.scheme_end_;
    url_.host_start_ = base.host_start_;
    url_.host_end_ = base.host_end_;
    url_.path_start_ = base.path_start_;
    url_.port_ = base.port_;
}

// Appends segments to a path that is empty or ends with '/'.
void UrlBuilder::path(std::string_view text) {
    std::string& out = url_.text_;
    if (out.size() == url_.path_start_) out += '/';
    if (!text.empty() && is_slash(text[0])) text.remove_prefix(1);
    while (true) {
        const std::size_t slash = text.find_first_of("/\\");
        const std::string_view segment = text.substr(0, slash);
        const bool last = slash == std::string_view::npos;
        const int count = dots(segment);
        if (count == 2) {
            const std::size_t cut = out.rfind('/', out.size() - 2);
            if (cut != std::string::npos && cut >= url_.path_start_) out.resize(cut + 1);
        } else if (count == 0) {
            append_escaped(out, segment, in_path);
            if (!last) out += '/';
        }
        if (last) break;
        text.remove_prefix(slash + 1);
    }
}

void UrlBuilder::query_and_fragment(std::string_view tail, std::string_view charset) {
    if (tail.starts_with('?')) {
        const std::size_t hash = tail.find('#');
        const std::string_view query =
            tail.substr(1, hash == std::string_view::npos ? hash : hash - 1);
        url_.text_ += '?';
        if (charset == "utf-8" || charset.empty() || is_ascii(query))
            append_escaped(url_.text_, query, in_query);
        else
            append_escaped(url_.text_, encode_query(query, charset), in_query);
        tail = hash == std::string_view::npos ? std::string_view{} : tail.substr(hash);
    }
    url_.query_end_ = here();
    if (tail.starts_with('#')) {
        url_.text_ += '#';
        append_escaped(url_.text_, tail.substr(1), in_fragment);
    }
}

// Path, query and fragment after the authority or the kept part of the base's path.
void UrlBuilder::rest(std::string_view ref, std::string_view charset) {
    const std::size_t end = ref.find_first_of("?#");
    path(ref.substr(0, end));
    url_.path_end_ = here();
    query_and_fragment(end == std::string_view::npos ? std::string_view{} : ref.substr(end),
                       charset);
}

std::optional<Url> UrlBuilder::absolute(std::string_view scheme, std::string_view after,
                                        std::string_view charset) {
    while (!after.empty() && is_slash(after[0])) after.remove_prefix(1);
    const std::size_t end = std::min(after.find_first_of("/\\?#"), after.size());
    if (!authority(scheme, after.substr(0, end))) return std::nullopt;
    rest(after.substr(end), charset);
    return finish();
}

std::optional<Url> UrlBuilder::build(std::string_view ref, const Url& base,
                                     std::string_view charset) {
    if (const std::size_t colon = scheme_length(ref); colon != std::string_view::npos) {
        const bool secure = equals_lower(ref.substr(0, colon), "https");
        if (!secure && !equals_lower(ref.substr(0, colon), "http")) return std::nullopt;
        const std::string_view scheme = secure ? "https" : "http";
        const std::string_view after = ref.substr(colon + 1);
        const bool slashes = after.size() >= 2 && is_slash(after[0]) && is_slash(after[1]);
        if (slashes || base.empty() || base.scheme() != scheme)
            return absolute(scheme, after, charset);
        ref = after;  // "http:page.html" is relative on an http page
    }
    if (base.empty()) return std::nullopt;
    if (ref.size() >= 2 && is_slash(ref[0]) && is_slash(ref[1]))
        return absolute(base.scheme(), ref, charset);
    take_authority(base);
    if (!ref.empty() && is_slash(ref[0])) {
        rest(ref, charset);
    } else if (ref.empty() || ref[0] == '#' || ref[0] == '?') {
        url_.text_ += base.path();
        url_.path_end_ = here();
        if (ref.empty() || ref[0] == '#') url_.text_ += base.part(base.path_end_, base.query_end_);
        query_and_fragment(ref, charset);
    } else {
        url_.text_ += base.path().substr(0, base.path().rfind('/') + 1);
        rest(ref, charset);
    }
    return finish();
}

std::string Url::host_port() const { return std::string(part(host_start_, path_start_)); }

std::string Url::origin() const { return std::string(scheme()) + "://" + host_port(); }

std::optional<Url> resolve_url(std::string_view ref, const Url& base, std::string_view charset) {
    if (ref.size() > url_bytes_max) return std::nullopt;
    std::string scratch;
    return UrlBuilder().build(cleaned(ref, scratch), base, charset);
}

std::optional<Url> parse_url(std::string_view text) {
    if (auto plain = plain_url(text)) return plain;
    return resolve_url(text, Url{});
}

}  // namespace duwang
