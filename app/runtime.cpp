#include "app/runtime.h"

#include <fmt/format.h>

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <thread>

#include "app/exit_code.h"
#include "app/progress_line.h"
#include "core/url.h"
#include "crawler/async/gate.h"
#include "crawler/async/offload.h"
#include "crawler/run/site_crawl.h"

namespace duwang::app {
namespace asio = boost::asio;
using crawler::Task;
namespace {

// Politeness is relaxed where a site is internal, and stops where it has a blackout window open.
crawler::PoliteSetup polite_setup(const std::vector<CrawlJob>& jobs, HostMemory& memory) {
    crawler::PoliteSetup setup;
    for (const CrawlJob& job : jobs) {
        const Site& site = job.plan.site;
        std::vector<std::string> hosts = site.hosts;
        if (auto home = parse_url(site.home)) hosts.push_back(home->host_port());
        if (site.internal) setup.internal_hosts.insert(hosts.begin(), hosts.end());
        if (!site.blackout.empty())
            for (const std::string& host : hosts) setup.blackout[host] = site.blackout;
        setup.seed = job.plan.seed;
    }
    if (auto known = memory.recall_hosts()) setup.remembered = std::move(*known);
    return setup;
}

constexpr std::size_t openers_max = 8;

void open_store(CrawlJob& job) {
    auto store = job.open();
    if (store)
        job.store = std::move(*store);
    else
        job.done = tl::unexpected(store.error());
}

// Everything that lives while crawling. Members are destroyed from the last to the first: clients
// go before the executors they use.
class Runtime {
  public:
    Runtime(std::vector<CrawlJob>& jobs, const crawler::Options& options,
            const NetworkSetup& network, const Clock& clock, HostMemory& memory)
        : jobs_(jobs),
          work_(std::max(1u, std::thread::hardware_concurrency())),
          writer_(1),
          sites_at_once_(static_cast<std::size_t>(options.limits.parallel_sites)),
          sites_(sites_at_once_),
          stack_(net_.get_executor(), options, network, polite_setup(jobs, memory), clock),
          memory_(memory),
          clock_(clock) {
        crawler::DnsOptions other = options.dns;
        other.servers = options.links.resolvers;
        if (!other.servers.empty())
            second_resolver_ = crawler::make_ares_resolver(net_.get_executor(), other);
        for (const std::string& text : options.links.vantages)
            if (auto address = parse_vantage(text))
                vantages_.push_back(std::make_unique<VantageStack>(net_.get_executor(), options,
                                                                   std::move(*address), clock));
    }

    bool run(ProgressStyle style, const std::function<void(CrawlJob&)>& finished);

  private:
    Task<> crawl(CrawlJob& job, const std::function<void(CrawlJob&)>& finished);
    Task<> watch_signals(asio::signal_set& signals);
    Task<> show_progress(asio::steady_timer& timer, ProgressStyle style);
    Task<> keep_memory(asio::steady_timer& timer);
    void remember();
    void open_first_stores();
    std::vector<HostBackOff> unsaved();
    crawler::CrawlServices services_for(CrawlJob& job);
    [[noreturn]] void leave_at_once();
    void job_ended(std::exception_ptr error, CrawlJob& job);

