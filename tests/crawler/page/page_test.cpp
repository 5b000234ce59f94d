#include <bit>

#include "core/text/utf8.h"
#include "crawler/page/page_reader.h"
#include "crawler/page/visible_text.h"

namespace duwang::crawler {
namespace {

PageReading read(std::string_view html, bool detail = true) {
    PageContext context;
    context.url = *parse_url("http://www.lake.example/a/b.html");
    context.detail = detail;
    return read_page(html, context);
}

std::string targets(std::string_view html) {
    std::string out;
    PageReading reading = read(html, false);
    for (const LinkRef& link : reading.links) {
        out += (out.empty() ? "" : " ") + std::string(link.is_resource ? "+" : "");
        out += reading.url_of(link);
    }
    return out;
}

struct Case {
    std::string name, html, expected;
};
class Links : public testing::TestWithParam<Case> {};
TEST_P(Links, AreThoseABrowserWouldFollow) {
    EXPECT_EQ(targets(GetParam().html), GetParam().expected);
}

const std::string base = "http://www.lake.example";
INSTANTIATE_TEST_SUITE_P(
    Sources, Links,
    testing::Values(
        Case{"K01_blanks", "<a href=' ./x.html\n'>", base + "/a/x.html"},
        Case{"K01_unquoted", "<a href=/x.html>", base + "/x.html"},
        Case{"K02_nowhere",
             "<a href=''>a<a href=#>b<a href='javascript:;'>c<a hhref=/x>d<a name=e>", ""},
        Case{"K03_base", "<base href='/c/'><base href='/d/'><a href=x>", base + "/c/x"},
        Case{"K04_decoded_once", "<a href='/x?a=1&amp;b=2&amp;amp;c'>", base + "/x?a=1&b=2&amp;c"},
        Case{"K05_one_page", "<a href=/c/><a href=/c/index.html><a href='/c/#x'>", base + "/c/"},
        Case{"K06_one_page", "<a href='/c;jsessionid=1'><a href='/c;jsessionid=2'>",
             base + "/c;jsessionid=1"},
        Case{"H03_unclosed", "<a href=/1>x<a href=/2>y", base + "/1 " + base + "/2"},
        Case{"H05_comments", "<!--li <a href=/1> --><!-- <a href=/2> -->", ""},
        Case{"H07_placeholders", "<a href='{{item.url}}'><a href='/x/${id}'><a ng-href='ht{{u}}'>",
             ""},
        Case{"H11_scripts", "<script>var a='<a href=\"/1\">';</script>", ""},
        Case{"H13_inner_address_is_kept", "<a href=http://192.168.1.2:8080/x>",
             "http://192.168.1.2:8080/x"},
        Case{"H14_frames", "<frameset><frame src=/1><iframe src=/2></iframe>",
             base + "/1 " + base + "/2"},
        Case{"H14_refresh", "<meta http-equiv=Refresh content=\"0; URL='../'\">", base + "/"},
        Case{"H14_refresh_without_target", "<meta http-equiv=refresh content=30>", ""},
        Case{"L15_options", "<select><option value='http://h.example/'>x<option value=3>y",
             "http://h.example/"},
        Case{"area", "<map><area href=/1></map>", base + "/1"},
        Case{"template_element", "<template><a href=/1></template><a href=/2>", base + "/2"},
        Case{"text_area", "<textarea><a href=/1></textarea>", ""},
        Case{"resources",
             "<link rel=stylesheet href=/s.css><script src=/s.js></script><img src=/i.png><img "
             "src='data:image/png;base64,AA'>",
             "+" + base + "/s.css +" + base + "/s.js +" + base + "/i.png"}),
    [](const auto& param) { return param.param.name; });

TEST(Links, DetailTellsWhatAReaderSees) {
    const PageFacts facts =
        read(
            "<a href=/1 title='T 1'> 湖 <b>泊</b>\n治理</a><a href=/2><img alt='图 二'></a>"
            "<a href=''>空</a><a href='javascript:;'>脚本</a>"
            "<div style='display: none'><p><a href=/3>藏</a></p></div><a href=/4>见</a>")
            .facts;
    std::string out;
    for (const Link& link : facts.links)
        if (link.tag == "a")
            out += link.raw + "|" + link.text + "|" + link.title + (link.hidden ? "|hidden" : "") +
                   (link.url.empty() ? "|-" : "") + "\n";
    EXPECT_EQ(
        out, "/1|湖 泊 治理|T 1\n/2|图 二|\n|空||-\njavascript:;|脚本||-\n/3|藏||hidden\n/4|见|\n");
    EXPECT_TRUE(facts.detailed);
    EXPECT_TRUE(read("<a href=/1>x", false).facts.links.empty());
}

TEST(Links, NofollowIsNoted) {
    EXPECT_TRUE(read("<a rel='external NoFollow' href=/1>x</a>").links.at(0).nofollow);
}

std::string page_of_links(int count) {
    std::string html;
    for (int i = 0; i < count; ++i) html += "<a href=/" + std::to_string(i) + ">x</a>";
    return html;
}

TEST(Links, NumberIsBounded) {
    ReaderRules rules;
    rules.links_max = 100;
    PageContext context;
    context.url = *parse_url("http://www.lake.example/");
    const PageReading reading = read_page(page_of_links(300), context, rules);
    EXPECT_EQ(reading.links.size(), 100u);
    EXPECT_EQ(reading.facts.warnings, std::vector<std::string>{"links: more than the limit"});
}

// The limit of what is recorded with texts is none of what is visited.
TEST(Links, ThoseBeyondTheDetailedOnesAreStillTargets) {
    ReaderRules rules;
    rules.detailed_max = 100;
    PageContext context;
    context.url = *parse_url("http://www.lake.example/");
    context.detail = true;
    const PageReading reading = read_page(page_of_links(300), context, rules);
    EXPECT_EQ(reading.facts.links.size(), 100u);
    EXPECT_EQ(reading.links.size(), 300u);
    EXPECT_EQ(reading.facts.warnings, std::vector<std::string>{"links: more than the limit"});
}

TEST(Page, TitleLangAndMetas) {
    const PageFacts facts =
        read(
            "<html lang=zh-CN><title>\n 湖泊县&nbsp;政府 \n</title>"
            "<meta content='湖泊县\u3000' name='SiteName'><meta name=Maketime content=' x\n'>"
            "<svg><title>icon</title></svg><body><title>inner</title>")
            .facts;
    EXPECT_EQ(facts.title, "湖泊县 政府");
    EXPECT_EQ(facts.lang, "zh-CN");
    ASSERT_EQ(facts.metas.size(), 2u);
    EXPECT_EQ(facts.metas[0].name, "sitename");
    EXPECT_EQ(facts.metas[0].content, "湖泊县");
    EXPECT_EQ(facts.metas[1].name, "maketime");
    EXPECT_EQ(facts.metas[1].content, "x");
}

TEST(Page, TextOutsideLinksIsCounted) {
    const PageFacts facts =
        read("<style>a{}</style><p>页面不存在</p><a href=/>返回首页</a><script>x</script>").facts;
    EXPECT_EQ(facts.text_chars, 5);
    EXPECT_EQ(facts.opening, "页面不存在");
    EXPECT_EQ(read("<a href=/>x</a>").facts.text_chars, 0);
}

TEST(Page, E01_E02_CharsetsAreNoted) {
    const std::string lake = "\xBA\xFE\xB2\xB4\xD6\xCE\xC0\xED";
    const PageFacts facts = read("<meta charset=gb2312><title>" + lake + "</title>").facts;
    EXPECT_EQ(facts.title, "湖泊治理");
    EXPECT_EQ(facts.charset, "gb18030");
    EXPECT_EQ(facts.charset_source, "meta");
    EXPECT_TRUE(facts.warnings.empty());
    EXPECT_EQ(read("<meta charset=gbk><p>" + lake + lake + lake + "\xFF").facts.warnings.size(),
              1u);
}

TEST(Page, SimilarTextsHaveSimilarFingerprints) {
    std::string text, other;
    for (int i = 0; i < 60; ++i)
        text +=
            "<p>第" + std::to_string(i) + "条 湖泊保护办法的内容" + std::to_string(i * 7) + "</p>";
    for (int i = 0; i < 60; ++i)
        other += "<p>通知" + std::to_string(i * 31) + " 完全不同的文字在这里" + std::to_string(i) +
                 "</p>";
    const std::uint64_t a = read(text).facts.fingerprint,
                        b = read(text + "<p>/x/random123.html</p>").facts.fingerprint;
    EXPECT_LE(std::popcount(a ^ b), 6);
    EXPECT_GE(std::popcount(a ^ read(other).facts.fingerprint), 12);
    EXPECT_EQ(read("<p> </p>").facts.fingerprint, 0u);
}

// Every entry of a list ends alike; that must not make its pages alike.
TEST(Page, ListsOfDifferentEntriesWithTheSameEndingDiffer) {
    std::string a, b;
    for (int i = 0; i < 15; ++i) {
        a += "<li>关于印发财政第" + std::to_string(i) + "号工作规则的通知</li>";
        b += "<li>关于印发规划第" + std::to_string(i) + "号工作规则的通知</li>";
    }
    EXPECT_GE(std::popcount(read(a).facts.fingerprint ^ read(b).facts.fingerprint), 8);
}

TEST(Page, H01_H02_H04_BadMarkupStaysLocal) {
    const PageReading reading = read(
        "<body><!DOCTYPE html><html><body><a href=/1 title=\"x></a><a href=/2>湖</a></html><a "
        "href=/3>泊");
    ASSERT_FALSE(reading.links.empty());
    EXPECT_EQ(reading.url_of(reading.links.back()), base + "/3");
    EXPECT_EQ(reading.facts.warnings,
              std::vector<std::string>{"html: a quote in a tag never ends"});
}

TEST(Page, HostileBytesAreReadSafely) {
    std::string noise;
    std::uint32_t seed = 7;
    const std::string_view signs = "<>/!-='\"&;%ahrefscript {}$()\\\xE6\xBA\xFE码备";
    for (int round = 0; round < 200; ++round) {
        noise.clear();
        for (int i = 0; i < 2000; ++i)
            noise += signs[(seed = seed * 1664525u + 1013904223u) >> 8 & 31];
        const PageReading reading = read(noise);
        EXPECT_TRUE(is_valid_utf8(reading.facts.title) && is_valid_utf8(reading.facts.opening));
    }
    std::string scripts;
    for (int i = 0; i < 20000; ++i) scripts += "document.write(\"$.get('";
    read("<script>" + scripts + "</script>");
}

TEST(Page, AReaderGivesTheSameFactsAgain) {
    PageReader reader;
    PageContext context;
    context.url = *parse_url("http://www.lake.example/");
    const PageReading first = reader.read("<title>a</title><a href=/1>x</a>湖", context);
    reader.read("<base href=/q/><a href=/2>y<p>other", context);
    const PageReading again = reader.read("<title>a</title><a href=/1>x</a>湖", context);
    EXPECT_EQ(to_json(first.facts).dump(), to_json(again.facts).dump());
    ASSERT_EQ(again.links.size(), 1u);
    EXPECT_EQ(again.links[0].key, first.links[0].key);
}

}  // namespace
}  // namespace duwang::crawler
