#include "crawler/plan/waiting_urls.h"

#include <fmt/format.h>

namespace duwang::crawler {
namespace {

KnownUrl known(std::int64_t id, const std::string& url) {
    KnownUrl known;
    known.id = id;
    known.url = url;
    known.key = static_cast<std::uint64_t>(id) * 0x9E3779B97F4A7C15u;
    known.depth = static_cast<int>(id % 7);
    known.found_on = id / 2;
    known.role = id % 2 == 0 ? UrlRole::page : UrlRole::link;
    known.focus = id % 3 == 0;
    known.reason = id % 2 == 0 ? "on_site" : "external";
    return known;
}

std::string text(const KnownUrl& one) {
    return fmt::format("{} {} {} {} {} {} {} {}", one.id, one.url, one.key, one.depth, one.found_on,
                       static_cast<int>(one.role), one.focus, one.reason);
}

std::string address(std::int64_t id) {
    return fmt::format("http://www.x.cn/{}/{}.html",
                       std::string(static_cast<std::size_t>(id % 200), 'a'), id);
}

TEST(WaitingUrls, ComeOutAsTheyWentInOverManyBlocks) {
    WaitingUrls queue;
    for (std::int64_t id = 1; id <= 5'000; ++id) queue.push(known(id, address(id)));
    EXPECT_EQ(queue.size(), 5'000u);
    for (std::int64_t id = 1; id <= 5'000; ++id) {
        auto next = queue.pop();
        ASSERT_TRUE(next);
        EXPECT_EQ(text(*next), text(known(id, address(id))));
    }
    EXPECT_FALSE(queue.pop());
    EXPECT_TRUE(queue.empty());
}

TEST(WaitingUrls, FillingAndEmptyingCanTakeTurns) {
    WaitingUrls queue;
    std::int64_t in = 0, out = 0;
    for (int round = 0; round < 300; ++round) {
        for (int i = 0; i < 17; ++i) queue.push(known(in, address(in))), ++in;
        for (int i = 0; i < 16; ++i) EXPECT_EQ(queue.pop()->id, out++);
    }
    EXPECT_EQ(queue.size(), 300u);
}

TEST(WaitingUrls, OneInTheMiddleCanBeTakenOut) {
    WaitingUrls queue;
    for (std::int64_t id = 1; id <= 3'000; ++id) queue.push(known(id, address(id)));
    EXPECT_EQ(queue.pop()->id, 1);
    EXPECT_EQ(text(queue.take(2'345).value()), text(known(2'345, address(2'345))));
    EXPECT_FALSE(queue.take(2'345));
    EXPECT_FALSE(queue.take(1));
    EXPECT_EQ(queue.take(2)->id, 2);
    EXPECT_EQ(queue.size(), 2'997u);
    std::int64_t before = 2, count = 0;
    while (auto next = queue.pop()) {
        EXPECT_GT(next->id, before);
        EXPECT_NE(next->id, 2'345);
        before = next->id;
        ++count;
    }
    EXPECT_EQ(count, 2'997);
}

TEST(WaitingUrls, AddressesOfOneListTakeLittle) {
    WaitingUrls queue;
    for (std::int64_t id = 1'000'000; id < 1'010'000; ++id) {
        KnownUrl one =
            known(id, fmt::format("http://www.x.gov.cn/xxgk/202210/t20221022_{}.html", id));
        one.found_on = 5'000;
        queue.push(one);
    }
    EXPECT_LE(queue.bytes(), 10'000u * 32);
}

TEST(WaitingUrls, NumbersMayGoAnyWay) {
    const std::vector<std::int64_t> ids = {7, 3, 4'000'000'000, 0, 5};
    WaitingUrls queue;
    for (std::int64_t id : ids) queue.push(known(id, ""));
    for (std::int64_t id : ids) EXPECT_EQ(text(*queue.pop()), text(known(id, "")));
}

TEST(WaitingUrls, ALongAddressFits) {
    WaitingUrls queue;
    std::string url = "http://www.x.cn/" + std::string(24'000, 'a');
    queue.push(known(1, url));
    EXPECT_EQ(queue.pop()->url, url);
}

}  // namespace
}  // namespace duwang::crawler