    std::vector<CrawlJob>& jobs_;
    asio::io_context net_{1};
    asio::thread_pool work_;
    asio::thread_pool writer_;
    std::size_t sites_at_once_;
    crawler::Gate sites_;
    ClientStack stack_;
    std::vector<std::unique_ptr<VantageStack>> vantages_;
    std::unique_ptr<crawler::Resolver> second_resolver_;
    HostMemory& memory_;
    const Clock& clock_;
    crawler::Progress progress_;
    std::vector<HostBackOff> unsaved_;
    std::atomic<bool> stop_ = false;
    std::size_t running_ = 0;
    std::function<void()> all_ended_;
};

crawler::CrawlServices Runtime::services_for(CrawlJob& job) {
    crawler::CrawlServices services;
    services.net = net_.get_executor();
    services.work = work_.get_executor();
    services.writer = writer_.get_executor();
    services.http = &stack_.http();
    services.polite = &stack_.polite();
    services.resolver = &stack_.resolver();
    services.clock = &clock_;
    services.sink = job.store.get();
    services.lookback = job.store.get();
    services.earlier = job.earlier.get();
    services.progress = &progress_;
    services.stop = &stop_;
    services.allowed = stack_.allowed();
    services.second_resolver = second_resolver_.get();
    for (const auto& vantage : vantages_)
        services.vantages.push_back({vantage->name(), &vantage->http()});
    return services;
}

// Creating a capture waits for the disk more than it works. What is crawled first is opened side by
// side, so that hundreds of sites begin together; the others when it is their turn.
void Runtime::open_first_stores() {
    asio::thread_pool openers(openers_max);
    for (std::size_t i = 0; i < std::min(jobs_.size(), sites_at_once_); ++i)
        asio::post(openers, [job = &jobs_[i]] { open_store(*job); });
    openers.join();
}

Task<> Runtime::crawl(CrawlJob& job, const std::function<void(CrawlJob&)>& finished) {
    crawler::Gate::Pass pass = co_await sites_.enter();
    if (stop_) {
        job.done = failure(Errc::interrupted, "interrupted");
        co_return;
    }
    auto open = [&job] {
        open_store(job);
        return true;
    };
    if (!job.store && job.done) co_await crawler::offload(writer_.get_executor(), open);
    // Making sure of an earlier capture reads all of it: not on a thread that others wait for.
    auto look_back = [&job] {
        job.earlier = job.look_back(*job.store);
        return true;
    };
    if (job.store && job.done && job.look_back)
        co_await crawler::offload(work_.get_executor(), look_back);
    if (job.done) job.done = co_await crawler::crawl_site(job.plan, services_for(job));
    job.earlier.reset();
    bool disk_full = !job.done && job.done.error().code == Errc::disk_full;
    if (disk_full) {  // the other sites share the disk
        stop_ = true;
        stack_.cancel_all();
        for (const auto& vantage : vantages_) vantage->cancel_all();
    }
    if (job.done) {
        ++progress_.sites_done;
        // Sealing hashes whole files: not on the thread that serves the other sites.
        auto seal = [&job, &finished] {
            finished(job);
            return true;
        };
        co_await crawler::offload(writer_.get_executor(), seal);
    }
}

// After a signal the transfers end at once; who still waits politely is left behind, for all that
// is committed is safe and the next start continues.
void Runtime::leave_at_once() {
    writer_.join();
    work_.stop();
    remember();
    for (CrawlJob& job : jobs_)
        if (job.store) (void)job.store->commit();
    fmt::print(stderr, "\nstopped; run the same command again to continue\n");
    std::fflush(nullptr);
    std::_Exit(exit_interrupted);
}

Task<> Runtime::watch_signals(asio::signal_set& signals) {
    auto [error, number] = co_await signals.async_wait(asio::as_tuple(asio::use_awaitable));
    if (error) co_return;
    stop_ = true;
    stack_.cancel_all();
    for (const auto& vantage : vantages_) vantage->cancel_all();
    co_await crawler::pause(1'500);
    leave_at_once();
}

// For the end, when nobody else uses the ledger any more.
void Runtime::remember() {
    if (auto done = memory_.remember_hosts(unsaved()); !done)
        fmt::print(stderr, "duwang: {}\n", done.error().what);
}

// What changed, and what could not be written before.
std::vector<HostBackOff> Runtime::unsaved() {
    for (HostBackOff& host : stack_.polite().take_changes()) unsaved_.push_back(std::move(host));
    return unsaved_;
}

// What a kill must not lose is written each second, off this thread: hosts in back-off, and what
// crawls stored before they began to wait for their host.
Task<> Runtime::keep_memory(asio::steady_timer& timer) {
    // The last job may end while this writes: then there is no wait that could be cancelled.
    while (running_ > 0) {
        timer.expires_after(std::chrono::seconds(1));
        auto [error] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
        if (error) co_return;
        auto changes = std::make_shared<const std::vector<HostBackOff>>(unsaved());
        auto write = [this, changes] {
            for (CrawlJob& job : jobs_)
                if (job.store) (void)job.store->settle();  // a failure is met again by the crawl
            return memory_.remember_hosts(*changes);
        };
        Result<void> done = co_await crawler::offload(writer_.get_executor(), write);
        if (done)
            unsaved_.clear();  // only this coroutine adds to it while the loop runs
        else
            fmt::print(stderr, "duwang: {}\n", done.error().what);
    }
}

Task<> Runtime::show_progress(asio::steady_timer& timer, ProgressStyle style) {
    ProgressLine line(style, static_cast<std::int64_t>(jobs_.size()));
    for (;;) {
        timer.expires_after(std::chrono::milliseconds(style == ProgressStyle::json ? 1000 : 250));
        auto [error] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
        auto waiting = stack_.polite().waiting();
        progress_.in_blackout = waiting.blackout;
        progress_.in_back_off = waiting.back_off;
        line.print(progress_, error.failed());
        if (error) co_return;
    }
}

void Runtime::job_ended(std::exception_ptr error, CrawlJob& job) {
    if (error) {
        try {
            std::rethrow_exception(error);
        } catch (const std::exception& e) {
            job.done = failure(Errc::internal, e.what());
        }
    }
    if (--running_ == 0) all_ended_();
}

bool Runtime::run(ProgressStyle style, const std::function<void(CrawlJob&)>& finished) {
    asio::signal_set signals(net_, SIGINT, SIGTERM);
    asio::steady_timer ticks(net_), seconds(net_);
    auto ignore = [](std::exception_ptr) {};
    all_ended_ = [&] {
        signals.cancel();
        ticks.cancel();
        seconds.cancel();
    };
    progress_.sites_planned = static_cast<std::int64_t>(jobs_.size());
    running_ = jobs_.size();
    if (jobs_.empty()) return true;
    open_first_stores();
    asio::co_spawn(net_, watch_signals(signals), ignore);
    asio::co_spawn(net_, keep_memory(seconds), ignore);
    if (style != ProgressStyle::none) asio::co_spawn(net_, show_progress(ticks, style), ignore);
    for (CrawlJob& job : jobs_)
        asio::co_spawn(net_, crawl(job, finished),
                       [this, &job](std::exception_ptr error) { job_ended(error, job); });
    net_.run();
    work_.join();
    writer_.join();
    remember();
    return !stop_;
}

}  // namespace

bool run_crawls(std::vector<CrawlJob>& jobs, const crawler::Options& options,
                const NetworkSetup& network, const Clock& clock, HostMemory& memory,
                ProgressStyle style, const std::function<void(CrawlJob&)>& finished) {
    Runtime runtime(jobs, options, network, clock, memory);
    return runtime.run(style, finished);
}

}  // namespace duwang::app
