// 看不见 ≠ 没有: however a footer or a list arrives, nothing of it may be called absent unless the
// page shows in plain text what it has (F09, F10, F12, L13, J01; section 19 of the catalogue, no.
// 7).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/text/base64.h"
#include "tests/quirks/quirk_file.h"
#include "tests/support/program.h"

namespace duwang::quirks {
namespace {

struct Part {
    std::string name, text;
};

const std::string id32 = "99AB000000000000000000000000C0C0";

// Four forms of the 党政机关 mark.
std::vector<Part> conac_forms() {
    const std::string link =
        "<a href=\"http://bszs.conac.cn/sitename?method=show&id=" + id32 + "\"><img src=r.png></a>";
    return {{"link", link},
            {"script",
             "<script src=\"http://dcs.conac.cn/js/99/CA990000000993456780001.js\">"
             "</script>"},
            {"image", "<img src=\"http://dcs.conac.cn/image/red.png\">"},
            {"comment", "<!-- " + link + " -->"}};
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return out;
}

std::string in_quotes(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\'' || text[at] == '\\') out += '\\';
        out += text.substr(at, 2) == "</" ? "<\\" : std::string(1, text[at]);
    }
    return out;
}

// A footer says more than its mark; what a script writes besides, nobody knows for sure.
std::string footer_with(const std::string& conac) {
    return "<div><p>版权所有：湖泊县人民政府办公室 承办：湖泊县政务服务中心</p>" + conac + "</div>";
}

// Ways of arriving. All but the first are borne by scripts or frames.
std::vector<Part> ways_of(const std::string& footer) {
    return {
        {"static", footer},
        {"write", "<script>document.write('" + in_quotes(footer) + "');</script>"},
        {"writeln", "<script>document.writeln('" + in_quotes(footer) + "');</script>"},
        {"unescape", "<script>document.write(unescape(\"" + escaped(footer) + "\"));</script>"},
        {"script", "<script src=\"/inc/footer.js\"></script>"},
        {"script without a telling name", "<script src=\"/js/all.js\"></script>"},
        {"script in a folder of a telling name", "<script src=\"/static/js/main.js\"></script>"},
        {"script of a host with a telling name",
         "<script src=\"http://www.xxcounty.gov.cn/account/player.js\"></script>"},
        {"load", "<div id=d></div><script>$('#d').load('/inc/d.html');</script>"},
        {"get", "<script>$.get('/inc/foot.html',function(h){$('#d').html(h)})</script>"},
        {"request", "<script>var r=new XMLHttpRequest();r.open('GET', '/inc/d.html');</script>"},
        {"axios", "<script>axios.get('/inc/d.html').then(show)</script>"},
        {"made script",
         "<script>var s=document.createElement(\"script\");s.src=\"/js/bottom.js\";"
         "document.body.appendChild(s)</script>"},
        {"made script without a telling name",
         "<script>var s=document.createElement('script');s.setAttribute('src', '/js/a.js');"
         "document.head.insertBefore(s, null)</script>"},
        {"made script of pieces",
         "<script>var s=document.createElement('script');s.src=base+'/a.js';go(s)</script>"},
        {"made element",
         "<script>var d=document.createElement('div');d.id='x';draw(d);"
         "document.body.appendChild(d)</script>"},
        {"outer", "<script>document.getElementById('footer').outerHTML=t</script>"},
        {"jquery after", "<script>jq('#footer').after(t)</script>"},
        {"replaced", "<script>jq('.foot').replaceWith(t)</script>"},
        {"prepended", "<script>jq('body').prepend(t)</script>"},
        {"frame", "<iframe src=\"/inc/foot.html\"></iframe>"},
        {"frame without a telling name", "<iframe src=\"/inc/a.html\"></iframe>"}};
}

// Text of the footer that stands in the page in any case; the same id as on another site.
std::vector<Part> twins() {
    return {{"alone", ""},
            {"mobile with an empty link",
             "<div class=m-foot><p>网站标识码：9901000001</p><p>主办单位：湖泊县人民政府</p>"
             "<a href=''><img src='http://dcs.conac.cn/image/red.png'></a></div>"},
            {"same mark as another site", "<p>网站标识码：9901000022</p>"}};
}

