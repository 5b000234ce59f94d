#include "crawler/http/redirecting_client.h"

#include <iterator>
#include <set>

#include "core/url.h"
#include "crawler/http/decode.h"

namespace duwang::crawler {
namespace {

// 300, 304, 305 and 306 are no redirects, whatever Location they carry.
bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

FetchStatus status_after_decoding(FetchStatus status, Decoded::End end) {
    if (status != FetchStatus::ok) return status;
    switch (end) {
        case Decoded::End::complete: return status;
        case Decoded::End::truncated: return FetchStatus::truncated;
        case Decoded::End::damaged: return FetchStatus::decode_error;
        case Decoded::End::too_large: return FetchStatus::too_large;
        case Decoded::End::unsupported: return FetchStatus::unsupported_encoding;
    }
    return status;
}

class RedirectingClient final : public HttpClient {
  public:
    RedirectingClient(HttpClient& inner, const HttpOptions& options)
        : inner_(inner), options_(options) {}

    Task<FetchOutcome> fetch(Request request) override {
        FetchOutcome whole;
        std::set<std::string> seen{request.url};
        for (int hop = 0;; ++hop) {
            FetchOutcome step = co_await inner_.fetch(request);
            append(whole, std::move(step));
            if (whole.status != FetchStatus::ok || !is_redirect(whole.http_status)) break;
            if (!request.follow_redirects) break;
            std::string next = next_address(whole);
            if (next.empty()) break;
            if (hop + 1 >= options_.redirects_max || !seen.insert(next).second) {
                fail(whole, hop + 1 >= options_.redirects_max ? FetchStatus::too_many_redirects
                                                              : FetchStatus::redirect_loop);
                break;
            }
            request.url = next;
        }
        decode(whole);
        co_return whole;
    }

  private:
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

    // Resolves Location; empty, with the status set, when it is missing or leads nowhere.
    static std::string next_address(FetchOutcome& whole) {
        Exchange& hop = whole.exchanges.back();
        auto base = parse_url(hop.url);
        std::string_view location = hop.header("location");
        auto target = location.empty() || !base ? std::nullopt : resolve_url(location, *base, "utf-8");
        if (!target || (target->scheme() != "http" && target->scheme() != "https")) {
            fail(whole, FetchStatus::bad_redirect);
            return {};
        }
        hop.location = std::string(target->str());
        return hop.location;
    }

    void decode(FetchOutcome& whole) const {
        const Exchange* last = whole.last();
        if (!last || last->body.empty()) return;
        Decoded decoded = decode_content(last->body, last->header("content-encoding"),
                                         options_.decoded_bytes_max);
        whole.status = status_after_decoding(whole.status, decoded.end);
        if (whole.exchanges.back().status == FetchStatus::ok)
            whole.exchanges.back().status = whole.status;
        whole.body = std::make_shared<const std::string>(std::move(decoded.bytes));
    }

    HttpClient& inner_;
    HttpOptions options_;
};

}  // namespace

std::unique_ptr<HttpClient> make_redirecting_client(HttpClient& inner, const HttpOptions& options) {
    return std::make_unique<RedirectingClient>(inner, options);
}

}  // namespace duwang::crawler
