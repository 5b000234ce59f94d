#include "app/runtime_monitor.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <deque>
#include <exception>
#include <optional>

#include "checks/availability/figure.h"
#include "core/url.h"
#include "crawler/async/gate.h"
#include "crawler/async/wake.h"
#include "crawler/run/wall_answer.h"

namespace duwang::app {
namespace asio = boost::asio;
using checks::availability::Count;
using checks::availability::count_of;
using crawler::steady_ms;
using crawler::Task;
namespace {

constexpr std::size_t at_once = 8;              // home pages; many may lie on one platform
constexpr std::size_t many_sites = 8;           // whose failing together is no chance
constexpr std::int64_t canary_ms_max = 5'000;   // for each of them
constexpr std::int64_t farewell_ms = 1'000;     // for them when the program is to end …
constexpr std::int64_t leave_after_ms = 1'500;  // … and for everything together

// A home page is asked once or twice, so it is neither delayed nor asked on a kept connection.
// Half of the time for connecting: a second address, or a second try, gets the other half.
crawler::Options probing(crawler::Options options, std::int64_t timeout_ms) {
    options.politeness.delay_ms = 0;
    options.politeness.response_factor = 0;
    options.politeness.address_delay_ms = 0;
    options.http.retries = 0;
    options.http.connect_timeout_ms = std::max<std::int64_t>(1, timeout_ms / 2);
    options.http.answer_timeout_ms = timeout_ms;
    options.http.total_timeout_ms = timeout_ms;
    options.dns.timeout_ms =
        std::min(options.dns.timeout_ms, std::max<std::int64_t>(1, timeout_ms / 3));
    return options;
}

crawler::PoliteSetup setup_for(const Site& site) {
    crawler::PoliteSetup setup;
    if (!site.internal) return setup;
    setup.internal_hosts.insert(site.hosts.begin(), site.hosts.end());
    if (auto home = parse_url(site.home)) setup.internal_hosts.insert(home->host_port());
    return setup;
}

// One question: with connections, cookies and names of its own, so that nothing is remembered of
// the question before and all of it can be ended at once.
struct Asking {
    Asking(crawler::Executor net, const crawler::Options& options, const NetworkSetup& network,
           crawler::PoliteSetup setup, const Clock& clock)
        : stack(net, options, network, std::move(setup), clock), deadline(net) {}
    ClientStack stack;
    asio::steady_timer deadline;
};

// What the time ran out over: a page that was already coming exists.
FetchStatus status_at_deadline(const FetchOutcome& outcome) {
    const Exchange* last = outcome.last();
    const bool page = last && last->http_status >= 200 && last->http_status < 300;
    return page ? FetchStatus::too_slow : FetchStatus::timeout;
}

void tell(const FetchOutcome& outcome, const crawler::WallOptions& walls,
          AvailabilityProbe& probe) {
    const FetchStatus status =
        outcome.status == FetchStatus::cancelled ? status_at_deadline(outcome) : outcome.status;
    probe.status = status_word(status, outcome.http_status);
    probe.http_status = outcome.http_status;
    probe.wall = crawler::wall_in_answer(outcome, walls);
    if (const Exchange* last = outcome.last()) probe.ip = last->address;
}

bool is_of_names(FetchStatus status) {
    return status == FetchStatus::dns_nodata || status == FetchStatus::dns_nxdomain ||
           status == FetchStatus::dns_error || status == FetchStatus::dns_timeout;
}

// A batch of questions. Members are destroyed from the last to the first: clients go before what
// they run on.
class Batch {
  public:
    Batch(const crawler::Options& options, const NetworkSetup& network, std::int64_t timeout_ms,
          const Clock& clock)
        : options_(probing(options, timeout_ms)),
          network_(network),
          timeout_ms_(timeout_ms),
          clock_(clock) {}

    // False: something was left behind, and this must not be destroyed.
    bool run(const std::vector<Site>& sites);
    std::vector<AvailabilityProbe> take();

  private:
    bool failed_together() const;
    Task<> ask_all(const std::vector<Site>& sites);
    Task<> probe(const Site& site);
    Task<AvailabilityProbe> ask(const Site& site);
    Task<bool> network_works(std::int64_t each_ms);
    Task<> end_in_time(Asking& asking, std::int64_t milliseconds);
    Task<> watch_signals();
    Asking& open(crawler::PoliteSetup setup, std::int64_t milliseconds);
    void spawn(Task<> task);
    Request request_for(const std::string& address) const;
    bool may_ask_again(const FetchOutcome& outcome, std::int64_t begun_ms) const;
    bool is_of_proxy(const std::string& address, int http_status) const;

