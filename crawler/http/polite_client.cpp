#include "crawler/http/polite_client.h"

#include <charconv>
#include <map>

#include "core/url.h"
#include "crawler/async/gate.h"
#include "crawler/plan/host_policy.h"

namespace duwang::crawler {
namespace {

std::int64_t retry_after_ms(const FetchOutcome& outcome) {
    if (!outcome.last()) return 0;
    std::string_view text = outcome.last()->header("retry-after");
    std::int64_t seconds = 0;
    auto [end, error] = std::from_chars(text.begin(), text.end(), seconds);
    return error == std::errc{} && seconds > 0 && seconds < 86'400 ? seconds * 1'000 : 0;
}

class Polite final : public PoliteClient {
  public:
    Polite(HttpClient& inner, Executor net, const PolitenessOptions& options,
           std::set<std::string> internal_hosts)
        : inner_(inner),
          net_(std::move(net)),
          options_(options),
          internal_hosts_(std::move(internal_hosts)) {}

    void ask_for_delay(const std::string& host_port, std::int64_t delay_ms) override {
        lane(host_port).policy.ask_for_delay(delay_ms);
    }

    Task<FetchOutcome> fetch(Request request) override {
        auto url = parse_url(request.url);
        Lane& mine = lane(url ? url->host_port() : std::string());
        Gate::Pass pass = co_await mine.gate.enter();
        std::int64_t wait = mine.policy.reserve(steady_ms());
        if (wait > 0) co_await pause(wait);
        std::int64_t started = steady_ms();
        FetchOutcome outcome = co_await inner_.fetch(request);
        std::int64_t now = steady_ms();
        mine.policy.ended(outcome.status, outcome.http_status, now - started,
                          retry_after_ms(outcome), now);
        co_return outcome;
    }

  private:
    struct Lane {
        Lane(const Executor& net, const PolitenessOptions& options, bool internal)
            : gate(net, static_cast<std::size_t>(internal ? options.internal_connections
                                                          : options.connections_per_host)),
              policy(options, internal) {}
        Gate gate;
        HostPolicy policy;
    };

    Lane& lane(const std::string& host_port) {
        auto found = lanes_.find(host_port);
        if (found == lanes_.end()) {
            bool internal = internal_hosts_.contains(host_port);
            found = lanes_.try_emplace(host_port, net_, options_, internal).first;
        }
        return found->second;
    }

    HttpClient& inner_;
    Executor net_;
    PolitenessOptions options_;
    std::set<std::string> internal_hosts_;
    std::map<std::string, Lane> lanes_;
};

}  // namespace

std::unique_ptr<PoliteClient> make_polite_client(HttpClient& inner, Executor net,
                                                 const PolitenessOptions& options,
                                                 std::set<std::string> internal_hosts) {
    return std::make_unique<Polite>(inner, std::move(net), options, std::move(internal_hosts));
}

}  // namespace duwang::crawler
