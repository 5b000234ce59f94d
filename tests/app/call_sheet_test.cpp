// Telephone numbers (电话抽查) of a portal that sends its pages compressed, as most do.
#include <fmt/format.h>

#include "tests/app/resweep_portal.h"
#include "tests/support/nginx.h"

namespace duwang {
namespace {

TEST(CallSheet, NumbersOfACompressedGuideAreFound) {
    test::Portal portal;
    portal.write("gk/index.html",
                 "<html><head><title>政府信息公开</title></head><body><h1>政府信息公开</h1>"
                 "<a href=\"/gk/zn.html\">政府信息公开指南</a></body></html>");
    portal.write("gk/zn.html",
                 "<html><head><title>政府信息公开指南</title></head><body><h1>政府信息公开指南</h1>"
                 "<p>受理机构：清源县人民政府办公室，联系电话：0999-9900123，传真：0999-9900124。"
                 "办公时间：工作日 10:00—14:00。</p></body></html>");
    const test::Nginx nginx({{"www.x.gov.cn", test::with_validators(portal)}}, "");
    const std::string& ws = portal.workspace();
    const auto swept = test::run_program(
        {"sweep", "r1", "--scheme", "turpan-2022", "--seed", "7", "--progress", "none", "--dns",
         "127.0.0.1:9", "--resolve",
         "www.x.gov.cn:80:127.0.0.1:" + std::to_string(nginx.port("www.x.gov.cn")), "-w", ws});
    ASSERT_TRUE(swept.exit_code == 0 || swept.exit_code == 3) << swept.err;
    const std::string sheet = ws + "/calls.csv";
    const auto written = test::run_program({"template", "calls", "r1", sheet, "-w", ws});
    ASSERT_EQ(written.exit_code, 0) << written.err;
    const std::string text = test::read_text(sheet);
    EXPECT_NE(text.find("\"0999-9900123\""), text.npos) << text;
    EXPECT_NE(text.find("http://www.x.gov.cn/gk/zn.html"), text.npos) << text;
}

}  // namespace
}  // namespace duwang