Json question(std::size_t id, const std::string& page) {
    return Json::object()
        .set("id", id)
        .set("url", "http://www.x.gov.cn/")
        .set("page_b64", base64(page));
}

std::vector<Json> answers_to(const std::vector<Json>& questions,
                             const std::string& kind = "footer") {
    test::ProgramLimits limits;
    for (const Json& one : questions) limits.input += one.dump_ascii() + "\n";
    const test::ProgramEnd end = test::run_program({"inspect", kind, "--batch"}, limits);
    EXPECT_EQ(end.exit_code, 0) << end.err;
    std::vector<Json> answers;
    for (std::size_t at = 0; at < end.out.size();) {
        const std::size_t line = end.out.find('\n', at);
        auto answer = Json::parse(std::string_view(end.out).substr(at, line - at));
        answers.push_back(answer ? *answer : Json());
        at = line == std::string::npos ? end.out.size() : line + 1;
    }
    EXPECT_EQ(answers.size(), questions.size());
    return answers;
}

std::string absent_ones(const Json& answer) {
    std::string found;
    for (const auto& [kind, element] : answer["elements"].members())
        if (element["state"].text() == "absent") found += kind + " ";
    return found;
}

TEST(NoFalseAbsent, HoweverAFooterArrives) {
    std::vector<std::string> names;
    std::vector<Json> questions;
    for (const Part& conac : conac_forms())
        for (const Part& twin : twins())
            for (const Part& way : ways_of(footer_with(conac.text))) {
                names.push_back(conac.name + ", " + way.name + ", " + twin.name);
                questions.push_back(question(
                    questions.size(), "<body><p>欢迎访问</p>" + twin.text + way.text + "</body>"));
            }
    const std::vector<Json> answers = answers_to(questions);
    ASSERT_EQ(answers.size(), 264u);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        ASSERT_EQ(answers[i]["elements"].members().size(), 9u) << answers[i].dump();
        if (names[i].find("static") == std::string::npos) {
            EXPECT_EQ(absent_ones(answers[i]), "") << names[i] << "\n" << questions[i].dump();
        }
    }
}

// Where all stands in plain text, missing things are missing – or the test above proves nothing.
TEST(NoFalseAbsent, WhatStandsInPlainTextIsJudged) {
    std::vector<Json> questions;
    for (const Part& conac : conac_forms())
        questions.push_back(question(0, "<p>欢迎</p><p>网站标识码：9901000001</p>" + conac.text));
    const std::vector<Json> answers = answers_to(questions);
    ASSERT_EQ(answers.size(), 4u);
    const std::vector<std::string> expected{"present", "present", "not_visible", "absent"};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(answers[i]["elements"]["conac"]["state"].text(), expected[i]);
        EXPECT_EQ(answers[i]["elements"]["icp"]["state"].text(), "absent");
    }
}

// Every page of the files beside this test.
struct AllPages {
    std::vector<Json> questions;
    std::vector<std::string> names, texts;
};

AllPages all_pages() {
    AllPages all;
    for (const std::string& path : quirk_paths()) {
        const auto file = load_quirk(path);
        if (!file) ADD_FAILURE() << file.error().what;
        if (!file) continue;
        for (const Case& one : file->cases) {
            if (one.question["page_b64"].is_null() || one.question["url"].is_null()) continue;
            Json asked = one.question;
            all.questions.push_back(asked.set("id", all.questions.size()));
            all.names.push_back(path + " (" + one.name + ")");
            all.texts.push_back(base64_decoded(one.question["page_b64"].text()).value());
        }
    }
    return all;
}

TEST(NoFalseAbsent, InAllFilesWhoseFooterArrivesLate) {
    const AllPages all = all_pages();
    const std::vector<Json> answers = answers_to(all.questions);
    ASSERT_EQ(answers.size(), all.names.size());
    std::size_t late = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto& parts = answers[i]["late"].items();
        const bool comes_late = std::ranges::any_of(
            parts, [](const Json& part) { return part["footer_like"].boolean(); });
        if (!comes_late) continue;
        ++late;
        EXPECT_EQ(absent_ones(answers[i]), "") << all.names[i];
    }
    EXPECT_GE(late, 5u);
}

