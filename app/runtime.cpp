#include "app/runtime.h"

#include <fmt/format.h>

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
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

std::set<std::string> internal_hosts(const std::vector<CrawlJob>& jobs) {
    std::set<std::string> hosts;
    for (const CrawlJob& job : jobs) {
        if (!job.plan.site.internal) continue;
        hosts.insert(job.plan.site.hosts.begin(), job.plan.site.hosts.end());
        if (auto home = parse_url(job.plan.site.home)) hosts.insert(home->host_port());
    }
    return hosts;
}

// Everything that lives while crawling. Members are destroyed from the last to the first: clients
// go before the executors they use.
class Runtime {
  public:
    Runtime(std::vector<CrawlJob>& jobs, const crawler::Options& options,
            const NetworkSetup& network, const Clock& clock)
        : jobs_(jobs),
          work_(std::max(1u, std::thread::hardware_concurrency())),
          writer_(1),
          sites_(net_.get_executor(), static_cast<std::size_t>(options.limits.parallel_sites)),
          stack_(net_.get_executor(), options, network, internal_hosts(jobs), clock),
          clock_(clock) {}

    bool run(ProgressStyle style, const std::function<void(CrawlJob&)>& finished);

  private:
    Task<> crawl(CrawlJob& job, const std::function<void(CrawlJob&)>& finished);
    Task<> watch_signals(asio::signal_set& signals);
    Task<> show_progress(asio::steady_timer& timer, ProgressStyle style);
    crawler::CrawlServices services_for(CrawlJob& job);
    [[noreturn]] void leave_at_once();
    void job_ended(std::exception_ptr error, CrawlJob& job);

    std::vector<CrawlJob>& jobs_;
    asio::io_context net_{1};
    asio::thread_pool work_;
    asio::thread_pool writer_;
    crawler::Gate sites_;
    ClientStack stack_;
    const Clock& clock_;
    crawler::Progress progress_;
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
    services.progress = &progress_;
    services.stop = &stop_;
    services.allowed = stack_.allowed();
    return services;
}

Task<> Runtime::crawl(CrawlJob& job, const std::function<void(CrawlJob&)>& finished) {
    crawler::Gate::Pass pass = co_await sites_.enter();
    if (stop_) {
        job.done = failure(Errc::interrupted, "interrupted");
        co_return;
    }
    job.done = co_await crawler::crawl_site(job.plan, services_for(job));
    bool disk_full = !job.done && job.done.error().code == Errc::disk_full;
    if (disk_full) {  // the other sites share the disk
        stop_ = true;
        stack_.cancel_all();
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
    co_await crawler::pause(1'500);
    leave_at_once();
}

Task<> Runtime::show_progress(asio::steady_timer& timer, ProgressStyle style) {
    ProgressLine line(style, static_cast<std::int64_t>(jobs_.size()));
    for (;;) {
        timer.expires_after(std::chrono::milliseconds(style == ProgressStyle::json ? 1000 : 250));
        auto [error] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
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
    asio::steady_timer ticks(net_);
    auto ignore = [](std::exception_ptr) {};
    all_ended_ = [&] {
        signals.cancel();
        ticks.cancel();
    };
    progress_.sites_planned = static_cast<std::int64_t>(jobs_.size());
    running_ = jobs_.size();
    if (jobs_.empty()) return true;
    asio::co_spawn(net_, watch_signals(signals), ignore);
    if (style != ProgressStyle::none) asio::co_spawn(net_, show_progress(ticks, style), ignore);
    for (CrawlJob& job : jobs_)
        asio::co_spawn(net_, crawl(job, finished),
                       [this, &job](std::exception_ptr error) { job_ended(error, job); });
    net_.run();
    work_.join();
    writer_.join();
    return !stop_;
}

}  // namespace

bool run_crawls(std::vector<CrawlJob>& jobs, const crawler::Options& options,
                const NetworkSetup& network, const Clock& clock, ProgressStyle style,
                const std::function<void(CrawlJob&)>& finished) {
    Runtime runtime(jobs, options, network, clock);
    return runtime.run(style, finished);
}

}  // namespace duwang::app
