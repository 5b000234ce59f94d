#include "crawler/http/retrying_client.h"

#include <iterator>

#include "crawler/async/gate.h"
#include "crawler/plan/retry_policy.h"

namespace duwang::crawler {
namespace {

class RetryingClient final : public HttpClient {
  public:
    RetryingClient(HttpClient& inner, const HttpOptions& options)
        : inner_(inner), options_(options) {}

    Task<FetchOutcome> fetch(const Request& request) override {
        FetchOutcome outcome = co_await inner_.fetch(request);
        if (options_.retries > 0 && worth_retrying(outcome.status, outcome.http_status))
            co_await ask_again(request, outcome);
        co_return outcome;
    }

  private:
    Task<> ask_again(Request request, FetchOutcome& outcome) {
        for (int attempt = 1; attempt <= options_.retries; ++attempt) {
            if (!worth_retrying(outcome.status, outcome.http_status)) break;
            if (!co_await pause(options_.retry_wait_ms * attempt)) break;
            request.fresh_connection = true;
            FetchOutcome next = co_await inner_.fetch(request);
            // Nothing was sent: what the attempt before it found out stands.
            if (next.status == FetchStatus::host_backing_off) break;
            next.exchanges.insert(next.exchanges.begin(),
                                  std::make_move_iterator(outcome.exchanges.begin()),
                                  std::make_move_iterator(outcome.exchanges.end()));
            outcome = std::move(next);
        }
    }

    HttpClient& inner_;
    HttpOptions options_;
};

}  // namespace

std::unique_ptr<HttpClient> make_retrying_client(HttpClient& inner, const HttpOptions& options) {
    return std::make_unique<RetryingClient>(inner, options);
}

}  // namespace duwang::crawler