    crawler::Options options_;
    const NetworkSetup& network_;
    std::int64_t timeout_ms_;
    const Clock& clock_;
    asio::io_context net_{1};
    asio::signal_set signals_{net_, SIGINT, SIGTERM};
    asio::steady_timer farewell_{net_};
    crawler::Gate places_{at_once};
    std::deque<Asking> askings_;
    std::vector<AvailabilityProbe> probes_;
    std::optional<bool> before_, after_;  // did a canary answer?
    std::size_t running_ = 0;
    std::size_t unasked_ = 0;  // sites
    crawler::Wake all_asked_;
    bool stop_ = false;
    std::exception_ptr error_;
};

void Batch::spawn(Task<> task) {
    ++running_;
    asio::co_spawn(net_, std::move(task), [this](std::exception_ptr error) {
        if (error) error_ = error;
        if (--running_ == 0 || error) net_.stop();
    });
}

Asking& Batch::open(crawler::PoliteSetup setup, std::int64_t milliseconds) {
    Asking& asking =
        askings_.emplace_back(net_.get_executor(), options_, network_, std::move(setup), clock_);
    spawn(end_in_time(asking, milliseconds));
    return asking;
}

Task<> Batch::end_in_time(Asking& asking, std::int64_t milliseconds) {
    asking.deadline.expires_after(std::chrono::milliseconds(milliseconds));
    auto [error] = co_await asking.deadline.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!error) asking.stack.cancel_all();
}

Request Batch::request_for(const std::string& address) const {
    Request request(address, "monitor");
    request.jar = "monitor";
    request.fresh_connection = true;
    request.body_bytes_max = options_.links.body_bytes_max;
    // An answer about IPv6 that is long in coming keeps no browser from the page.
    if (options_.http.proxy.empty()) request.family = Family::v4;
    return request;
}

// Only what came quickly: whoever waited until the time was over has seen enough.
bool Batch::may_ask_again(const FetchOutcome& outcome, std::int64_t begun_ms) const {
    AvailabilityProbe seen;
    tell(outcome, options_.walls, seen);
    seen.own = OwnNetwork::works;
    return !stop_ && count_of(seen) == Count::failed && steady_ms() - begun_ms < timeout_ms_;
}

// What a proxy answers where it cannot reach a site looks like the site's own answer.
bool Batch::is_of_proxy(const std::string& address, int http_status) const {
    const bool gateway = http_status >= 502 && http_status <= 504;
    return gateway && !options_.http.proxy.empty() && address.starts_with("http://");
}

Task<AvailabilityProbe> Batch::ask(const Site& site) {
    AvailabilityProbe told;
    told.site = site.id;
    told.address = site.home;
    told.at = clock_.now();
    const std::int64_t begun = steady_ms();
    Asking& asking = open(setup_for(site), timeout_ms_);
    Request request = request_for(site.home);
    FetchOutcome outcome = co_await asking.stack.http().fetch(request);
    if (may_ask_again(outcome, begun)) {
        Request again = request_for(site.home);
        again.family = Family::any;
        FetchOutcome second = co_await asking.stack.http().fetch(again);
        // Only its IPv6 address could be had, and nobody vouches for IPv6 of ours.
        if (is_of_names(outcome.status) && !is_of_names(second.status) && second.http_status == 0)
            told.own = OwnNetwork::fails;
        // Refused by our own back-off, say, it tells nothing that the first did not.
        if (second.http_status > 0) outcome = std::move(second);
    }
    asking.deadline.cancel();
    told.ms = steady_ms() - begun;
    tell(outcome, options_.walls, told);
    if (is_of_proxy(site.home, outcome.http_status))
        told.status = status_word(FetchStatus::proxy_error, 0);
    co_return told;
}

Task<> Batch::probe(const Site& site) {
    crawler::Gate::Pass pass = co_await places_.enter();
    AvailabilityProbe told;
    try {
        if (!stop_) told = co_await ask(site);
    } catch (const std::exception&) {  // a fault of ours, which says nothing of the site
        told.site = site.id;
        told.address = site.home;
        told.at = clock_.now();
        told.status = status_word(FetchStatus::internal, 0);
    }
    // What was ended by us says nothing either; it is asked by the next start.
    if (!stop_) probes_.push_back(std::move(told));
    if (--unasked_ == 0) all_asked_.wake_later();
}

Task<bool> Batch::network_works(std::int64_t each_ms) {
    for (const std::string& canary : options_.links.canaries) {
        crawler::PoliteSetup setup;
        Asking& asking = open(std::move(setup), each_ms);
        Request request = request_for(canary);
        FetchOutcome outcome = co_await asking.stack.http().fetch(request);
        asking.deadline.cancel();
        if (content_arrived(outcome.status)) co_return true;
    }
    co_return false;
}

Task<> Batch::ask_all(const std::vector<Site>& sites) {
    const bool has_canaries = !options_.links.canaries.empty();
    const std::int64_t each = std::min(timeout_ms_, canary_ms_max);
    if (has_canaries) before_ = co_await network_works(each);
    unasked_ = sites.size();
    for (const Site& site : sites) spawn(probe(site));
    co_await all_asked_.wait();
    if (has_canaries && !probes_.empty()) {
        const bool works = co_await network_works(stop_ ? farewell_ms : each);
        // A canary that was cut short says nothing against our network.
        if (works || !stop_) after_ = works;
    }
    signals_.cancel();
    farewell_.cancel();
}

Task<> Batch::watch_signals() {
    auto [error, number] = co_await signals_.async_wait(asio::as_tuple(asio::use_awaitable));
    if (error) co_return;
    stop_ = true;
    for (Asking& asking : askings_) asking.stack.cancel_all();
    farewell_.expires_after(std::chrono::milliseconds(leave_after_ms));
    auto [ended] = co_await farewell_.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!ended) net_.stop();
}

