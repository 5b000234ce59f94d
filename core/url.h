// Addresses of pages, read as browsers read them (WHATWG URL standard, http and https only).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duwang {

// Longer references are refused; browsers and servers stop near 8,000 as well.
inline constexpr std::size_t url_bytes_max = 8192;

// What makes two addresses count as one page. Conservative: letter case, trailing slashes and the
// scheme are kept apart. Quirks K05 (默认文件名), K06 (会话号), K07 (追踪参数).
struct UrlRules {
    // Last path segments that mean the directory itself.
    std::vector<std::string> default_documents = {"index.html", "index.htm", "index.shtml",
                                                  "index.jsp", "default.html"};
    // Parameters that never select content. A trailing '*' stands for any ending.
    std::vector<std::string> dropped_parameters = {
        "jsessionid", "phpsessid",   "aspsessionid*", "sessionid", "sid",           "token",
        "utm_*",      "tdsourcetag", "from",          "spm",       "isappinstalled"};
    // Parameters that defeat caches: dropped where the value is empty, a fraction or 6+ digits.
    std::vector<std::string> cache_busters = {"_", "t", "v", "timestamp", "rand", "random", "r"};
};

// An absolute http or https address in normal form. A value; Url{} is empty.
class Url {
  public:
    Url() = default;

    bool empty() const { return text_.empty(); }
    // Without the fragment: what is asked for and stored.
    std::string_view str() const { return std::string_view(text_).substr(0, query_end_); }
    std::string_view href() const { return text_; }  // with the fragment
    std::string_view scheme() const { return part(0, scheme_end_); }
    std::string_view host() const { return part(host_start_, host_end_); }  // IPv6 in brackets
    int port() const { return port_; }  // effective: 80, 443, …
    std::string_view path() const { return part(path_start_, path_end_); }  // begins with '/'
    // Without '?'; empty also when there is none.
    std::string_view query() const { return tail(path_end_, query_end_); }
    std::string_view fragment() const { return tail(query_end_, text_.size()); }
    bool has_credentials() const { return host_start_ > scheme_end_ + 3; }

    // "www.x.gov.cn" or "www.x.gov.cn:8080", also as a part of this.
    std::string host_port() const;
    std::string_view host_port_part() const { return part(host_start_, path_start_); }
    std::string origin() const;  // "https://www.x.gov.cn"

    // Normal form for telling pages apart; no credentials, no fragment. Not meant for fetching.
    std::string key(const UrlRules& rules = {}) const;
    void append_key(const UrlRules& rules, std::string& out) const;

    bool operator==(const Url& other) const { return text_ == other.text_; }

  private:
    friend class UrlBuilder;
    friend std::optional<Url> plain_url(std::string_view text);
    std::string_view part(std::size_t from, std::size_t to) const {
        return std::string_view(text_).substr(from, to - from);
    }
    std::string_view tail(std::size_t from, std::size_t to) const {
        return from < to ? part(from + 1, to) : std::string_view{};
    }
    std::string text_;
    std::uint32_t scheme_end_ = 0, host_start_ = 0, host_end_ = 0, path_start_ = 0, path_end_ = 0,
                  query_end_ = 0;
    int port_ = 0;
};

// Reads a reference as a browser would on a page at `base` written in `charset`: in references
// that are not ASCII the query is encoded in the page's charset, all else in UTF-8. Nothing for
// other schemes (mailto:, javascript:), for what no browser could follow, and beyond url_bytes_max.
std::optional<Url> resolve_url(std::string_view ref, const Url& base,
                               std::string_view charset = "utf-8");
// Reads an absolute address. A missing scheme is not guessed.
std::optional<Url> parse_url(std::string_view text);

}  // namespace duwang
