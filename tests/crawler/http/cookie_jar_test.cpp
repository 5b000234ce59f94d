// Cookies: what is kept, what is sent back, and how much of it.
#include "crawler/http/cookie_jar.h"

#include <fmt/format.h>

namespace duwang::crawler {
namespace {

constexpr Timestamp now{1'790'000'000'000};

struct Row {
    const char* name;
    const char* set_at;  // address whose answer set it
    const char* line;
    const char* asked;  // address asked then
    const char* header;
};

class CookieTable : public testing::TestWithParam<Row> {};

TEST_P(CookieTable, SendsWhatBelongsThere) {
    CookieJar jar{HttpOptions{}};
    jar.take(*parse_url(GetParam().set_at), GetParam().line, now);
    EXPECT_EQ(jar.header(*parse_url(GetParam().asked), now), GetParam().header);
}

// RFC 6265; clause numbers in the names.
INSTANTIATE_TEST_SUITE_P(
    RFC6265, CookieTable,
    testing::Values(
        Row{"HostOnly", "http://www.x.gov.cn/", "a=1", "http://www.x.gov.cn/b/c", "a=1"},
        Row{"HostOnlyNotBelow", "http://x.gov.cn/", "a=1", "http://www.x.gov.cn/", ""},
        Row{"S5_1_3_DomainReachesBelow", "http://www.x.gov.cn/", "a=1; Domain=.x.gov.cn",
            "http://zwgk.x.gov.cn/", "a=1"},
        Row{"S5_1_3_OtherDomainRefused", "http://www.x.gov.cn/", "a=1; Domain=y.gov.cn",
            "http://www.y.gov.cn/", ""},
        Row{"S5_1_3_NotASuffixOfLetters", "http://www.x.gov.cn/", "a=1; Domain=x.gov.cn",
            "http://evilx.gov.cn/", ""},
        Row{"S5_3_5_PublicSuffixGovCn", "http://www.x.gov.cn/", "a=1; Domain=gov.cn",
            "http://www.y.gov.cn/", ""},
        Row{"S5_3_5_PublicSuffixComCn", "http://www.x.com.cn/", "a=1; Domain=com.cn",
            "http://www.x.com.cn/", ""},
        Row{"S5_3_5_PublicSuffixXjCn", "http://www.x.xj.cn/", "a=1; Domain=xj.cn",
            "http://www.y.xj.cn/", ""},
        Row{"S5_3_5_PublicSuffixThatIsTheHost", "http://xj.cn/", "a=1; Domain=xj.cn",
            "http://xj.cn/", "a=1"},
        Row{"AddressesShareNothing", "http://192.0.2.1/", "a=1; Domain=2.1", "http://192.0.2.1/",
            ""},
        Row{"S5_1_4_DefaultPath", "http://www.x.cn/a/b.html", "a=1", "http://www.x.cn/a/c", "a=1"},
        Row{"S5_1_4_DefaultPathNotAbove", "http://www.x.cn/a/b.html", "a=1", "http://www.x.cn/",
            ""},
        Row{"S5_1_4_PathByWholeSegments", "http://www.x.cn/", "a=1; Path=/a", "http://www.x.cn/ab",
            ""},
        Row{"S5_1_4_PathBelow", "http://www.x.cn/", "a=1; Path=/a", "http://www.x.cn/a/b", "a=1"},
        Row{"S5_2_4_PathThatIsNone", "http://www.x.cn/d/", "a=1; Path=d", "http://www.x.cn/d/e",
            "a=1"},
        Row{"SecureNotOverHttp", "https://www.x.cn/", "a=1; Secure", "http://www.x.cn/", ""},
        Row{"SecureNotSetByHttp", "http://www.x.cn/", "a=1; Secure", "https://www.x.cn/", ""},
        Row{"SecureOverHttps", "https://www.x.cn/", "a=1; secure; HttpOnly", "https://www.x.cn/",
            "a=1"},
        Row{"S5_2_2_MaxAgeZero", "http://www.x.cn/", "a=1; Max-Age=0", "http://www.x.cn/", ""},
        Row{"S5_2_2_MaxAgeBeatsExpires", "http://www.x.cn/",
            "a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:01 GMT", "http://www.x.cn/", "a=1"},
        Row{"S5_2_1_Expired", "http://www.x.cn/", "a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT",
            "http://www.x.cn/", ""},
        Row{"S5_2_1_DateThatIsNone", "http://www.x.cn/", "a=1; Expires=tomorrow",
            "http://www.x.cn/", "a=1"},
        Row{"S5_2_NoName", "http://www.x.cn/", "=1", "http://www.x.cn/", ""},
        Row{"S5_2_NoEquals", "http://www.x.cn/", "a", "http://www.x.cn/", ""},
        Row{"ValueWithEquals", "http://www.x.cn/", " a = b=c== ; Path=/", "http://www.x.cn/",
            "a=b=c=="},
        Row{"ControlCharacters", "http://www.x.cn/", "a=\x01", "http://www.x.cn/", ""}),
    [](const auto& instance) { return instance.param.name; });

TEST(CookieJar, ToldWhetherAnythingIsNew) {
    CookieJar jar{HttpOptions{}};
    Url url = *parse_url("http://www.x.cn/");
    EXPECT_TRUE(jar.take(url, "a=1", now));
    EXPECT_FALSE(jar.take(url, "a=1", now));
    EXPECT_TRUE(jar.take(url, "a=2", now));
    EXPECT_FALSE(jar.take(url, "a=; Max-Age=0", now));
    EXPECT_EQ(jar.size(), 0u);
}

TEST(CookieJar, LongerPathsFirstThenOlder) {
    CookieJar jar{HttpOptions{}};
    Url url = *parse_url("http://www.x.cn/a/b/");
    for (const char* line : {"one=1; Path=/", "two=2; Path=/a/b", "three=3; Path=/"})
        jar.take(url, line, now);
    EXPECT_EQ(jar.header(url, now), "two=2; one=1; three=3");
}

TEST(CookieJar, ExpiresInTime) {
    CookieJar jar{HttpOptions{}};
    Url url = *parse_url("http://www.x.cn/");
    jar.take(url, "a=1; Max-Age=60", now);
    EXPECT_EQ(jar.header(url, {now.unix_ms + 59'000}), "a=1");
    EXPECT_EQ(jar.header(url, {now.unix_ms + 60'000}), "");
}

TEST(CookieJar, HoldsOnlySoMuch) {
    HttpOptions options;
    options.cookies_per_host = 50;
    options.cookies_per_site = 120;
    options.cookie_header_bytes_max = 300;
    CookieJar jar{options};
    for (int i = 0; i < 10'000; ++i)
        jar.take(*parse_url("http://www.x.cn/"), fmt::format("c{}=v", i), now);
    EXPECT_EQ(jar.size(), 50u);
    std::string header = jar.header(*parse_url("http://www.x.cn/"), now);
    EXPECT_LE(header.size(), 300u);
    EXPECT_TRUE(header.starts_with("c9950=v; ")) << "the newest are kept";
    for (int i = 0; i < 10'000; ++i)
        jar.take(*parse_url(fmt::format("http://h{}.x.cn/", i)), "a=1", now);
    EXPECT_EQ(jar.size(), 120u);
    EXPECT_FALSE(jar.take(*parse_url("http://www.x.cn/"), "big=" + std::string(5'000, 'x'), now));
}

TEST(CookieDate, IsReadLeniently) {
    for (const char* text : {"Wed, 21 Oct 2026 07:28:00 GMT", "Wednesday, 21-Oct-26 07:28:00 GMT",
                             "Wed Oct 21 7:28:00 2026", "21 oct 2026 07:28:00 +0800"})
        EXPECT_EQ(cookie_date(text).iso_utc(), "2026-10-21T07:28:00Z") << text;
    for (const char* text :
         {"", "21 Oct 2026", "32 Oct 2026 07:28:00", "21 Oct 2026 24:00:00", "0"})
        EXPECT_FALSE(cookie_date(text).is_set()) << text;
}

}  // namespace
}  // namespace duwang::crawler