// Ways a list comes to a page; no byte of it can be read in most of them.
std::vector<Part> ways_of_lists() {
    const std::string list = "<ul><li><a href=/1.html>甲公告</a>2026-08-25</li></ul>";
    const std::string words(300, 'x');
    return {
        {"write", "<script>document.write('" + in_quotes(list) + "');</script>"},
        {"unescape", "<script>document.write(unescape('" + escaped(list) + "'));</script>"},
        {"file", "<p>" + words + "</p><div id=l></div><script src=/js/l.js></script>"},
        {"ajax", "<p>" + words + "</p><ul id=l></ul><script>$.get('/api',f)</script>"},
        {"load", "<p>" + words + "</p><div id=l></div><script>$('#l').load('/l')</script>"},
        {"fetch", "<p>" + words + "</p><script>fetch('/l').then(draw)</script>"},
        {"frame", "<p>" + words + "</p><iframe src=/l.html></iframe>"},
        {"frames", "<frameset><frame src=/l.html></frameset>"},
        {"application", "<div id=app></div><script type=module src=/a.js></script>"},
        {"template", "<ul><li v-for='x in l'><a :href='x.u'>{{x.t}}</a></li></ul>"},
        {"angular", "<p>" + words + "</p><li ng-repeat='x in l'><a ng-href='{{u}}'></a></li>"},
        {"jpaas", "<script url='/x/front/page/build/unit' queryData=\"{'pageId':'1'}\"></script>"},
        {"empty", ""}};
}

TEST(NoFalseAbsent, HoweverAListArrives) {
    const std::vector<Part> ways = ways_of_lists();
    std::vector<Json> questions;
    for (const Part& way : ways)
        questions.push_back(question(questions.size(), "<body>" + way.text + "</body>"));
    const std::vector<Json> answers = answers_to(questions, "list");
    ASSERT_EQ(answers.size(), ways.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const std::string state = answers[i]["state"].text();
        EXPECT_TRUE(state == "not_visible" || (state == "present" && i < 2))
            << ways[i].name << ": " << state;
    }
}

TEST(NoFalseAbsent, AListIsAbsentWhereThePageSaysSoOrNothingCanBringIt) {
    const std::string words(300, 'x');
    const std::vector<Json> answers =
        answers_to({question(0, "<p>" + words + "</p>"),
                    question(1, "<p>暂无数据</p><script src=/js/jquery.min.js></script>"),
                    question(2, "<p>暂无数据</p><script src=/js/l.js></script>"),
                    question(3, "<p>" + words +
                                    "</p><p style='display:none'>暂无数据</p>"
                                    "<ul id=l></ul><script>$.ajax({url:'/l'})</script>"),
                    question(4, "<p>" + words +
                                    "</p><div class='hot side'><h3>热点推荐</h3><ul>"
                                    "<li><a href=1>旧闻一则</a>2020-01-20</li></ul></div><div id=l>"
                                    "</div><script>$.ajax({url:'/l',success:f})</script>")},
                   "list");
    ASSERT_EQ(answers.size(), 5u);
    for (std::size_t i = 2; i < 5; ++i) {
        EXPECT_EQ(answers[i]["state"].text(), "not_visible") << i;
        EXPECT_EQ(answers[i]["newest"].text(), "") << i;
    }
    EXPECT_EQ(answers[0]["state"].text(), "absent");
    EXPECT_EQ(answers[1]["state"].text(), "absent");
    EXPECT_EQ(answers[1]["why"].text(), "says_empty");
}

TEST(NoFalseAbsent, InAllFilesWhoseListMayArriveLate) {
    const AllPages all = all_pages();
    const std::vector<Json> answers = answers_to(all.questions, "list");
    ASSERT_EQ(answers.size(), all.names.size());
    std::size_t late = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const bool may_come = all.texts[i].find("<script") != std::string::npos ||
                              all.texts[i].find("<iframe") != std::string::npos ||
                              all.texts[i].find("<frame") != std::string::npos;
        if (!may_come) continue;
        ++late;
        if (answers[i]["state"].text() == "absent") {
            EXPECT_EQ(answers[i]["why"].text(), "says_empty") << all.names[i];
        }
    }
    EXPECT_GE(late, 40u);
}

}  // namespace
}  // namespace duwang::quirks
