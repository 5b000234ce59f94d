// Rows 39 to 42 of the decision table: what looks like a link and is none that could be broken
// (断链判定语料).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/site_run.h"

namespace duwang::test {
namespace {

struct Row {
    int row;
    const char* name;
    const char* html;  // on the home page
};

const Row rows[] = {
    {39, "script", "<a href='javascript:;'>领导信箱</a>"},
    {39, "script_that_does_nothing", "<a href='javascript:void(0)'>更多</a>"},
    {39, "script_that_opens", "<a href=\"javascript:open('x')\">打开</a>"},
    {39, "hash", "<a href='#'>栏目</a>"},
    {39, "empty", "<a href=''>规划</a>"},
    {39, "blank", "<a href='  '>计划</a>"},
    {39, "without_address", "<a name=top>顶部</a>"},
    {40, "mail", "<a href='mailto:nobody@nowhere.x.gov.cn'>邮箱</a>"},
    {40, "telephone", "<a href='tel:12345'>电话</a>"},
    {40, "wechat", "<a href='weixin://dl/chat?x'>微信</a>"},
    {40, "message", "<a href='sms:12345'>短信</a>"},
    {41, "fragment_of_this_page", "<a href='#nowhere'>目录</a>"},
    {41, "fragment_of_a_page", "<a href='/fine.html#nowhere'>第三章</a>"},
    {41, "fragment_of_a_script", "<a href='/fine.html#/list/3'>列表</a>"},
    {42, "comment", "<!-- <a href='/dead.html'>旧栏目</a> -->"},
    {42, "comment_of_old_browsers", "<!--[if lt IE 9]><a href='/dead.html'>升级</a><![endif]-->"},
    {42, "text_of_a_script", "<script>var a=\"<a href='/dead.html'>旧</a>\"</script>"},
    {42, "template", "<script type='text/html'><a href='/dead.html'>模板</a></script>"},
    {42, "off_the_screen",
     "<div style='position:absolute;left:-9999px'><a href='/dead.html'>暗链</a></div>"},
    {42, "without_size",
     "<div style='width:0;height:0;overflow:hidden'><a href='/dead.html'>暗链</a></div>"},
    {42, "letters_without_size", "<p style='font-size:0'><a href='/dead.html'>暗链</a></p>"},
};

class NoTarget : public testing::TestWithParam<Row> {};

TEST_P(NoTarget, IsNeverBroken) {
    SiteRun run([](std::string_view, std::string_view path) {
        demo::DemoAnswer answer;
        answer.headers = {{"Content-Type", "text/html; charset=utf-8"}};
        answer.body = path == "/" ? fmt::format("<title>首页</title><p>欢迎{}", GetParam().html)
                                  : "<title>页面</title><p>内容";
        if (path != "/" && path != "/fine.html") answer.status = 404;
        return answer;
    });
    ASSERT_TRUE(run.run());
    EXPECT_TRUE(run.reader()->links(run.site).empty());
}

INSTANTIATE_TEST_SUITE_P(Rows, NoTarget, testing::ValuesIn(rows), [](const auto& tested) {
    return fmt::format("{}_{}", tested.param.row, tested.param.name);
});

}  // namespace
}  // namespace duwang::test
