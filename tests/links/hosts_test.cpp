// Hosts that answer in ways of their own, crawled for real: what their links may be called.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "checks/links/verdict.h"
#include "tests/support/demo_answers.h"
#include "tests/support/site_run.h"

namespace duwang::test {
namespace {

using checks::links::judge_link;

DemoAnswer missing() { return html("<title>404</title>没有这个页面", 404); }

// A home page with these links, and other hosts that answer by themselves.
class Hosts : public testing::Test {
  protected:
    using Answer = std::function<DemoAnswer(std::string_view path)>;

    void link(const std::string& url) {
        home_ += fmt::format("<p><a href=\"{0}\">{0}</a></p>", url);
    }
    void crawl() {
        run_.options.links.second_client = false;
        run_.options.politeness.delay_ms = 0;
        for (const auto& [host, answer] : hosts_)
            if (host != "www.x.gov.cn") run_.hosts.push_back(host);
        ASSERT_TRUE(run_.run());
    }
    std::vector<LinkTarget> targets() const { return run_.reader()->links(run_.site); }
    // "class row cause", or "ok" where nothing was ever seen against it.
    std::string told(std::string_view url) const {
        for (const LinkTarget& target : targets())
            if (target.url == url) {
                const auto verdict = judge_link(target, {});
                return fmt::format("{} {} {}", class_word(verdict.link_class), verdict.row,
                                   cause_word(verdict.cause));
            }
        return "ok";
    }

    std::map<std::string, Answer, std::less<>> hosts_;
    std::string home_ = "<title>清河县人民政府</title>";
    SiteRun run_{[this](std::string_view host, std::string_view path) {
        if (path == "/robots.txt") return missing();
        const auto found = hosts_.find(host);
        if (found != hosts_.end()) return found->second(path);
        return path == "/" ? html(home_) : missing();
    }};
};

TEST_F(Hosts, AnotherSitesHomeIsNoNonsense) {
    hosts_["b.gov.cn"] = [](std::string_view) { return html("<title>乙县</title>乙县人民政府"); };
    hosts_["e.gov.cn"] = [](std::string_view path) {
        return path == "/home/index.jsp" ? html("<title>戊县</title>戊县人民政府")
                                         : sent_to("/home/index.jsp");
    };
    for (const char* host : {"b.gov.cn", "e.gov.cn"})
        for (const char* path : {"/", "/news/17.html"})
            link(fmt::format("http://{}{}", host, path));
    crawl();
    EXPECT_EQ(told("http://b.gov.cn/"), "ok");
    EXPECT_EQ(told("http://e.gov.cn/"), "ok");
    EXPECT_EQ(told("http://b.gov.cn/news/17.html"), "undetermined 17 control_failed");
    EXPECT_EQ(told("http://e.gov.cn/news/17.html"), "undetermined 17 control_failed");
}

TEST_F(Hosts, APageOfOneHostIsNotLikeTheNonsenseOfAnother) {
    const std::string platform = "<title>政务公开</title><p>本平台由省政府办公厅主办，内容更新中。";
    hosts_["a.gov.cn"] = [=](std::string_view path) {
        return path == "/" ? html("<title>甲县</title>甲县人民政府") : html(platform);
    };
    hosts_["c.gov.cn"] = [=](std::string_view path) {
        return path == "/zwgk/1.html" ? html(platform) : missing();
    };
    for (const char* url : {"http://a.gov.cn/zwgk/1.html", "http://c.gov.cn/zwgk/1.html"})
        link(url);
    crawl();
    EXPECT_EQ(told("http://a.gov.cn/zwgk/1.html"), "transient 17 unconfirmed");
    EXPECT_EQ(told("http://c.gov.cn/zwgk/1.html"), "ok");
}

TEST_F(Hosts, AShellThatScriptsFillIsNotMissing) {
    hosts_["d.gov.cn"] = [](std::string_view) {
        return html(
            "<title>丁县</title><noscript><strong>We're sorry but it doesn't work properly without "
            "JavaScript enabled.</strong></noscript><div id=app></div><script src=/a.js></script>");
    };
    link("http://d.gov.cn/news/17");
    crawl();
    EXPECT_EQ(told("http://d.gov.cn/news/17"), "undetermined 17 control_failed");
}

TEST_F(Hosts, TheHostThatSpokeAnswersForWhatItSaid) {
    hosts_["www.x.gov.cn"] = [this](std::string_view path) {
        if (path.starts_with("/go/")) return sent_to(fmt::format("http://w.gov.cn{}", path));
        return path == "/" ? html(home_) : missing();
    };
    hosts_["w.gov.cn"] = [](std::string_view) { return missing(); };
    link("/go/1.html");
    crawl();
    EXPECT_EQ(told("http://www.x.gov.cn/go/1.html"), "undetermined 5 control_failed");
}

TEST_F(Hosts, WhereTheRootIsRefusedAnotherPageVouches) {
    hosts_["files.gov.cn"] = [](std::string_view path) {
        if (path == "/") return html("<title>403</title>拒绝访问", 403);
        return path == "/f/1.html" ? html("<title>通知</title>关于放假的通知") : missing();
    };
    for (const char* path : {"/f/1.html", "/f/gone.html"})
        link(fmt::format("http://files.gov.cn{}", path));
    crawl();
    EXPECT_EQ(told("http://files.gov.cn/f/gone.html"), "transient 3 unconfirmed");
}

TEST_F(Hosts, ASweepThatReachedItsLimitIsConfirmedAllTheSame) {
    hosts_["www.x.gov.cn"] = [this](std::string_view path) {
        if (path == "/gone.html") return html(std::string(20'000, 'x'), 404);
        return path == "/" ? html(home_) : missing();
    };
    link("/gone.html");
    run_.options.limits.site_bytes_max = 15'000;
    crawl();
    const auto asked = [&] {
        const auto all = run_.asked();
        return std::ranges::count(all, "/gone.html", &SiteRun::Asked::path);
    };
    const auto before = asked();
    const std::vector<LinkTarget> gone = targets();
    ASSERT_EQ(gone.size(), 1u);
    ASSERT_TRUE(run_.confirm({gone[0].id}));
    EXPECT_EQ(asked(), before + 1);
    EXPECT_FALSE(run_.reader()->state().complete()) << "the sweep was cut all the same";
}

}  // namespace
}  // namespace duwang::test
