// Answers that came and may still be none (可疑应答), told from their bytes.
#include "crawler/plan/suspect.h"

#include <algorithm>

#include "core/url.h"
#include "crawler/page/page_reader.h"

namespace duwang::crawler {
namespace {

const std::string home = "http://www.x.gov.cn/";
const std::string article = "http://www.x.gov.cn/zwgk/tz/t1.html";
const std::string pdf = "http://www.x.gov.cn/zwgk/tz/P1.pdf";
const std::string doc = "http://www.x.gov.cn/zwgk/tz/P1.doc";

LinkOptions words() {
    LinkOptions options;
    options.error_phrases = {"页面不存在"};
    options.login_words = {"登录", "/sso"};
    options.hijack_words = {"博彩", "百家乐", "注册送"};
    return options;
}

struct Came {
    std::string asked, final_url, body, type = "text/html; charset=utf-8";
    FetchStatus status = FetchStatus::ok;
};

std::string suspicion(const Came& came, const std::vector<ControlFacts>& controls = {}) {
    FetchOutcome outcome;
    outcome.status = came.status;
    outcome.http_status = 200;
    outcome.final_url = came.final_url.empty() ? came.asked : came.final_url;
    outcome.content_type = came.type;
    outcome.body = std::make_shared<const std::string>(came.body);
    PageReading reading;
    const bool is_page = came.body.starts_with('<');
    if (is_page) {
        PageContext context;
        context.url = *parse_url(outcome.final_url);
        context.content_type = came.type;
        const ReaderRules rules;
        reading = PageReader(rules).read(came.body, context);
    }
    const auto links = std::ranges::count(reading.links, false, &LinkRef::is_resource);
    const Landing landing{outcome,    reading.facts, static_cast<std::size_t>(links),
                          came.asked, home,          is_page};
    return suspect_of(landing, controls, words());
}

std::string page(const std::string& title, const std::string& body) {
    return "<html><head><title>" + title + "</title></head><body>" + body + "</body></html>";
}

const std::string good = page("关于开展检查的通知", "<p>各乡镇人民政府：现将有关事项通知如下。");

struct Row {
    const char* name;
    Came came;
    const char* suspect;
};

class Suspicions : public testing::TestWithParam<Row> {};

TEST_P(Suspicions, AreToldFromWhatCame) {
    EXPECT_EQ(suspicion(GetParam().came), GetParam().suspect);
}

const std::string password = "<form><input name=u><input TYPE='password' name=p></form>";
const std::string taken =
    "<html><head><title>百家乐真人官网</title><meta name=keywords content='博彩,注册送'>"
    "</head><body><p>欢迎</body></html>";

INSTANTIATE_TEST_SUITE_P(
    Rows, Suspicions,
    testing::Values(
        Row{"Good", {article, "", good}, ""},
        Row{"LedHome", {article, home, good}, "home_redirect"},
        Row{"LedToTheHomeOfItsHost",
            {"http://a.cn/x/1.html", "http://a.cn/", good},
            "home_redirect"},
        Row{"LedToAnotherHome",
            {"http://a.cn/x/1.html", "https://b.cn/index.html", good},
            "other_home"},
        Row{"AHomeThatMoved", {"http://a.cn/", "https://www.a.cn/", good}, ""},
        Row{"AHomeOfTheSite", {"http://x.gov.cn/", "http://www.b.cn/", good}, ""},
        Row{"LedToItsColumn", {article, "http://www.x.gov.cn/zwgk/tz/", good}, "column_redirect"},
        Row{"LedToTheColumnAbove",
            {article, "http://www.x.gov.cn/zwgk/index.html", good},
            "column_redirect"},
        Row{"ADirectoryGetsItsSlash",
            {"http://www.x.gov.cn/zwgk/index.html", "http://www.x.gov.cn/zwgk/", good},
            ""},
        Row{"MovedToAnotherPage", {article, "http://www.x.gov.cn/zwgk/tz/t2.html", good}, ""},
        Row{"SaysThatItIsMissing",
            {article, "", page("您访问的页面不存在", "<p>页面不存在")},
            "error_phrase"},
        Row{"AStubToItsParent",
            {article, "", "<meta http-equiv=refresh content='0;url=../'>"},
            "deleted_refresh"},
        Row{"ALoginByItsTitle", {article, "", page("统一登录", password)}, "login_form"},
        Row{"ALoginItWasSentTo",
            {article, "http://sso.x.gov.cn/in", page("平台", password)},
            "login_form"},
        Row{"APageWithALoginBox",
            {article, "", page("登录", password + std::string(3000, 'a'))},
            ""},
        Row{"ABoxOnAPageOfAnotherName", {article, "", page("网上办事", password)}, ""},
        Row{"Nothing", {article, "", "", "text/html"}, "blank"},
        Row{"AnEmptyPage", {article, "", page("", "")}, "blank"},
        Row{"APageThatAScriptFills",
            {article, "", page("", "<div id=app></div><script src=/a.js></script>")},
            ""},
        Row{"APageOfAPicture", {article, "", page("", "<img src=/a.jpg>")}, ""},
        Row{"TakenOver", {"http://old.cn/", "", taken}, "hijack_words"},
        Row{"NewsOfThePolice", {article, "", page("公安机关打击网络博彩", "<p>近日")}, ""},
        Row{"APdf", {pdf, "", "%PDF-1.7\n1 0 obj", "application/pdf"}, ""},
        Row{"APageForAPdf", {pdf, "", good}, "wrong_file"},
        Row{"APageThatLeadsToThePdf",
            {pdf, "", "<meta http-equiv=refresh content='0;url=/real.pdf'>"},
            ""},
        Row{"NothingForAPdf", {pdf, "", "", "application/pdf"}, "wrong_file"},
        Row{"WordsForAPdf",
            {pdf, "", "file not found, ask the administrator", "text/plain"},
            "wrong_file"},
        Row{"HalfAPdf",
            {pdf, "", "%PDF-1.7\n1 0 obj", "application/pdf", FetchStatus::truncated},
            "wrong_file"},
        Row{"HalfAPage", {article, "", good, "text/html", FetchStatus::truncated}, ""},
        Row{"OurOwnLimitOfAPdf",
            {pdf, "", "%PDF-1.7\n1 0 obj", "application/pdf", FetchStatus::partial},
            ""},
        Row{"APdfCalledDoc", {doc, "", "%PDF-1.7\n1 0 obj", "application/msword"}, ""},
        Row{"APageForADoc", {doc, "", good}, "wrong_file"},
        Row{"APageThatBeginsWithItsTitle", {doc, "", "<title>找不到</title><p>没有"}, "wrong_file"},
        Row{"APageSavedByOffice",
            {doc, "", "<html xmlns:o='urn:schemas-microsoft-com:office:office'><p>通知"},
            ""},
        Row{"ALoginForAPdf",
            {pdf, "http://sso.x.gov.cn/sso", page("登录", password)},
            "login_form"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Suspicion, LikeWhatTheHostSaysToNonsense) {
    ControlFacts control;
    control.kind = "random_path";
    control.scope = "www.x.gov.cn/zwgk/tz/*.html";
    control.status = FetchStatus::ok;
    control.title = "关于开展检查的通知";
    PageContext context;
    context.url = *parse_url(article);
    const ReaderRules rules;
    const PageFacts facts = PageReader(rules).read(good, context).facts;
    control.text_chars = facts.text_chars;
    control.fingerprint = facts.fingerprint;
    EXPECT_EQ(suspicion({article, "", good}, {control}), "like_random_path");
    EXPECT_EQ(suspicion({home, "", good}, {control}), "");
    EXPECT_EQ(suspicion({"http://www.y.gov.cn/", "", good}, {control}), "");
    EXPECT_EQ(suspicion({"http://www.y.gov.cn/zwgk/tz/1.html", "", good}, {control}), "")
        << "another host's nonsense";
    control.fingerprint = ~facts.fingerprint;
    EXPECT_EQ(suspicion({article, "", good}, {control}), "");
    control.final_url = "http://www.x.gov.cn/zwgk/tz/";
    EXPECT_EQ(suspicion({article, control.final_url, good}, {control}), "like_random_path");
}

}  // namespace
}  // namespace duwang::crawler
