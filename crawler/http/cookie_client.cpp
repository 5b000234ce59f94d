#include "crawler/http/cookie_client.h"

#include <map>

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
        if (cookies.empty()) {
            FetchOutcome outcome = co_await inner_.fetch(request);
            keep_all(request.jar, outcome);
            co_return outcome;
        }
        Request with = request;
        with.cookies = std::move(cookies);
        FetchOutcome outcome = co_await inner_.fetch(with);
        keep_all(request.jar, outcome);
        co_return outcome;
    }

  private:
    void keep_all(const std::string& jar, FetchOutcome& outcome) {
        for (Exchange& exchange : outcome.exchanges) keep(jar_named(jar), exchange);
    }

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
