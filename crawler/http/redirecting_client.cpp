#include "crawler/http/redirecting_client.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "crawler/http/decode.h"
#include "crawler/http/redirect.h"

namespace duwang::crawler {
namespace {

FetchStatus status_after_decoding(FetchStatus status, Decoded::End end) {
    if (status != FetchStatus::ok) return status;
    switch (end) {
        case Decoded::End::complete:
            return status;
        case Decoded::End::truncated:
            return FetchStatus::truncated;
        case Decoded::End::damaged:
            return FetchStatus::decode_error;
        case Decoded::End::too_large:
            return FetchStatus::too_large;
        case Decoded::End::unsupported:
            return FetchStatus::unsupported_encoding;
    }
    return status;
}

class RedirectingClient final : public HttpClient {
  public:
    RedirectingClient(HttpClient& inner, const HttpOptions& options)
        : inner_(inner), options_(options) {}

    Task<FetchOutcome> fetch(const Request& request) override {
        FetchOutcome whole = co_await inner_.fetch(request);
        if (leads_on(whole) && request.follow_redirects) co_await follow_all(request, whole);
        decode(whole, std::max(options_.decoded_bytes_max, request.body_bytes_max));
        tell_warnings(whole);
        co_return whole;
    }

  private:
    static bool leads_on(const FetchOutcome& whole) {
        return whole.status == FetchStatus::ok && is_redirect(whole.http_status);
    }

    Task<> follow_all(Request request, FetchOutcome& whole) {
        // Back where it was is no loop while the visitor comes with a new cookie (quirk B05).
        int cookies = 0;
        std::map<std::string, int> seen{{request.url, cookies}};
        for (int hop = 0; leads_on(whole); ++hop) {
            NextHop next = follow(whole);
            if (next.url.empty()) break;
            if (hop + 1 >= options_.redirects_max) {
                fail(whole, FetchStatus::too_many_redirects);
                break;
            }
            cookies += whole.exchanges.back().new_cookie ? 1 : 0;
            auto [known, first_time] = seen.try_emplace(next.url, cookies);
            if (!first_time && known->second == cookies) {
                fail(whole, FetchStatus::redirect_loop);
                break;
            }
            known->second = cookies;
            if (request.may_follow && !request.may_follow(next.url)) {
                fail(whole, FetchStatus::robots_denied);
                break;
            }
            request.url = next.url;
            FetchOutcome step = co_await inner_.fetch(request);
            append(whole, std::move(step));
        }
    }

    static void append(FetchOutcome& whole, FetchOutcome step) {
        whole.status = step.status;
        whole.http_status = step.http_status;
        whole.final_url = step.final_url;
        whole.content_type = step.content_type;
        whole.exchanges.insert(whole.exchanges.end(),
                               std::make_move_iterator(step.exchanges.begin()),
                               std::make_move_iterator(step.exchanges.end()));
    }

    static void fail(FetchOutcome& whole, FetchStatus status) {
        whole.status = status;
        whole.exchanges.back().status = status;
    }

    // The next hop, noted in the last exchange; the status is set when it leads nowhere.
    static NextHop follow(FetchOutcome& whole) {
        Exchange& hop = whole.exchanges.back();
        NextHop next = next_hop(hop);
        hop.location = next.url;
        hop.warnings.insert(hop.warnings.end(), next.warnings.begin(), next.warnings.end());
        if (next.url.empty()) {
            hop.note = next.note;
            fail(whole, FetchStatus::bad_redirect);
        }
        return next;
    }

    void decode(FetchOutcome& whole, std::int64_t bytes_max) const {
        if (whole.exchanges.empty() || whole.exchanges.back().body.empty()) return;
        Exchange& last = whole.exchanges.back();
        const std::string_view coding = last.header("content-encoding");
        if (is_plain_content(last.body, coding, bytes_max)) {
            whole.body = last.body.shared();
            return;
        }
        Decoded decoded = decode_content(last.body, coding, bytes_max, options_.decode_ratio_max);
        whole.status = status_after_decoding(whole.status, decoded.end);
        if (last.status == FetchStatus::ok) last.status = whole.status;
        bool page = whole.content_type.empty() || whole.content_type.find("text/") == 0;
        if (!decoded.warning.empty() && page) last.warnings.emplace_back(decoded.warning);
        whole.body = std::make_shared<const std::string>(std::move(decoded.bytes));
    }

    static void tell_warnings(FetchOutcome& whole) {
        if (whole.exchanges.empty()) return;
        Exchange& last = whole.exchanges.back();
        for (std::string& odd : oddities(last)) last.warnings.push_back(std::move(odd));
        for (const Exchange& exchange : whole.exchanges)
            for (const std::string& warning : exchange.warnings)
                if (std::ranges::find(whole.warnings, warning) == whole.warnings.end())
                    whole.warnings.push_back(warning);
    }

    HttpClient& inner_;
    HttpOptions options_;
};

}  // namespace

std::unique_ptr<HttpClient> make_redirecting_client(HttpClient& inner, const HttpOptions& options) {
    return std::make_unique<RedirectingClient>(inner, options);
}

}  // namespace duwang::crawler
