#include "app/demo/portals.h"

#include <map>
#include <set>

#include "core/text/normalise.h"
#include "core/url.h"
#include "crawler/page/page_reader.h"

namespace duwang::demo {
namespace {

using crawler::PageContext;
using crawler::PageReading;

PageReading read(const std::string& url) {
    const Url address = *parse_url(url);
    const DemoAnswer got = answer(address.host(), address.path());
    PageContext context;
    context.url = address;
    context.detail = context.structure = true;
    context.as_of = {2026, 9, 30};
    for (const auto& [name, value] : got.headers)
        if (name == "Content-Type") context.content_type = value;
    return crawler::read_page(got.body, context);
}

// Follows every link from the home page; "status address" of whatever does not answer 200.
struct Tour {
    std::set<std::string> pages, trouble;
};
Tour tour(const std::string& host) {
    Tour out;
    std::vector<std::string> todo{"http://" + host + "/"};
    for (std::size_t i = 0; i < todo.size(); ++i) {
        const std::string at = todo[i];
        if (!out.pages.insert(at).second) continue;
        const Url url = *parse_url(at);
        const int status = answer(url.host(), url.path()).status;
        if (status != 200) out.trouble.insert(std::to_string(status) + " " + at);
        if (status != 200 || url.host() != host) continue;
        const auto reading = read(at);
        for (const auto& link : reading.links)
            if (!link.is_resource) todo.emplace_back(reading.url_of(link));
    }
    return out;
}

TEST(DemoPortals, OnlyTheIntendedLinksFail) {
    EXPECT_EQ(tour("www.qinghe.gov.cn").trouble, std::set<std::string>{});
    EXPECT_EQ(tour("www.yunshan.gov.cn").trouble,
              (std::set<std::string>{
                  "403 http://www.yunshan.gov.cn/col/col190/index.html",
                  "404 http://192.168.10.8:8080/oa/login.do",
                  "404 http://www.yunshan.gov.cn/attach/2026/9/buttie_shenling.doc",
                  "404 http://www.yunshan.gov.cn/col/col188/index.html",
              }));
    EXPECT_EQ(tour("www.linjiang.gov.cn").trouble,
              (std::set<std::string>{"521 http://www.linjiang.gov.cn/ljx/hdjl/zxzx/index.shtml"}));
}

TEST(DemoPortals, AreLargeEnoughToBeCrawled) {
    for (const DemoSite& site : demo_sites()) {
        if (!site.is_portal) continue;
        const std::size_t pages = tour(std::string(site.host)).pages.size();
        EXPECT_GE(pages, 30u) << site.host;
        EXPECT_LE(pages, 60u) << site.host;
    }
}

std::string marks_of(const std::string& url) {
    std::set<std::string> found;
    for (const Mark& mark : read(url).facts.marks)
        if (mark.kind != "contact") found.insert(mark.kind + "=" + mark.value);
    std::string out;
    for (const std::string& one : found) out += one + "\n";
    return out;
}

TEST(DemoPortals, CarryTheMarksTheyShould) {
    const std::string healthy = marks_of("http://www.qinghe.gov.cn/zfxxgk/");
    for (const char* mark :
         {"gov_site_id=9901000001\n", "icp=新ICP备99000001号-1\n",
          "psb=新公网安备99010002000001号\n", "conac=99AB00000000000000000000000000A1\n",
          "find_error=9901000001\n", "organiser=清河县人民政府办公室\n", "site_map="})
        EXPECT_NE(healthy.find(mark), std::string::npos) << mark << healthy;
    const std::string old = marks_of("http://www.yunshan.gov.cn/");
    EXPECT_EQ(old.find("psb"), std::string::npos) << old;
    EXPECT_NE(old.find("gov_site_id=9902000002"), std::string::npos) << old;
    EXPECT_NE(old.find("gov_site_id=9902000020"), std::string::npos) << old;
    EXPECT_EQ(marks_of("http://www.linjiang.gov.cn/"), "");
    EXPECT_TRUE(read("http://www.linjiang.gov.cn/").facts.late.back().footer_like);
}

std::string sections_of(const std::string& platform) {
    std::map<std::string, std::string> wanted;
    for (const Link& link : read(platform).facts.links) wanted[link.text] = link.url;
    std::string out;
    for (const char* title : {"政策", "政府信息公开指南", "政府信息公开制度", "法定主动公开内容",
                              "依申请公开", "政府信息公开年报"}) {
        const std::string url = wanted[title];
        if (url.empty()) {
            out += "-";
            continue;
        }
        const PageFacts facts = read(url).facts;
        out += !facts.items.empty() ? "L" : facts.text_chars >= 100 ? "T" : "0";
    }
    return out;
}

// L: a dated list, T: a text, 0: nothing in it, -: no entry.
TEST(DemoPortals, PlatformsOfferTheirSections) {
    EXPECT_EQ(sections_of("http://www.qinghe.gov.cn/zfxxgk/"), "LTLLTL");
    EXPECT_EQ(sections_of("http://www.qinghe.gov.cn/jyj/zfxxgk/"), "LTTLTL");
    EXPECT_EQ(sections_of("http://www.yunshan.gov.cn/col/col200/index.html"), "LT0L-L");
    EXPECT_EQ(sections_of("http://www.yunshan.gov.cn/col/col301/index.html"), "LTTLTL");
    EXPECT_EQ(sections_of("http://www.linjiang.gov.cn/gkmlpt/index.shtml"), "LTTTTL");
    EXPECT_EQ(sections_of("http://www.linjiang.gov.cn/wjw/gkmlpt/index.shtml"), "LTTL-L");
}

TEST(DemoPortals, OldPortalIsGbkAndSaysSoInItsPages) {
    const DemoAnswer got = answer("www.yunshan.gov.cn", "/");
    EXPECT_EQ(got.headers.at(0).second, "text/html");
    EXPECT_EQ(got.body.find("%26%23"), std::string::npos);  // everything can be written in GBK
    const PageFacts facts = read("http://www.yunshan.gov.cn/").facts;
    EXPECT_EQ(facts.charset, "gb18030");
    EXPECT_TRUE(facts.warnings.empty());
    EXPECT_EQ(facts.title, "云山县人民政府 云山县人民政府");
}

TEST(DemoPortals, UnknownAddressesAnswerAsEachServerDoes) {
    EXPECT_EQ(answer("www.qinghe.gov.cn", "/art/x.html").status, 404);
    EXPECT_EQ(answer("www.yunshan.gov.cn", "/col/x.html").status, 404);
    EXPECT_EQ(answer("www.yunshan.gov.cn", "/art/2026/8/3/art_101_1999.html").status, 200);
    EXPECT_EQ(read("http://www.yunshan.gov.cn/art/2026/8/3/x.html").facts.title, "页面不存在");
    EXPECT_EQ(answer("www.elsewhere.example", "/").status, 404);
    EXPECT_EQ(answer("www.qinghe.gov.cn", "").status, 404);
    EXPECT_EQ(answer("www.qinghe.gov.cn", "/?from=x").status, 200);
}

TEST(DemoPortals, OneListHasAStickyFirstEntry) {
    const PageFacts facts = read("http://www.qinghe.gov.cn/zwgk/tzgg/").facts;
    ASSERT_EQ(facts.items.size(), 5u);
    EXPECT_EQ(facts.items[0].date, "2025-11-03");
    EXPECT_EQ(facts.items[1].date, "2026-09-25");
}

}  // namespace
}  // namespace duwang::demo
