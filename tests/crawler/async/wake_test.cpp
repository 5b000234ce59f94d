// Who waits, who goes on when, and who is let go of.
#include "crawler/async/wake.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "crawler/async/gate.h"

namespace duwang::crawler {
namespace {

using Log = std::vector<std::string>;
namespace asio = boost::asio;

void spawn(asio::io_context& net, Task<> task) {
    asio::co_spawn(net, std::move(task), [](std::exception_ptr error) { EXPECT_FALSE(error); });
}

Task<> wait_and_note(Wake& wake, Log& log, std::string name) {
    co_await wake.wait();
    log.push_back(name);
}

Task<> tell(Wake& wake, Log& log, void (Wake::*how)()) {
    log.push_back("tell");
    (wake.*how)();
    log.push_back("told");
    co_return;
}

TEST(Wake, WhoIsWokenGoesOnBeforeTheOtherReturnsOrWhenItIsItsTurn) {
    struct Row {
        void (Wake::*how)();
        Log log;
    };
    for (const Row& row :
         {Row{&Wake::wake, {"tell", "a", "told"}}, Row{&Wake::wake_later, {"tell", "told", "a"}}}) {
        asio::io_context net{1};
        Wake wake;
        Log log;
        spawn(net, wait_and_note(wake, log, "a"));
        spawn(net, tell(wake, log, row.how));
        net.run();
        EXPECT_EQ(log, row.log);
    }
}

TEST(Wake, SeveralWaitAndWhoComesLaterDoesNotWait) {
    asio::io_context net{1};
    Wake wake;
    Log log;
    for (const char* name : {"a", "b", "c"}) spawn(net, wait_and_note(wake, log, name));
    spawn(net, tell(wake, log, &Wake::wake));
    net.run();
    EXPECT_EQ(log, (Log{"tell", "a", "told", "b", "c"}));
    spawn(net, wait_and_note(wake, log, "late"));
    net.restart();
    net.run();
    EXPECT_EQ(log.back(), "late");
}

// The coroutine holds what it waits for, which holds the coroutine.
Task<> wait_for_ever(std::shared_ptr<Wake> wake, std::shared_ptr<int> held) {
    co_await wake->wait();
    ++*held;
}

TEST(Wake, WhoStillWaitsIsLetGoOfAtTheEndOfTheContext) {
    auto held = std::make_shared<int>(0);
    auto wake = std::make_shared<Wake>();
    {
        asio::io_context net{1};
        for (int i = 0; i < 3; ++i) spawn(net, wait_for_ever(wake, held));
        net.poll();
        EXPECT_EQ(held.use_count(), 4);
    }
    EXPECT_EQ(held.use_count(), 1);
    EXPECT_EQ(*held, 0);
    EXPECT_EQ(wake.use_count(), 1);
    wake->wake();  // nobody is left
}

Task<> pass(Gate& gate, Log& log, int id, int& inside, int& inside_max) {
    Gate::Pass place = co_await gate.enter();
    inside_max = std::max(inside_max, ++inside);
    log.push_back(std::to_string(id));
    place.hand_over();
    --inside;
}

Task<> hold(Gate& gate, Wake& until) {
    Gate::Pass place = co_await gate.enter();
    co_await until.wait();
    place.hand_over();
}

// Each leaves as soon as it is in: without a limit that would be one call within the other.
TEST(Gate, PlacesGoFromOneToTheNextInOrder) {
    constexpr int many = 20'000;
    asio::io_context net{1};
    Gate gate(1);
    Wake until;
    Log log, told;
    int inside = 0, inside_max = 0;
    spawn(net, hold(gate, until));
    for (int i = 0; i < many; ++i) spawn(net, pass(gate, log, i, inside, inside_max));
    net.poll();
    EXPECT_TRUE(log.empty());
    spawn(net, tell(until, told, &Wake::wake));
    net.run();
    ASSERT_EQ(log.size(), std::size_t{many});
    for (int i = 0; i < many; ++i) EXPECT_EQ(log[static_cast<std::size_t>(i)], std::to_string(i));
    EXPECT_LE(inside_max, 2);
}

}  // namespace
}  // namespace duwang::crawler
