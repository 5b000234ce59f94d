// Visits on their way to the writer: in order, all of them, and what becomes of a failure.
#include "crawler/run/visit_feed.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <mutex>
#include <stdexcept>

#include "tests/support/run_task.h"

namespace duwang::crawler {
namespace {

// Fails, or throws, at one of the visits and goes on, as if it did not know better.
class Sink final : public CaptureSink {
  public:
    Result<void> store(Visit visit) override {
        std::lock_guard lock(mutex_);
        ids_.push_back(visit.url);
        if (visit.url == throws_at) throw std::runtime_error("no such table");
        if (visit.url == fails_at) return failure(Errc::io, "disk");
        return {};
    }
    Result<void> commit() override { return {}; }
    Result<void> known(const std::function<void(const KnownUrl&)>&) override { return {}; }
    std::string value(const std::string&) override { return {}; }
    Result<std::vector<ControlFacts>> controls() override { return std::vector<ControlFacts>(); }

    std::vector<std::int64_t> ids() {
        std::lock_guard lock(mutex_);
        return ids_;
    }
    std::int64_t fails_at = 0, throws_at = 0;

  private:
    std::mutex mutex_;
    std::vector<std::int64_t> ids_;
};

Task<Result<void>> feed_all(VisitFeed& feed, std::int64_t visits, std::size_t at_once) {
    Result<void> done;
    for (std::int64_t id = 1; id <= visits && done; ++id) {
        Visit visit;
        visit.url = id;
        feed.put(std::move(visit), 1 << 20);
        if (feed.is_behind(at_once)) done = co_await feed.settle(at_once);
    }
    Result<void> rest = co_await feed.settle(0);
    co_return done ? rest : done;
}

Result<void> run(Sink& sink, std::int64_t visits, std::size_t at_once) {
    boost::asio::io_context net{1};
    boost::asio::thread_pool writer(1);
    VisitFeed feed(net.get_executor(), writer.get_executor(), sink);
    return test::run_task(net, feed_all(feed, visits, at_once));
}

TEST(VisitFeed, StoresAllInOrderHoweverManyMayWait) {
    for (std::size_t at_once : {0, 1, 5, 1'000}) {
        Sink sink;
        EXPECT_TRUE(run(sink, 100, at_once).has_value());
        std::vector<std::int64_t> ids = sink.ids();
        ASSERT_EQ(ids.size(), 100u) << at_once;
        EXPECT_TRUE(std::ranges::is_sorted(ids)) << at_once;
    }
}

TEST(VisitFeed, AFailureIsTheAnswerWheneverItIsLookedAt) {
    for (std::size_t at_once : {0, 1, 1'000}) {
        Sink sink;
        sink.fails_at = 7;
        Result<void> done = run(sink, 20, at_once);
        ASSERT_FALSE(done) << at_once;
        EXPECT_EQ(done.error().what, "disk");
    }
}

TEST(VisitFeed, WhatTheSinkThrowsIsThrownHere) {
    Sink sink;
    sink.throws_at = 3;
    EXPECT_THROW((void)run(sink, 10, 2), std::runtime_error);
}

}  // namespace
}  // namespace duwang::crawler
