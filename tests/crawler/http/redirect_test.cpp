// Where a redirect leads, and what is odd about an answer.
#include "crawler/http/redirect.h"

namespace duwang::crawler {
namespace {

Exchange answer(const std::string& lines, std::string url = "https://www.x.gov.cn/a/b.html") {
    Exchange exchange;
    exchange.url = std::move(url);
    exchange.response_head = "HTTP/1.1 302 Found\r\n" + lines + "\r\n";
    return exchange;
}

struct Row {
    const char* name;
    const char* lines;
    const char* url;
    const char* warning;
};

class RedirectTable : public testing::TestWithParam<Row> {};

TEST_P(RedirectTable, LeadsThere) {
    NextHop next = next_hop(answer(GetParam().lines));
    EXPECT_EQ(next.url, GetParam().url);
    EXPECT_EQ(next.url.empty(), !next.note.empty());
    EXPECT_EQ(next.warnings.empty() ? "" : next.warnings.front(), GetParam().warning);
}

INSTANTIATE_TEST_SUITE_P(
    Locations, RedirectTable,
    testing::Values(
        Row{"Relative", "Location: c.html?x=1\r\n", "https://www.x.gov.cn/a/c.html?x=1", ""},
        Row{"SchemeRelative", "Location: //y.gov.cn/\r\n", "https://y.gov.cn/", ""},
        Row{"FragmentIsNotAsked", "Location: /c#top\r\n", "https://www.x.gov.cn/c", ""},
        Row{"Missing", "X: y\r\n", "", ""}, Row{"Empty", "Location:\r\n", "", ""},
        Row{"TabsAndBlanksInside", "Location: /c\t/d e\r\n", "https://www.x.gov.cn/c/d%20e", ""},
        Row{"Utf8", "Location: /\xE6\x94\xBF\r\n", "https://www.x.gov.cn/%E6%94%BF",
            "location_not_ascii"},
        Row{"Gbk", "Location: /\xD5\xFE\r\n", "https://www.x.gov.cn/%D5%FE", "location_not_ascii"},
        Row{"TwiceTheSame", "Location: /c\r\nLocation: https://www.x.gov.cn/c\r\n",
            "https://www.x.gov.cn/c", "double_location"},
        Row{"TwoDifferent", "Location: /c\r\nLocation: /d\r\n", "", ""},
        Row{"Downgrade", "Location: http://www.x.gov.cn/\r\n", "http://www.x.gov.cn/",
            "scheme_downgrade"},
        Row{"Script", "Location: javascript:void(0)\r\n", "", ""},
        Row{"File", "Location: file:///etc/passwd\r\n", "", ""},
        Row{"BareLineEnds", "location: /c\n", "https://www.x.gov.cn/c", ""}),
    [](const auto& instance) { return instance.param.name; });

TEST(Redirect, OnlyFiveCodesAreOne) {
    for (int code : {301, 302, 303, 307, 308}) EXPECT_TRUE(is_redirect(code)) << code;
    for (int code : {200, 300, 304, 305, 306, 399, 201}) EXPECT_FALSE(is_redirect(code)) << code;
}

TEST(Oddities, AreTold) {
    Exchange exchange = answer(
        "Refresh: 0; url=/next\r\nContent-Length: 1\r\nContent-Length: 2\r\n"
        "Content-Type: text/html\r\nContent-Type: text/html\r\n");
    EXPECT_EQ(oddities(exchange), (std::vector<std::string>{"refresh_header: 0; url=/next",
                                                            "double_header: content-length"}));
    EXPECT_TRUE(oddities(answer("Refresh: 30\r\n")).empty());
    exchange = answer("");
    exchange.started = {1'790'000'000'000};
    exchange.tls.chain.emplace_back().not_after = {exchange.started.unix_ms + 5 * 86'400'000LL + 1};
    EXPECT_EQ(oddities(exchange), std::vector<std::string>{"tls_expires_soon: 5 days"});
}

}  // namespace
}  // namespace duwang::crawler
