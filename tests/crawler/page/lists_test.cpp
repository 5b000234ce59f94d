#include "crawler/page/dates.h"
#include "crawler/page/page_reader.h"

namespace duwang::crawler {
namespace {

const Date september{2026, 9, 30};

std::string dates_of(std::string_view text, const Date& reference = september) {
    std::string out;
    for (const FoundDate& date : find_dates(text, reference))
        out += (out.empty() ? "" : " ") + date.iso + (date.year_assumed ? "?" : "");
    return out;
}

struct Case {
    std::string name, text, expected;
};
class Dates : public testing::TestWithParam<Case> {};
TEST_P(Dates, AreFound) { EXPECT_EQ(dates_of(GetParam().text), GetParam().expected); }
INSTANTIATE_TEST_SUITE_P(
    D01, Dates,
    testing::Values(
        Case{"dashes", "2026-08-25", "2026-08-25"}, Case{"slashes", "2026/8/5", "2026-08-05"},
        Case{"dots", "2026.08.25", "2026-08-25"}, Case{"brackets", "(2026-08-25)", "2026-08-25"},
        Case{"chinese", "发布于2026年8月25日。", "2026-08-25"},
        Case{"chinese_blanks", "2026 年 8 月 25 日", "2026-08-25"},
        Case{"month_only", "2026年8月公示", "2026-08"},
        Case{"time", "2026-08-25 10:03:07", "2026-08-25T10:03"},
        Case{"D09_midnight", "2026-08-25 00:00:00", "2026-08-25"},
        Case{"iso_time", "2026-08-25T09:30", "2026-08-25T09:30"},
        Case{"full_width", "２０２６－０８－２５", "2026-08-25"},
        Case{"no_year", "[08-25]", "2026-08-25?"},
        Case{"no_year_last_winter", "12-30", "2025-12-30?"},
        Case{"no_year_chinese", "8月25日", "2026-08-25?"},
        Case{"day_above_month", "25 2026-08", "2026-08-25"},
        Case{"day_below_month", "2026-08 25", "2026-08-25"},
        Case{"two", "2026-08-25 2026-08-26", "2026-08-25 2026-08-26"},
        Case{"D11_index_number", "A01-2026-02-00018 01-2026-02-18", ""},
        Case{"in_an_address", "/2026/08/25/x t20260825_1", ""},
        Case{"eight_digits", "20260825", ""},
        Case{"impossible", "2026-02-30 2026-13-01 1980-01-01", ""},
        Case{"far_future", "2027-09-30", ""},
        Case{"D07_near_future_is_kept", "2026-10-12", "2026-10-12"},
        Case{"mixed_separators", "2026-08/25", ""}, Case{"document_number", "〔2026〕12号", ""},
        Case{"range_of_digits", "12026-08-25 2026-08-251", ""},
        Case{"phone", "0995-8500000 400-08-25", ""}, Case{"cut_off", "2026-08-", ""},
        Case{"empty", "", ""}),
    [](const auto& param) { return param.param.name; });

TEST(Dates, WithoutAReferenceYearsAreNotGuessed) { EXPECT_EQ(dates_of("08-25", Date{}), ""); }

TEST(Dates, PathsOfArticles) {
    EXPECT_EQ(date_in_path("/a/202608/t20260825_1001.html").iso(), "2026-08-25");
    EXPECT_EQ(date_in_path("/art/2026/8/5/art_1_2.html").iso(), "2026-08-05");
    EXPECT_EQ(date_in_path("/2026-08-25/1.html").iso(), "2026-08-25");
    EXPECT_EQ(date_in_path("/a/202608/abc.shtml"), (Date{2026, 8, 0}));
    EXPECT_EQ(date_in_path("/a/t9901234.shtml"), Date{});
    EXPECT_EQ(date_in_path("/20261399/x"), Date{});
}

PageFacts structured(std::string_view html) {
    PageContext context;
    context.url = *parse_url("http://www.lake.example/col/");
    context.structure = true;
    context.as_of = september;
    return read_page(html, context).facts;
}

// "date title path" per line.
std::string items_of(std::string_view html) {
    std::string out;
    for (const ListItem& item : structured(html).items)
        out += item.date + " " + item.title + " " + item.url.substr(item.url.rfind('/') + 1) + "\n";
    return out;
}

class Lists : public testing::TestWithParam<Case> {};
TEST_P(Lists, AreReadByStructure) { EXPECT_EQ(items_of(GetParam().text), GetParam().expected); }
// As they stand they are no whole documents, and a DOM parser builds the tree.
TEST_P(Lists, AreReadInWholeDocumentsAsWell) {
    const std::string page = "<!DOCTYPE html><html><head><title>t</title></head><body>" +
                             GetParam().text + "</body></html>";
    EXPECT_EQ(items_of(page), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    L, Lists,
    testing::Values(
        Case{
            "list_items",
            "<ul><li><a href=1>甲办法</a><span>2026-08-25</span></li><li><span>2026-08-24</span><a "
            "href=2>乙公告</a></li></ul>",
            "2026-08-25 甲办法 1\n2026-08-24 乙公告 2\n"},
        Case{"L01_divs",
             "<div><div><a href=1>甲办法</a><i>2026-08-25</i></div><div><a "
             "href=2>乙公告</a><i>2026-08-24</i></div></div>",
             "2026-08-25 甲办法 1\n2026-08-24 乙公告 2\n"},
        Case{"L01_whole_entry_is_a_link",
             "<div><a href=1><h3>甲办法</h3><div>2026-08-25</div></a><a "
             "href=2><h3>乙公告</h3><div>2026-08-24</div></a></div>",
             "2026-08-25 甲办法 1\n2026-08-24 乙公告 2\n"},
        Case{"L01_definition_list",
             "<dl><dt><a href=1>甲办法</a></dt><dd>2026-08-25</dd><dt><a "
             "href=2>乙公告</a></dt><dd>2026-08-24</dd></dl>",
             "2026-08-25 甲办法 1\n2026-08-24 乙公告 2\n"},
        Case{"L01_table_rows",
             "<table><tr><th>标题</th><th>发布时间</th></tr><tr><td><a "
             "href=1>甲办法</a></td><td>2026-08-25</td></tr>"
             "<tr><td><a href=2>乙公告</a></td><td>2026-08-24</td></tr></table>",
             "2026-08-25 甲办法 1\n2026-08-24 乙公告 2\n"},
        Case{"L02_separators",
             "<ul><li><a href=1>甲办法</a>2026-08-25</li><li class=empty></li><hr><li><a "
             "href=2>乙公告</a>2026-08-24</li></ul>",
             "2026-08-25 甲办法 1\n2026-08-24 乙公告 2\n"},
        Case{"L03_nested_interpretations",
             "<ul><li><a href=1>甲办法</a><span>2026-08-25</span><ul><li><a "
             "href=9>解读一</a>2026-08-26</li><li><a href=8>解读二</a>2026-08-27</li></ul></li>"
             "<li><a href=2>乙公告</a><span>2026-08-24</span></li></ul>",
             "2026-08-25 甲办法 1\n2026-08-24 乙公告 2\n"},
        Case{"L04_one_row_many_links",
             "<table><tr><td><a href=1>12</a></td><td><a "
             "href=1>甲办法公示</a></td><td>2026-08-25</td></tr>"
             "<tr><td><a href=2>13</a></td><td><a "
             "href=2>乙公告公示</a></td><td>2026-08-24</td></tr></table>",
             "2026-08-25 甲办法公示 1\n2026-08-24 乙公告公示 2\n"},
        Case{"L05_empty_links",
             "<ul><li><a href=1></a><a href=1>甲办法</a>2026-08-25</li><li><a href=2></a><a "
             "href=2>乙公告</a>2026-08-24</li></ul>",
             "2026-08-25 甲办法 1\n2026-08-24 乙公告 2\n"},
        Case{"L06_cut_titles",
             "<ul><li><a href=1 title='关于印发甲办法的通知'>关于印发甲…</a>2026-08-25</li><li><a "
             "href=2 title=''>关于乙...</a>2026-08-24</li>"
             "<li><a href=3 title='别的'>丙</a>2026-08-23</li></ul>",
             "2026-08-25 关于印发甲办法的通知 1\n2026-08-24 关于乙... 2\n2026-08-23 丙 3\n"},
        Case{"L07_same_titles_stay",
             "<ul><li><a href=1>公示</a>2026-08-25</li><li><a href=2>公示</a>2026-08-24</li></ul>",
             "2026-08-25 公示 1\n2026-08-24 公示 2\n"},
        Case{"L11_hidden_tab_and_L12_twice",
             "<div style='display:none'><ul><li><a href=1>甲</a>2026-08-25<li><a "
             "href=2>乙</a>2026-08-24</ul></div>"
             "<ul><li><a href=1>甲</a>2026-08-25<li><a href=2>乙</a>2026-08-24</ul>",
             "2026-08-25 甲 1\n2026-08-24 乙 2\n"},
        Case{"L14_undated_links_are_no_list",
             "<ul><li><a href=1>友情一</a></li><li><a href=2>友情二</a></li><li><a "
             "href=3>友情三</a></li></ul>",
             ""},
        Case{"one_entry", "<ul><li><a href=1>甲办法</a>2026-08-25</li></ul>",
             "2026-08-25 甲办法 1\n"},
        Case{"two_blocks",
             "<div><div><ul><li><a href=1>甲</a>2026-08-25</li><li><a "
             "href=2>乙</a>2026-08-24</li></ul></div>"
             "<div><ul><li><a href=3>丙</a>2026-08-23</li><li><a "
             "href=4>丁</a>2026-08-22</li></ul></div></div>",
             "2026-08-25 甲 1\n2026-08-24 乙 2\n2026-08-23 丙 3\n2026-08-22 丁 4\n"},
        Case{"D01_no_year_takes_it_from_the_address",
             "<ul><li><a href=t20251230_1.html>甲</a>[12-30]</li><li><a "
             "href=t20240105_2.html>乙</a>[01-05]</li></ul>",
             "2025-12-30 甲 t20251230_1.html\n2024-01-05 乙 t20240105_2.html\n"},
        Case{"D02_date_in_title_attribute",
             "<ul><li><a href=1 title='甲 2026-08-25'>甲</a></li><li><a href=2 title='乙 "
             "2026-08-24'>乙</a></li></ul>",
             "2026-08-25 甲 2026-08-25 1\n2026-08-24 乙 2026-08-24 2\n"},
        Case{"D03_sticky_entry_stays_first",
             "<ul><li><a href=1>置顶</a>2024-12-03</li><li><a href=2>乙</a>2026-08-24</li></ul>",
             "2024-12-03 置顶 1\n2026-08-24 乙 2\n"},
        Case{"D10_split_digits",
             "<ul><li><a href=1>甲</a><b>20</b><b>26</b>年8月25日</li><li><a "
             "href=2>乙</a>2026-08-24</li></ul>",
             "2026-08-25 甲 1\n2026-08-24 乙 2\n"},
        Case{"date_in_the_title_is_not_the_date",
             "<ul><li><a href=1>关于2026年3月1日停水的公告通知</a>2026-02-25</li><li><a "
             "href=2>乙</a>2026-02-24</li></ul>",
             "2026-02-25 关于2026年3月1日停水的公告通知 1\n2026-02-24 乙 2\n"}),
    [](const auto& param) { return param.param.name; });

TEST(Lists, APageBeyondTheLimitsOfTheTreeIsReadFlattenedAndSaysSo) {
    std::string html =
        "<ul><li><a href=1>甲</a>2026-08-25</li><li><a href=2>乙</a>2026-08-24</li></ul>";
    for (int i = 0; i < 1000; ++i) html += "<div>";
    const PageFacts facts = structured(html);
    EXPECT_TRUE(facts.structured);
    EXPECT_EQ(facts.items.size(), 2u);
    EXPECT_EQ(facts.warnings, std::vector<std::string>{"dom: flattened, deeper than 256 elements"});
    EXPECT_TRUE(structured("<p>x").structured);
    // What was left out may have been a list: that there is none cannot be said.
    std::string deep;
    for (int i = 0; i < 1000; ++i) deep += "<div>";
    EXPECT_FALSE(structured(deep).structured);
    EXPECT_FALSE(structured(std::string(5 << 20, ' ')).structured);
}

TEST(ListItems, K03_HaveTheBaseThatLinksHave) {
    const PageFacts facts = structured(
        "<html><head><base href='/b/'></head><body><ul><li><a href=1>甲</a>2026-08-25</li><li>"
        "<a href=2>乙</a>2026-08-24</li></ul></body></html>");
    ASSERT_EQ(facts.items.size(), 2u);
    EXPECT_EQ(facts.items[0].url, "http://www.lake.example/b/1");
}

}  // namespace
}  // namespace duwang::crawler
