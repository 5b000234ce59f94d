// Addresses without end: what shows in the address, and what shows only in what the pages say.
#include "crawler/plan/case_twins.h"
#include "crawler/plan/kind_watch.h"
#include "crawler/plan/url_traps.h"

namespace duwang::crawler {
namespace {

Url url(std::string_view text) { return parse_url(text).value(); }

struct TrapRow {
    const char* name;
    const char* url;
    const char* trap;
};

class TrapTable : public testing::TestWithParam<TrapRow> {};

TEST_P(TrapTable, IsRecognised) {
    EXPECT_EQ(trap_of(url(GetParam().url), TrapOptions{}, {2026, 9, 30}), GetParam().trap);
}

INSTANTIATE_TEST_SUITE_P(
    PortalQuirks, TrapTable,
    testing::Values(
        TrapRow{"Plain", "http://x.gov.cn/a/b/index_3.html", ""},
        TrapRow{"K08Big5Gateway", "http://x.gov.cn/gate/big5/www.x.gov.cn/a.html", "mirror_page"},
        TrapRow{"K08Accessible", "http://x.gov.cn/wza/a.html", "mirror_page"},
        TrapRow{"K08Print", "http://x.gov.cn/print.jsp?id=3", "mirror_page"},
        TrapRow{"K08FontSize", "http://x.gov.cn/a.html?FontSize=3", "mirror_page"},
        TrapRow{"K10Search", "http://x.gov.cn/search?q=1", "search_page"},
        TrapRow{"K10Channel", "http://x.gov.cn/was5/web?channelid=12&page=2", "search_page"},
        TrapRow{"K11SameDirectory", "http://x.gov.cn/a/a/a/b.html", "runaway_path"},
        TrapRow{"K11TwoDirectories", "http://x.gov.cn/a/b/a/b/a/b/", "runaway_path"},
        TrapRow{"K11TwiceIsNothing", "http://x.gov.cn/a/a/b.html", ""},
        TrapRow{"K11Deep", "http://x.gov.cn/1/2/3/4/5/6/7/8/9/10/11/12/13/14", "runaway_path"},
        TrapRow{"K09CalendarAhead", "http://x.gov.cn/rl?y=2090&m=1", "calendar"},
        TrapRow{"K09CalendarBehind", "http://x.gov.cn/rl?year=1985", "calendar"},
        TrapRow{"K09NextMonth", "http://x.gov.cn/rl?year=2026&month=10", ""},
        TrapRow{"K09MonthAfterNext", "http://x.gov.cn/rl?year=2026&month=11", "calendar"},
        TrapRow{"K09WholeDate", "http://x.gov.cn/rl?date=2031-02-01", "calendar"},
        TrapRow{"K09DatedPath", "http://x.gov.cn/rl/2090/01/", "calendar"},
        TrapRow{"U10DatedPath", "http://x.gov.cn/2026/09/12.html", ""},
        TrapRow{"FourFiguresAreNoYear", "http://x.gov.cn/col/9001/13/index.html", ""},
        TrapRow{"U14FourFiguresAndFile", "http://x.gov.cn/9012/index.html", ""}),
    [](const auto& instance) { return instance.param.name; });

struct PageRow {
    const char* url;
    const char* list;  // "" : no page of a list
    std::int64_t number;
};

TEST(PageNumber, IsFoundInParametersAndNames) {
    for (const PageRow& row : {
             PageRow{"http://x.cn/a/index_3.html", "x.cn/a/index.html", 3},
             PageRow{"http://x.cn/a/column-index-2.shtml", "x.cn/a/column-index.shtml", 2},
             PageRow{"http://x.cn/list.jsp?cat=7&page=12", "x.cn/list.jsp?cat=7", 12},
             PageRow{"http://x.cn/list.jsp?PageNo=1", "x.cn/list.jsp", 1},
             PageRow{"http://x.cn/a/t20260825_2002.html", "", 0},
             PageRow{"http://x.cn/a/content_123456.htm", "", 0},
             PageRow{"http://x.cn/a/index.html", "", 0},
             PageRow{"http://x.cn/list.jsp?page=next", "", 0},
         }) {
        auto page = page_number_of(url(row.url), TrapOptions{});
        EXPECT_EQ(page ? page->list : "", row.list) << row.url;
        EXPECT_EQ(page ? page->number : 0, row.number) << row.url;
    }
}

TEST(KindWatch, CalendarsOnTheirWayBackAreLeftAfterAWhile) {
    TrapOptions options;
    options.calendar_variants_max = 3;
    KindWatch watch(options, {});
    for (int m = 1; m <= 3; ++m)
        EXPECT_EQ(watch.admit(url("http://x.cn/rl?year=2020&month=" + std::to_string(m))), "");
    EXPECT_EQ(watch.admit(url("http://x.cn/rl?year=2020&month=4")), "calendar");
    EXPECT_EQ(watch.admit(url("http://x.cn/other?year=2020")), "");
}

TEST(KindWatch, SessionIdsAreNoVariants) {
    TrapOptions options;
    options.query_variants_max = 2;
    options.parameter_sets_max = 1;
    KindWatch watch(options, {});
    EXPECT_EQ(watch.admit(url("http://x.cn/a?id=1&sid=77")), "");
    EXPECT_EQ(watch.admit(url("http://x.cn/a?sid=78&id=2")), "");
    EXPECT_EQ(watch.admit(url("http://x.cn/a?id=3")), "query_variants");
}

TEST(KindWatch, FacetsAreCutOff) {
    TrapOptions options;
    options.parameter_sets_max = 2;
    KindWatch watch(options, {});
    EXPECT_EQ(watch.admit(url("http://x.cn/list?area=1")), "");
    EXPECT_EQ(watch.admit(url("http://x.cn/list?area=1&kind=2")), "");
    EXPECT_EQ(watch.admit(url("http://x.cn/list?kind=2&area=9")), "");  // the same set
    EXPECT_EQ(watch.admit(url("http://x.cn/list?area=1&kind=2&year=3")), "parameter_sets");
}

TEST(KindWatch, K05PagesOfOneKindThatSayTheSameEndIt) {
    TrapOptions options;
    options.same_content_max = 3;
    KindWatch watch(options, {});
    auto page = [](int n) { return url("http://x.cn/show?id=" + std::to_string(n)); };
    for (int n = 0; n < 8; ++n) {
        ASSERT_EQ(watch.admit(page(n)), "");
        watch.read(page(n), {std::uint64_t(n), 500, {}});
    }
    // Three deleted articles among many are no trap …
    for (int n = 8; n < 11; ++n) watch.read(page(n), {99, 40, {}});
    EXPECT_EQ(watch.closed(page(50)), "");
    // … but a kind of which half says the same is one.
    for (int n = 11; n < 20; ++n) watch.read(page(n), {99, 40, {}});
    EXPECT_EQ(watch.closed(page(50)), "same_content");
    EXPECT_EQ(watch.admit(page(51)), "same_content");
}

Url list_page(int n) { return url("http://x.cn/list.jsp?page=" + std::to_string(n)); }

TEST(KindWatch, P13BeyondTheLastPageTheLastPageComesAgain) {
    KindWatch watch(TrapOptions{}, {});
    for (int n = 1; n <= 4; ++n) watch.read(list_page(n), {std::uint64_t(n) << 20, 900, {}});
    watch.read(list_page(5), {(4ull << 20) | 1, 902, {}});  // with its number echoed
    EXPECT_EQ(watch.closed(list_page(6)), "paging_end");
    EXPECT_EQ(watch.admit(list_page(700)), "paging_end");
    EXPECT_EQ(watch.closed(list_page(3)), "");
    EXPECT_EQ(watch.closed(url("http://x.cn/list.jsp?cat=2&page=9")), "");  // another list
}

TEST(KindWatch, P12ZeroAndOneAreBothTheFirstPage) {
    KindWatch watch(TrapOptions{}, {});
    watch.read(list_page(0), {7, 900, {}});
    watch.read(list_page(1), {7, 900, {}});
    watch.read(list_page(2), {7 << 9, 900, {}});
    EXPECT_EQ(watch.closed(list_page(3)), "");
}

TEST(KindWatch, P15AServerThatIgnoresTheNumberIsAskedTwice) {
    KindWatch watch(TrapOptions{}, {});
    watch.read(list_page(1), {7, 900, {}});
    watch.read(list_page(2), {7, 900, {}});
    EXPECT_EQ(watch.closed(list_page(3)), "paging_end");
}

TEST(KindWatch, ListsAreReadAsFarBackAsAnybodyNeeds) {
    KindWatch watch(TrapOptions{}, {}, Date{2025, 10, 1});
    watch.read(list_page(1), {1, 900, Date{2026, 9, 1}});
    watch.read(list_page(2), {0xff00, 900, Date{2025, 11, 1}});
    EXPECT_EQ(watch.closed(list_page(3)), "");
    watch.read(list_page(3), {0xff0000, 900, Date{2025, 9, 30}});
    EXPECT_EQ(watch.closed(list_page(4)), "look_back");
}

TEST(CaseTwins, OneServerTellsThemApartTheOtherDoesNot) {
    CaseTwins windows;
    EXPECT_EQ(CaseTwins::folded("http://x.cn/a.html"), 0u);
    EXPECT_EQ(CaseTwins::folded("http://x.cn/A.html"), CaseTwins::folded("http://x.cn/a.HTML"));
    EXPECT_NE(CaseTwins::folded("http://x.cn/A?q=B"), CaseTwins::folded("http://x.cn/A?q=b"));
    windows.add(CaseTwins::folded("http://x.cn/A.html"), 1);
    EXPECT_EQ(windows.find(CaseTwins::folded("http://x.cn/a.HTML")), 1);
    windows.read(1, {5, 100, {}});  // before its twin was found
    windows.pair(2, 1);
    windows.read(2, {5, 100, {}});
    EXPECT_FALSE(windows.are_one());
    windows.pair(4, 3);
    windows.read(4, {6, 100, {}});
    windows.read(3, {6, 100, {}});
    EXPECT_TRUE(windows.are_one());
    windows.pair(6, 5);
    windows.read(5, {7, 100, {}});
    windows.read(6, {8, 100, {}});
    EXPECT_FALSE(windows.are_one());
}

}  // namespace
}  // namespace duwang::crawler
