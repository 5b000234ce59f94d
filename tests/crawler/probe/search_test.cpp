// 站内搜索: the form that is found, what is asked, and what the crawl makes of the answers.
#include "crawler/probe/search.h"

#include <fmt/format.h>

#include "tests/support/site_run.h"

namespace duwang::crawler {
namespace {

const Url base = *parse_url("http://www.x.gov.cn/");

std::string address(std::string_view html, std::string_view words, std::string_view charset = "") {
    const auto form = search_form(html, charset, base, SearchOptions{});
    return form ? (form->posts ? "POST " : "") + search_url(*form, words) : "none";
}

TEST(SearchForm, IsKnownByItsField) {
    EXPECT_EQ(address("<form action=/s><input name=q placeholder='请输入搜索内容'></form>", "a b"),
              "http://www.x.gov.cn/s?q=a%20b");
    EXPECT_EQ(address("<form action='/so/'><input type=hidden name=siteid value=7>"
                      "<input type=text name=searchWord></form>",
                      "通知"),
              "http://www.x.gov.cn/so/?siteid=7&searchWord=%E9%80%9A%E7%9F%A5");
    EXPECT_EQ(address("<form method=POST action=/s><input name=keyword></form>", "a"),
              "POST http://www.x.gov.cn/s?keyword=a");
}

TEST(SearchForm, SendsInTheCharsetOfItsPage) {
    EXPECT_EQ(address("<form action=/s><input name=keyword></form>", "\xE4\xBF\xA1", "gb18030"),
              "http://www.x.gov.cn/s?keyword=%D0%C5");
}

TEST(SearchForm, IsNoLoginAndNoOtherForm) {
    EXPECT_EQ(address("<form action=/in><input name=user><input type=password name=p></form>", "a"),
              "none");
    EXPECT_EQ(address("<form action=/mail><input name=email></form>", "a"), "none");
    EXPECT_EQ(address("<input name=keyword>", "a"), "none");
}

TEST(SearchQuestions, AreTitlesOfTheHomePage) {
    PageFacts home;
    home.url = "http://www.x.gov.cn/";
    for (const char* text :
         {"首页", "更多", "湖泊县人民政府关于印发湖政发〔2026〕7号文件的通知",
          "湖泊县召开二〇二六年防汛工作会议", "全县春耕生产现场会在柳河镇召开"}) {
        Link& link = home.links.emplace_back();
        link.tag = "a";
        link.text = text;
        link.url = fmt::format("http://www.x.gov.cn/zwgk/{}.html", home.links.size());
    }
    const auto questions = search_questions(home, SearchOptions{}, "7");
    std::vector<std::string> kinds;
    for (const SearchQuestion& one : questions) kinds.push_back(one.kind);
    EXPECT_EQ(kinds, (std::vector<std::string>{"title", "title", "number", "no_hit", "empty"}));
    EXPECT_EQ(questions[2].words, "湖政发〔2026〕7号");
    EXPECT_EQ(search_questions(home, SearchOptions{}, "7")[0].words, questions[0].words);
}

const std::string titles =
    "<a href=/zwgk/1.html>湖泊县召开全县防汛抗旱工作会议</a>"
    "<a href=/zwgk/2.html>全县春耕生产现场会在柳河镇召开</a>";
const std::string form = "<form action=/so><input name=keyword></form>";

// What the crawl wrote down of a site whose search answers so.
SearchFacts asked(const std::function<std::string(std::string_view query)>& results,
                  const std::string& home = form + titles) {
    test::SiteRun run([&](std::string_view, std::string_view path) {
        demo::DemoAnswer answer;
        answer.headers = {{"Content-Type", "text/html; charset=utf-8"}};
        answer.body = "<title>页面</title><p>内容" + std::string(path);
        if (path == "/") answer.body = "<title>首页</title>" + home;
        if (path.starts_with("/so")) answer.body = "<title>搜索</title>" + results(path.substr(3));
        if (path == "/robots.txt") answer.body.clear(), answer.status = 404;
        return answer;
    });
    run.search = true;
    EXPECT_TRUE(run.run());
    const auto reader = run.reader();
    const auto view = reader->view({}, run.site, {}, run.clock(), {}, nullptr);
    return view->search() ? *view->search() : SearchFacts{};
}

std::string words_of(const SearchFacts& facts) {
    std::string words = facts.state + (facts.same_for_all ? " same" : "");
    for (const SearchQuestion& one : facts.questions)
        words += fmt::format(", {} {}{}", one.kind, one.status, one.found ? " found" : "");
    return words;
}

TEST(SearchProbe, FindsWhatIsThere) {
    const SearchFacts facts = asked([](std::string_view query) {
        const bool nonsense = query.find("=qz") != query.npos || query.ends_with('=');
        return nonsense ? std::string("<p>没有找到相关结果") : titles;
    });
    EXPECT_EQ(words_of(facts), "asked, title ok found, title ok found, no_hit ok, empty ok");
}

TEST(SearchProbe, TellsASearchThatFindsNothingFromOneThatAScriptFills) {
    EXPECT_EQ(
        words_of(asked([](std::string_view query) {
            return query.find("=qz") != query.npos
                       ? std::string("<p>没有找到相关结果")
                       : std::string("<p>共 1 条<a href=/9.html>另一条完全无关的信息标题</a>");
        })),
        "asked, title ok, title ok, no_hit ok, empty ok");
    EXPECT_EQ(words_of(asked([](std::string_view) { return std::string("<div id=app></div>"); })),
              "asked same, title ok, title ok, no_hit ok, empty ok");
}

TEST(SearchProbe, SendsNoFormsAndInventsNone) {
    const auto none = [](std::string_view) { return std::string(); };
    EXPECT_EQ(
        words_of(asked(none, "<form method=post action=/so><input name=keyword></form>" + titles))
            .substr(0, 5),
        "posts");
    EXPECT_EQ(words_of(asked(none, titles)), "no_form");
    EXPECT_EQ(words_of(asked(none, form)), "no_titles");
}

}  // namespace
}  // namespace duwang::crawler
