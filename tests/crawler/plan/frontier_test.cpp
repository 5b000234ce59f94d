#include "crawler/plan/frontier.h"

namespace duwang::crawler {
namespace {

Url url(std::string_view text) { return parse_url(text).value(); }

TEST(Frontier, GivesPagesInOrderOfDiscoveryAndEachOnce) {
    Frontier frontier{LimitOptions{}};
    auto a = frontier.discover(url("http://x.cn/"), 0, 0, UrlRole::page, "home", true);
    auto b = frontier.discover(url("http://x.cn/b"), 1, a.id, UrlRole::page, "on_site", false);
    auto again =
        frontier.discover(url("http://x.cn/b#part"), 1, a.id, UrlRole::page, "on_site", false);
    EXPECT_TRUE(b.is_new);
    EXPECT_FALSE(again.is_new);
    EXPECT_EQ(again.id, b.id);
    EXPECT_EQ(frontier.next_page()->id, a.id);
    EXPECT_EQ(frontier.next_page()->id, b.id);
    EXPECT_FALSE(frontier.next_page());
}

TEST(Frontier, DefaultDocumentsAndSessionIdsAreOnePage) {
    Frontier frontier{LimitOptions{}};
    auto a = frontier.discover(url("http://x.cn/a/"), 0, 0, UrlRole::page, "", false);
    EXPECT_EQ(frontier.discover(url("http://x.cn/a/index.html"), 1, 1, UrlRole::page, "", false).id,
              a.id);
    auto c =
        frontier.discover(url("http://x.cn/c;jsessionid=12AB"), 1, 1, UrlRole::page, "", false);
    EXPECT_EQ(frontier.discover(url("http://x.cn/c"), 1, 1, UrlRole::page, "", false).id, c.id);
}

TEST(Frontier, StopsAtThePageLimitButKeepsTheRestOnRecord) {
    LimitOptions limits;
    limits.pages_max = 2;
    Frontier frontier(limits);
    for (int i = 0; i < 5; ++i)
        frontier.discover(url("http://x.cn/" + std::to_string(i)), 0, 0, UrlRole::page, "", false);
    EXPECT_TRUE(frontier.next_page());
    EXPECT_TRUE(frontier.next_page());
    EXPECT_FALSE(frontier.next_page());
    EXPECT_EQ(frontier.waiting(), 3u);
}

TEST(Frontier, LinksAreKeptApartAndSkippedOnesAreNeverGiven) {
    Frontier frontier{LimitOptions{}};
    frontier.discover(url("http://y.cn/"), 1, 1, UrlRole::link, "external", false);
    frontier.discover(url("http://192.168.1.1/"), 1, 1, UrlRole::skip, "private_address", false);
    EXPECT_FALSE(frontier.next_page());
    EXPECT_EQ(frontier.next_link()->url, "http://y.cn/");
    EXPECT_FALSE(frontier.next_link());
}

TEST(Frontier, WhatIsGivenBackIsGivenAgainAsWhatItWas) {
    Frontier frontier{LimitOptions{}};
    frontier.discover(url("http://x.cn/"), 0, 0, UrlRole::page, "home", true);
    frontier.discover(url("http://x.cn/a.pdf"), 1, 1, UrlRole::link, "file", false);
    KnownUrl page = frontier.next_page().value();
    KnownUrl file = frontier.next_link().value();
    frontier.give_back(page);
    frontier.give_back(file);
    EXPECT_EQ(frontier.waiting_pages(), 1u);
    EXPECT_EQ(frontier.next_page()->url, "http://x.cn/");
    EXPECT_EQ(frontier.next_link()->url, "http://x.cn/a.pdf");
    EXPECT_EQ(frontier.waiting(), 0u);
}

TEST(Frontier, ColumnsComeFirstThenBreadthThenWhatOnlyASitemapNames) {
    Frontier frontier{LimitOptions{}};
    frontier.discover(url("http://x.cn/"), 0, 0, UrlRole::page, "home", true);
    frontier.discover(url("http://x.cn/only"), 1, 0, UrlRole::page, "sitemap", false);
    frontier.discover(url("http://x.cn/deep"), 2, 1, UrlRole::page, "on_site", false);
    frontier.discover(url("http://x.cn/near"), 1, 1, UrlRole::page, "on_site", false);
    frontier.discover(url("http://x.cn/gk/c"), 3, 1, UrlRole::page, "column_subtree", false);
    frontier.discover(url("http://x.cn/gk/"), 0, 0, UrlRole::page, "column", true);
    std::string order;
    while (auto known = frontier.next_page()) order += known->url.substr(11) + " ";
    EXPECT_EQ(order, "/ /gk/ /gk/c /near /deep /only ");
}

// What was on its way when the power went is asked for first, so the order is the same as ever.
TEST(Frontier, WhatWasGivenOutComesFirstAgain) {
    Frontier frontier{LimitOptions{}};
    std::vector<KnownUrl> stored;
    Frontier before{LimitOptions{}};
    for (int i = 0; i < 4; ++i)
        stored.push_back(before
                             .discover(url("http://x.cn/" + std::to_string(i)), 4 - i, 1,
                                       UrlRole::page, "", false)
                             .known);
    for (const KnownUrl& known : stored) frontier.restore(known);
    frontier.restore_given({1, 2});
    std::vector<std::int64_t> order;
    while (auto known = frontier.next_page()) order.push_back(known->id);
    EXPECT_EQ(order, (std::vector<std::int64_t>{1, 2, 4, 3}));
}

// A crawl that was interrupted goes on with what was not visited, under the same ids.
TEST(Frontier, RestoredFrontierContinues) {
    Frontier first{LimitOptions{}};
    std::vector<KnownUrl> stored;
    for (int i = 0; i < 4; ++i)
        stored.push_back(
            first.discover(url("http://x.cn/" + std::to_string(i)), 0, 0, UrlRole::page, "", false)
                .known);
    stored[0].visited = true;
    stored[2].visited = true;
    Frontier second{LimitOptions{}};
    for (const KnownUrl& known : stored) second.restore(known);
    EXPECT_EQ(second.next_page()->id, 2);
    EXPECT_EQ(second.next_page()->id, 4);
    EXPECT_FALSE(second.next_page());
    EXPECT_FALSE(second.discover(url("http://x.cn/1"), 1, 1, UrlRole::page, "", false).is_new);
    EXPECT_EQ(second.discover(url("http://x.cn/new"), 1, 1, UrlRole::page, "", false).id, 5);
}

}  // namespace
}  // namespace duwang::crawler
