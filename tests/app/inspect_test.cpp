// `duwang inspect` as an operator uses it: offline, text or JSON, alone or in batches.
#include <gtest/gtest.h>

#include <sstream>

#include "core/json.h"
#include "tests/support/program.h"

namespace duwang {
namespace {

using test::ProgramEnd;
using test::run_program;

Json json_of(std::vector<std::string> arguments, const std::string& input = {}) {
    arguments.insert(arguments.begin(), "inspect");
    arguments.emplace_back("--json");
    test::ProgramLimits limits;
    limits.input = input;
    ProgramEnd end = run_program(arguments, limits);
    EXPECT_EQ(end.exit_code, 0) << end.err;
    auto answer = Json::parse(end.out);
    return answer ? *answer : Json();
}

std::vector<Json> batch(const std::string& kind, const std::string& input) {
    test::ProgramLimits limits;
    limits.input = input;
    ProgramEnd end = run_program({"inspect", kind, "--batch"}, limits);
    EXPECT_EQ(end.exit_code, 0) << end.err;
    std::vector<Json> answers;
    std::istringstream lines(end.out);
    for (std::string line; std::getline(lines, line);) {
        for (char c : line) EXPECT_TRUE(c >= 0x20 && c < 0x7F) << line;
        answers.push_back(Json::parse(line).value());
    }
    return answers;
}

TEST(Inspect, UrlTellsEveryPart) {
    Json answer = json_of({"url", "--base", "http://湖.example:8080/a/b", "c?d=1#e"});
    EXPECT_TRUE(answer["valid"].boolean());
    EXPECT_EQ(answer["url"].text(), "http://xn--n7w.example:8080/a/c?d=1#e");
    EXPECT_EQ(answer["host_unicode"].text(), "湖.example");
    EXPECT_EQ(answer["port"].number(), 8080);
    EXPECT_EQ(answer["query"].text(), "d=1");
    EXPECT_EQ(answer["fragment"].text(), "e");
    EXPECT_EQ(answer["key"].text(), "http://xn--n7w.example:8080/a/c?d=1");
    EXPECT_TRUE(answer["crawlable"].boolean());
}

TEST(Inspect, FooterIsATableForAnOffice) {
    test::ProgramLimits limits;
    limits.input =
        "<p>网站标识码：9901000001</p>\n<p>新ICP备99345678</p>\x1B[31m<script "
        "src='/js/all.js'></script>";
    const ProgramEnd end =
        run_program({"inspect", "footer", "--url", "http://www.x.gov.cn/", "-"}, limits);
    EXPECT_EQ(end.exit_code, 0) << end.err;
    for (const char* said : {"网站标识码                有        9901000001\n",
                             "    第2行  text  新ICP备99345678  【ICP备案编号缺“号”字】\n",
                             "公安机关备案标识          静态未见  可能由脚本载入：/js/all.js\n"})
        EXPECT_NE(end.out.find(said), std::string::npos) << said << end.out;
    EXPECT_EQ(end.out.find('\x1B'), std::string::npos);
    EXPECT_EQ(run_program({"inspect", "footer", "-"}, limits).exit_code, 2);
}

TEST(Inspect, UrlSaysWhyNot) {
    EXPECT_EQ(json_of({"url", "x"})["reason"].text(), "no_base");
    EXPECT_EQ(json_of({"url", "mailto:a@h.example"})["reason"].text(), "unsupported_scheme");
    EXPECT_EQ(json_of({"url", "http://h.example:99999/"})["reason"].text(), "invalid");
    EXPECT_EQ(json_of({"url", "http://0x7f.1/"})["reason"].text(), "blocked_target");
    EXPECT_EQ(json_of({"url", "--base", "nonsense", "x"})["reason"].text(), "bad_base");
    EXPECT_EQ(json_of({"url", "http://h.example/" + std::string(9000, 'a')})["reason"].text(),
              "url_too_long");
}

TEST(Inspect, SeveralReferencesAreAnsweredInOrder) {
    ProgramEnd end =
        run_program({"inspect", "url", "--json", "http://a.example", "http://b.example"});
    EXPECT_LT(end.out.find("a.example"), end.out.find("b.example"));
    ProgramEnd text = run_program({"inspect", "url", "http://a.example"});
    EXPECT_NE(text.out.find("crawlable: true"), std::string::npos) << text.out;
}

TEST(Inspect, UsageIsTold) {
    EXPECT_EQ(run_program({"inspect"}).exit_code, 2);
    EXPECT_EQ(run_program({"inspect", "url"}).exit_code, 2);
    EXPECT_EQ(run_program({"inspect", "url", "--charset", "klingon", "x"}).exit_code, 2);
    EXPECT_EQ(run_program({"inspect", "robots", "/a"}).exit_code, 2);
    EXPECT_EQ(run_program({"inspect", "robots", "--robots", "/nonexistent", "/a"}).exit_code, 2);
    EXPECT_EQ(run_program({"inspect", "page", "/dev/null"}).exit_code, 2);
    EXPECT_EQ(run_program({"inspect", "date", "--reference-date", "now", "x"}).exit_code, 2);
}

TEST(Inspect, BadLinesDoNotEndABatch) {
    std::string deep(100'000, '[');
    auto answers = batch("url",
                         "{\"id\":1,\"ref\":\"http://h.example/湖\",\"more\":[{}]}\nnonsense\n"
                         "{\"id\":\"三\"}\n\n[1]\n" +
                             deep +
                             "\n{\"id\":{\"a\":5},\"ref\":\"x\","
                             "\"base\":\"http://h.example/\"}");
    ASSERT_EQ(answers.size(), 6u);
    EXPECT_EQ(answers[0]["url"].text(), "http://h.example/%E6%B9%96");
    EXPECT_EQ(answers[0]["id"].number(), 1);
    EXPECT_TRUE(answers[1]["id"].is_null());
    EXPECT_EQ(answers[2]["id"].text(), "三");
    for (std::size_t bad : {1, 2, 3, 4}) EXPECT_FALSE(answers[bad]["error"].text().empty()) << bad;
    EXPECT_EQ(answers[5]["id"]["a"].number(), 5);
    EXPECT_EQ(answers[5]["url"].text(), "http://h.example/x");
}

TEST(Inspect, OptionsStandForWhatALineLeavesOut) {
    test::ProgramLimits limits;
    limits.input = "{\"ref\":\"x\"}\n{\"ref\":\"x\",\"base\":\"http://b.example/\"}\n{\"ref\":5}\n";
    ProgramEnd end =
        run_program({"inspect", "url", "--batch", "--base", "http://a.example/"}, limits);
    EXPECT_NE(end.out.find("http://a.example/x"), end.out.npos) << end.out;
    EXPECT_NE(end.out.find("http://b.example/x"), end.out.npos) << end.out;
    EXPECT_NE(end.out.find("must be a text"), end.out.npos) << end.out;
}

TEST(Inspect, RobotsNamesTheLine) {
    Json answer =
        json_of({"robots", "--robots", "-", "--agent", "DuWang", "http://h.example/a/b?c"},
                "User-agent: *\nCrawl-delay: 1.5\nDisallow: /a\nSitemap: http://h.example/s\n");
    EXPECT_FALSE(answer["allowed"].boolean(true));
    EXPECT_EQ(answer["rule"]["line"].number(), 3);
    EXPECT_EQ(answer["rule"]["text"].text(), "Disallow: /a");
    EXPECT_EQ(answer["group"].text(), "*");
    EXPECT_EQ(answer["crawl_delay"].dump(), "1.5");
    EXPECT_EQ(answer["sitemaps"].items().size(), 1u);
}

TEST(Inspect, RobotsInBatchesComeAsBase64) {
    auto answers =
        batch("robots",
              "{\"url\":\"/a\",\"robots_b64\":\"VXNlci1hZ2VudDogKgpEaXNhbGxvdzogLw==\"}\n"
              "{\"url\":\"/a\",\"robots_b64\":\"%%%\"}\n"
              "{\"url\":\"ftp://x\",\"robots_b64\":\"\"}\n");
    ASSERT_EQ(answers.size(), 3u);
    EXPECT_EQ(answers[0]["rule"]["line"].number(), 2);
    EXPECT_FALSE(answers[1]["error"].text().empty());
    EXPECT_FALSE(answers[2]["error"].text().empty());
}

TEST(Inspect, PageTellsWhatItRead) {
    Json page = json_of(
        {"page", "-", "--url", "http://h.example/202608/t20260825_1.html", "--content-type",
         "text/html; charset=utf-8", "--reference-date", "2026-09-30"},
        "<html lang=zh><base href='/b/'><title>某县</title><meta name=description content=说明>"
        "<a rel=nofollow href=x.html>公开</a><p>更新时间：2026年9月1日 14:30</p>"
        "<p>京ICP备05001234号-1 京ICP证030173号</p>");
    EXPECT_EQ(page["charset"]["source"].text(), "header");
    EXPECT_EQ(page["title"].text(), "某县");
    EXPECT_EQ(page["base"].text(), "/b/");
    EXPECT_EQ(page["description"].text(), "说明");
    const Json& link = page["links"].items().at(0);
    EXPECT_EQ(link["url"].text(), "http://h.example/b/x.html");
    EXPECT_EQ(link["rel"].text(), "nofollow");
    std::string dates = page["dates"].dump();
    EXPECT_NE(dates.find("\"2026-09-01T14:30\""), dates.npos) << dates;
    EXPECT_NE(dates.find("\"updated\""), dates.npos) << dates;
    std::string identifiers = page["identifiers"].dump();
    EXPECT_NE(identifiers.find("icp_licence"), identifiers.npos) << identifiers;
    EXPECT_NE(identifiers.find("京ICP备05001234号-1"), identifiers.npos) << identifiers;
}

constexpr const char* article_page =
    "<title>某某办法_某县人民政府</title>\n<h1>某某办法</h1>\n<div>发布时间：2026-08-25 "
    "来源：某办</div>\n"
    "<table><tr><td>索引号：</td><td>AB-1</td><td>发文字号：</td><td>某政发[2026]7号</td></tr></"
    "table>\n"
    "<div class=TRS_Editor><p>第一条 依据甲政发〔2020〕3号，制定本办法。</p>\n"
    "<a href=W02026082551830030.doc>申请表</a></div>";

TEST(Inspect, PageTellsAnArticleAndWhereItStands) {
    const Json page = json_of(
        {"page", "-", "--url", "http://www.x.gov.cn/gk/t1.html", "--reference-date", "2026-09-30"},
        article_page);
    const Json& article = page["article"];
    EXPECT_EQ(article["title"].text(), "某某办法");
    EXPECT_EQ(article["line"].number(), 2);
    EXPECT_EQ(article["selector"].text(), "h1");
    EXPECT_EQ(article["published"].text(), "2026-08-25");
    EXPECT_EQ(article["source"]["value"].text(), "某办");
    EXPECT_EQ(article["elements"].items().at(0)["line"].number(), 4);
    EXPECT_EQ(article["numbers"]["own"]["value"].text(), "某政发〔2026〕7号");
    EXPECT_EQ(article["attachments"].items().at(0)["line"].number(), 6);
    EXPECT_EQ(page["links"].items().at(0)["line"].number(), 6);
    EXPECT_EQ(page["dates"].items().at(0)["line"].number(), 3);
    const Json none = json_of({"page", "-", "--url", "http://www.x.gov.cn/"}, "<p>公告</p>");
    EXPECT_TRUE(none["article"].is_null());
    EXPECT_TRUE(none["metadata"]["values"].is_array());
}

TEST(Inspect, PageForPeopleIsATableInChinese) {
    test::ProgramLimits limits;
    limits.input = std::string(article_page) + "<a href=y.html>红\033[31m色</a>";
    const ProgramEnd end =
        run_program({"inspect", "page", "-", "--url", "http://www.x.gov.cn/gk/t1.html"}, limits);
    EXPECT_EQ(end.exit_code, 0) << end.err;
    for (const char* row : {"发布时间        2026-08-25", "来源            某办", "索引号 = AB-1",
                            "本文文号        某政发〔2026〕7号", "[第2行 h1]"})
        EXPECT_NE(end.out.find(row), std::string::npos) << row << "\n" << end.out;
    EXPECT_EQ(end.out.find('\033'), std::string::npos);  // the page must not reach the terminal
}

TEST(Inspect, SitemapTextAndDate) {
    Json sitemap =
        json_of({"sitemap", "-"}, "<urlset><url><loc>http://h.example/</loc></url></urlset>");
    EXPECT_EQ(sitemap["kind"].text(), "sitemap");
    EXPECT_EQ(sitemap["entries"].items().size(), 1u);
    Json text = json_of({"text", "-", "--label", "GBK"}, "\xB9\xAB\xFF");
    EXPECT_EQ(text["text"].text(), "公\uFFFD");
    EXPECT_EQ(text["charset"].text(), "gb18030");
    EXPECT_EQ(text["replaced"].number(), 1);
    Json date = json_of({"date", "--reference-date", "2026-09-30", "发布于２０２６年8月5日"});
    EXPECT_EQ(date["dates"].items().at(0)["value"].text(), "2026-08-05");
    EXPECT_EQ(date["dates"].items().at(0)["start"].number(), 3);
}

const std::string report_page = DUWANG_SOURCE_DIR "/tests/documents/report-2023.html";

TEST(Inspect, ReportIsToldInChinese) {
    const ProgramEnd end =
        run_program({"inspect", "report", report_page, "--against", report_page});
    EXPECT_EQ(end.exit_code, 0) << end.err;
    for (const char* said :
         {"单位            清河县财政局\n", "年度            2023\n", "== 相符 50 项\n",
          "== 提示 1 项\n", "F-3             正文与对照报告的相似度约 100%（提示线 60%）\n"})
        EXPECT_NE(end.out.find(said), std::string::npos) << said << end.out;
}

TEST(Inspect, ReportOfAccountsNamesWhatDoesNotAddUp) {
    test::ProgramLimits limits;
    limits.input =
        "<h1>清河县统计局2023年部门决算公开</h1><p>支出决算表</p><table><tr><td>科目名称<td>合计"
        "<td>基本支出<td>项目支出<td>上缴上级支出<td>经营支出<td>对附属单位补助支出"
        "<tr><td>合计<td>31<td>20<td>10<td>0<td>0<td>0.5</table>";
    const ProgramEnd end = run_program({"inspect", "report", "-"}, limits);
    EXPECT_EQ(end.exit_code, 0) << end.err;
    for (const char* said :
         {"种类            部门决算\n", "提示            没有写金额单位（expense）\n",
          "== 不符 1 项\n", "各类支出之和 30.5，合计 31，相差 0.5\n"})
        EXPECT_NE(end.out.find(said), std::string::npos) << said << end.out;
}

TEST(Inspect, ReportOfLabelledPagesTellsTheirElements) {
    test::ProgramLimits limits;
    limits.input =
        "<h1>清河县财政局机构职能</h1><p>办公地址：清河县人民路1号</p><p>办公时间：周一至周五"
        "</p><p>联系电话：见公告</p><p>负责人：张三</p><p>主要职责：负责全县财政工作。</p>";
    const ProgramEnd end = run_program({"inspect", "report", "-"}, limits);
    EXPECT_EQ(end.exit_code, 0) << end.err;
    for (const char* said :
         {"种类            机构职能与领导信息\n", "办公地址        清河县人民路1号",
          "联系电话        （没有写完整的电话号码）"})
        EXPECT_NE(end.out.find(said), std::string::npos) << said << end.out;
}

TEST(Inspect, ReportSaysWhatItCannotRead) {
    test::ProgramLimits limits;
    limits.input = "plain words, no page";
    const ProgramEnd end = run_program({"inspect", "report", "-"}, limits);
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_NE(end.err.find("has no text that can be read"), std::string::npos) << end.err;
    limits.input = "<html><body><h1>工作动态</h1><p>今天开会。</p></body></html>";
    EXPECT_NE(run_program({"inspect", "report", "-"}, limits).out.find("不是，或没有认出"),
              std::string::npos);
}

// Every cell of the page is compared with the attachment's, whatever the place of its tables.
TEST(Inspect, ReportIsComparedWithItsAttachment) {
    const Json answer = json_of({"report", report_page, "--attachment", report_page});
    EXPECT_EQ(answer["counts"]["fail"].number(), 0);
    EXPECT_EQ(answer["attachment_year"].number(), 2023);
    std::size_t forms = 0;
    for (const Json& one : answer["equations"].items()) forms += one["id"].text() == "forms";
    EXPECT_EQ(forms, 3u);
}

TEST(Inspect, TablesAreToldAsRows) {
    test::ProgramLimits limits;
    limits.input =
        "<p>单位：万元</p><table><tr><td rowspan=2>项目<td colspan=2>支出<tr><td>基本<td>项目"
        "<tr><td>教育<td>1.5<td>/</table>";
    const ProgramEnd end = run_program({"inspect", "table", "-"}, limits);
    EXPECT_EQ(end.exit_code, 0) << end.err;
    for (const char* said :
         {"单位            万元\n", "3 行 3 列，表头 2 行，行标签 1 列",
          "第 2 行         项目 | 基本 | 项目\n", "第 3 行         教育 | 1.5 | /\n"})
        EXPECT_NE(end.out.find(said), std::string::npos) << said << end.out;
}

}  // namespace
}  // namespace duwang
