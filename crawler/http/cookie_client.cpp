#include "crawler/http/cookie_client.h"

#include <map>
#include <optional>

#include "crawler/http/cookie_jar.h"

namespace duwang::crawler {
namespace {

class CookieClient final : public HttpClient {
  public:
    CookieClient(HttpClient& inner, const HttpOptions& options, const Clock& clock)
        : inner_(inner), options_(options), clock_(clock) {}

    Task<FetchOutcome> fetch(const Request& request) override {
        if (request.jar.empty()) {
            FetchOutcome plain = co_await inner_.fetch(request);
            co_return plain;
        }
        auto url = parse_url(request.url);
        std::string cookies = url ? jar_named(request.jar).header(*url, clock_.now()) : "";
        // Copied only where there is something to add.
        std::optional<Request> with;
        if (!cookies.empty()) with.emplace(request).cookies = std::move(cookies);
        const Request& asked = with ? *with : request;
        FetchOutcome outcome = co_await inner_.fetch(asked);
        for (Exchange& exchange : outcome.exchanges) keep(jar_named(request.jar), exchange);
        co_return outcome;
    }

  private:
    void keep(CookieJar& jar, Exchange& exchange) const {
        auto lines = exchange.headers("set-cookie");
        auto url = lines.empty() ? std::nullopt : parse_url(exchange.url);
        if (!url) return;
        for (std::string_view line : lines)
            if (jar.take(*url, line, clock_.now())) exchange.new_cookie = true;
    }

    CookieJar& jar_named(const std::string& name) {
        return jars_.try_emplace(name, options_).first->second;
    }

    HttpClient& inner_;
    HttpOptions options_;
    const Clock& clock_;
    std::map<std::string, CookieJar> jars_;
};

}  // namespace

std::unique_ptr<HttpClient> make_cookie_client(HttpClient& inner, const HttpOptions& options,
                                               const Clock& clock) {
    return std::make_unique<CookieClient>(inner, options, clock);
}

}  // namespace duwang::crawler
