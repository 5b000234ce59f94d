// Cookies as RFC 6265 keeps them, bounded. A machine without I/O: moments are arguments.
// Cookies serve to get past servers that send a visitor back for want of one (quirk B05); nothing
// is kept from one crawl to the next.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "core/url.h"
#include "crawler/options.h"

namespace duwang::crawler {

class CookieJar {
  public:
    explicit CookieJar(const HttpOptions& options) : options_(options) {}

    // One Set-Cookie line of an answer of `url`. True when the jar holds something new then: a
    // cookie it did not have, or another value.
    bool take(const Url& url, std::string_view line, Timestamp now);

    // The value of the Cookie header for a request; empty when there is none to send. Longer paths
    // first, then older cookies; cut off at whole cookies.
    std::string header(const Url& url, Timestamp now) const;

    std::size_t size() const { return cookies_.size(); }

  private:
    struct Cookie {
        std::string name, value, domain, path;
        bool host_only = true, secure = false;
        Timestamp expires;       // unset: for the session
        std::int64_t order = 0;  // of creation
        std::size_t bytes() const { return name.size() + value.size() + path.size(); }
    };
    static bool read(const Url& url, std::string_view line, Timestamp now, Cookie& cookie);
    bool fits(const Cookie& cookie, const Url& url, Timestamp now) const;
    void make_room(const std::string& domain);
    void drop(std::size_t index);

    HttpOptions options_;
    std::vector<Cookie> cookies_;
    std::size_t bytes_ = 0;
    std::int64_t next_order_ = 1;
};

// "Wed, 21 Oct 2026 07:28:00 GMT" and its older spellings (RFC 6265, 5.1.1); unset when it is no
// date.
Timestamp cookie_date(std::string_view text);

}  // namespace duwang::crawler