bool Batch::run(const std::vector<Site>& sites) {
    spawn(watch_signals());
    spawn(ask_all(sites));
    net_.run();
    if (error_) std::rethrow_exception(error_);
    return running_ == 0;
}

// Did half of many sites fail at once, by the network alone?
bool Batch::failed_together() const {
    const auto failed = std::ranges::count_if(probes_, [](AvailabilityProbe probe) {
        probe.own = OwnNetwork::works;
        return probe.http_status == 0 && count_of(probe) == Count::failed;
    });
    return probes_.size() >= many_sites && static_cast<std::size_t>(failed) * 2 >= probes_.size();
}

std::vector<AvailabilityProbe> Batch::take() {
    OwnNetwork own = OwnNetwork::unknown;
    if (before_ && after_) own = *before_ && *after_ ? OwnNetwork::works : OwnNetwork::fails;
    if (before_ && !*before_) own = OwnNetwork::fails;
    // An outage of ours may lie between the canaries.
    if (own == OwnNetwork::works && failed_together()) own = OwnNetwork::unknown;
    for (AvailabilityProbe& probe : probes_)
        if (probe.own != OwnNetwork::fails) probe.own = own;
    return std::move(probes_);
}

class NetworkAsker final : public HomeAsker {
  public:
    NetworkAsker(const crawler::Options& options, const NetworkSetup& network,
                 const AvailabilityRules& rules, const Clock& clock)
        : options_(options), network_(network), timeout_ms_(rules.timeout_ms), clock_(clock) {
        signals_.async_wait([this](boost::system::error_code error, int) {
            if (!error) stopped_ = true;
            net_.stop();
        });
    }

    std::vector<AvailabilityProbe> ask(const std::vector<Site>& sites) override {
        batch_ = std::make_unique<Batch>(options_, network_, timeout_ms_, clock_);
        const bool ended = batch_->run(sites);
        std::vector<AvailabilityProbe> probes = batch_->take();
        if (ended) batch_.reset();
        return probes;
    }

    bool wait(std::int64_t milliseconds) override {
        net_.restart();
        net_.poll();
        if (stopped_ || milliseconds == 0) return !stopped_;
        net_.restart();
        net_.run_for(std::chrono::milliseconds(milliseconds));
        return !stopped_;
    }

  private:
    crawler::Options options_;
    NetworkSetup network_;
    std::int64_t timeout_ms_;
    const Clock& clock_;
    asio::io_context net_{1};  // of the signals alone; a batch has its own
    asio::signal_set signals_{net_, SIGINT, SIGTERM};
    bool stopped_ = false;
    std::unique_ptr<Batch> batch_;
};

}  // namespace

std::unique_ptr<HomeAsker> make_home_asker(const crawler::Options& options,
                                           const NetworkSetup& network,
                                           const AvailabilityRules& rules, const Clock& clock) {
    return std::make_unique<NetworkAsker>(options, network, rules, clock);
}

std::int64_t home_asker_files() {
    constexpr std::int64_t batch = 64, of_each = 8, others = 64;
    return batch * of_each + others;
}

}  // namespace duwang::app
