#include "tests/support/site_run.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <filesystem>

#include "app/client_stack.h"
#include "crawler/http/connecting_client.h"
#include "crawler/http/cookie_client.h"
#include "crawler/http/curl_client.h"
#include "crawler/http/redirecting_client.h"
#include "crawler/http/retrying_client.h"
#include "crawler/run/site_crawl.h"
#include "storage/capture/capture_store.h"
#include "storage/capture/supplement.h"
#include "tests/support/kept_captures.h"
#include "tests/support/run_task.h"

namespace duwang::test {
namespace {

struct RunClock final : Clock {
    explicit RunClock(const SiteRun& of) : run(of) {}
    Timestamp now() const override { return run.clock(); }
    const SiteRun& run;
};

std::int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

std::unique_ptr<crawler::Resolver> resolver_at(boost::asio::io_context& net,
                                               const std::string& server) {
    crawler::DnsOptions options;
    options.servers = {server};
    options.timeout_ms = 300;
    options.tries = 1;
    return crawler::make_ares_resolver(net.get_executor(), options);
}

}  // namespace

SiteRun::SiteRun(demo::AnswerFunction answer) : answer_(std::move(answer)) {
    std::string name = (std::filesystem::temp_directory_path() / "duwang-run-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    site.id = "x";
    site.home = "http://www.x.gov.cn/";
    site.hosts = {"www.x.gov.cn"};
    site.internal = true;
    options.http.connect_timeout_ms = 1'000;
    options.http.answer_timeout_ms = 1'000;
    options.http.total_timeout_ms = 1'500;
    options.http.retries = 0;
    options.links.confirm_after_ms = 0;
    options.links.error_phrases = {"页面不存在"};
    server_ = demo::DemoServer::start([this](std::string_view host, std::string_view path) {
                  {
                      std::lock_guard lock(mutex_);
                      asked_.push_back({std::string(path), now_ms()});
                      int limit = stop_after_;
                      if (limit > 0 && static_cast<int>(asked_.size()) >= limit) stop_ = true;
                  }
                  return answer_(host, path);
              }).value();
}

SiteRun::~SiteRun() {
    server_.reset();
    if (std::getenv("DUWANG_KEEP_CAPTURES")) {
        storage::CaptureInfo info;
        info.id = "r1.x";
        auto store = storage::CaptureStore::open(folder_ + "/r1.x", info);
        if (store) (void)(*store)->seal(clock());
        keep_captures(folder_);
    }
    std::filesystem::remove_all(folder_);
}

void SiteRun::set_clock(Timestamp now) {
    clock_set_ms_ = now_ms();
    clock_ms_ = now.unix_ms;
}

Timestamp SiteRun::clock() const {
    const std::int64_t set = clock_set_ms_;
    return {clock_ms_ + (set > 0 ? now_ms() - set : 0)};
}

Result<void> SiteRun::run(int stop_after) {
    stop_ = false;
    stop_after_ = stop_after > 0 ? static_cast<int>(asked().size()) + stop_after : 0;
    return crawl();
}

Result<void> SiteRun::confirm(const std::vector<std::int64_t>& targets) {
    const std::string name = "r1.x+" + std::to_string(++supplements_);
    auto laid =
        storage::begin_confirmation(folder_ + "/" + capture_, folder_ + "/" + name, targets);
    if (!laid) return laid;
    capture_ = name;
    return crawl();
}

Result<void> SiteRun::crawl() {
    RunClock clock(*this);
    storage::CaptureInfo info;
    info.id = capture_;
    info.started = clock.now();
    auto store = storage::CaptureStore::open(folder_ + "/" + capture_, info).value();
    boost::asio::thread_pool work(2);
    boost::asio::thread_pool writer(1);
    boost::asio::io_context net(1);
    const crawler::DnsAnswer::Address here{"127.0.0.1", server_->port(), 80};
    std::vector<crawler::FixedAddress> fixed{{"www.x.gov.cn", here}, {"other.x.cn", here}};
    for (const std::string& host : hosts) fixed.push_back({host, here});
    auto resolver =
        network.dns.empty()
            ? crawler::make_fixed_resolver(fixed, nullptr)
            : crawler::make_caching_resolver(resolver_at(net, network.dns));
    auto any_host = [](const std::string&, const std::string& ip, int) {
        return ip.starts_with("127.");
    };
    auto curl = crawler::make_curl_client(net.get_executor(), options.http, clock, any_host);
    crawler::PoliteSetup setup;
    if (site.internal) setup.internal_hosts = {"www.x.gov.cn"};
    auto polite = crawler::make_polite_client(*curl, net.get_executor(), options.politeness, clock,
                                              std::move(setup));
    auto connecting = crawler::make_connecting_client(*polite, *resolver, clock, any_host);
    auto retrying = crawler::make_retrying_client(*connecting, options.http);
    auto cookies = crawler::make_cookie_client(*retrying, options.http, clock);
    auto http = crawler::make_redirecting_client(*cookies, options.http);
    crawler::Progress progress;
    crawler::SitePlan plan;
    plan.site = site;
    plan.options = options;
    plan.focus = {focus.begin(), focus.end()};
    plan.columns = columns;
    plan.check_links = true;
    plan.probe_search = search;
    plan.seed = "7";
    plan.as_of = clock.now();
    crawler::CrawlServices services;
    services.net = net.get_executor();
    services.work = work.get_executor();
    services.writer = writer.get_executor();
    services.http = http.get();
    services.polite = polite.get();
    services.resolver = resolver.get();
    services.clock = &clock;
    services.sink = store.get();
    services.lookback = store.get();
    services.progress = &progress;
    services.stop = &stop_;
    services.allowed = any_host;
    std::unique_ptr<crawler::Resolver> second;
    if (!network.second_dns.empty()) second = resolver_at(net, network.second_dns);
    services.second_resolver = second.get();
    std::unique_ptr<app::VantageStack> vantage;
    if (!network.vantage.empty()) {
        const VantageAddress address{"unicom", network.vantage};
        vantage = std::make_unique<app::VantageStack>(net.get_executor(), options, address, clock);
        services.vantages.push_back({vantage->name(), &vantage->http()});
    }
    Result<void> done = run_task(net, crawler::crawl_site(plan, services));
    work.join();
    writer.join();
    return done;
}

std::shared_ptr<storage::CaptureReader> SiteRun::reader() const {
    return storage::CaptureReader::open(folder_ + "/" + capture_).value();
}

std::vector<std::string> SiteRun::urls() const {
    std::vector<std::string> lines;
    auto done = reader()->export_facts([&](const Json& fact) {
        if (fact["fact"].text() != "url") return;
        std::string line;
        for (const char* key : {"class", "reason", "suspect", "url"})
            line += fact[key].text() + " ";
        line.pop_back();
        lines.push_back(line);
    });
    EXPECT_TRUE(done);
    return lines;
}

std::string SiteRun::facts() const {
    std::string all;
    auto done = reader()->export_facts([&](const Json& fact) { all += fact.dump() + "\n"; });
    EXPECT_TRUE(done);
    return all;
}

std::vector<SiteRun::Asked> SiteRun::asked() const {
    std::lock_guard lock(mutex_);
    return asked_;
}

}  // namespace duwang::test
