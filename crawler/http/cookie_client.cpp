#include "crawler/http/cookie_client.h"

#include <map>

#include "crawler/http/cookie_jar.h"

namespace duwang::crawler {
namespace {

class CookieClient final : public HttpClient {
  public:
    CookieClient(HttpClient& inner, const HttpOptions& options, const Clock& clock)
        : inner_(inner), options_(options), clock_(clock) {}

    Task<FetchOutcome> fetch(Request request) override {
        auto url = parse_url(request.url);
        std::string jar = request.jar;
        if (!url || jar.empty()) {
            FetchOutcome plain = co_await inner_.fetch(request);
            co_return plain;
        }
        request.cookies = jar_named(jar).header(*url, clock_.now());
        FetchOutcome outcome = co_await inner_.fetch(request);
        for (Exchange& exchange : outcome.exchanges) keep(jar_named(jar), exchange);
        co_return outcome;
    }

  private:
    void keep(CookieJar& jar, Exchange& exchange) const {
        auto url = parse_url(exchange.url);
        if (!url) return;
        for (std::string_view line : exchange.headers("set-cookie"))
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
