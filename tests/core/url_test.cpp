#include "core/url.h"

#include "core/ip_address.h"
#include "core/text/charset.h"

namespace duwang {
namespace {

struct Resolve {
    std::string name, ref, expected;
};
class WhatwgUrl : public testing::TestWithParam<Resolve> {};

TEST_P(WhatwgUrl, ResolvesAsBrowsersDo) {
    const Url base = *parse_url("https://www.lake.example/a/b/c.html?q=1#f");
    const std::optional<Url> url = resolve_url(GetParam().ref, base);
    EXPECT_EQ(url ? std::string(url->str()) : "none", GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Refs, WhatwgUrl,
    testing::Values(
        Resolve{"K01_blanks", " \n./x.html\t ", "https://www.lake.example/a/b/x.html"},
        Resolve{"K01_break_inside", "x\r\n.html", "https://www.lake.example/a/b/x.html"},
        Resolve{"K01_backslashes", "..\\d\\e.html", "https://www.lake.example/a/d/e.html"},
        Resolve{"K02_empty", "", "https://www.lake.example/a/b/c.html?q=1"},
        Resolve{"K02_fragment", "#top", "https://www.lake.example/a/b/c.html?q=1"},
        Resolve{"K02_javascript", "JavaScript:void(0)", "none"},
        Resolve{"K02_mail", "mailto:a@lake.example", "none"},
        Resolve{"K03_too_many_levels", "../../../../x/", "https://www.lake.example/x/"},
        Resolve{"K03_protocol_relative", "//h.example/x", "https://h.example/x"},
        Resolve{"K03_query", "?p=2", "https://www.lake.example/a/b/c.html?p=2"},
        Resolve{"K03_root", "/x", "https://www.lake.example/x"},
        Resolve{"same_scheme_relative", "https:x.html", "https://www.lake.example/a/b/x.html"},
        Resolve{"other_scheme_no_slashes", "http:h.example/x", "http://h.example/x"},
        Resolve{"scheme_case", "HTTP://WWW.Lake.Example", "http://www.lake.example/"},
        Resolve{"three_slashes", "https:///h.example/x", "https://h.example/x"},
        Resolve{"default_port", "https://h.example:443/", "https://h.example/"},
        Resolve{"K15_port", "http://h.example:8080/x", "http://h.example:8080/x"},
        Resolve{"bad_port", "http://h.example:99999/", "none"},
        Resolve{"letters_as_port", "http://h.example:8o/", "none"},
        Resolve{"no_host", "http://", "none"},
        Resolve{"dots", "/a/./b/../c/%2e%2E/d", "https://www.lake.example/a/d"},
        Resolve{"double_slash_kept", "/a//b", "https://www.lake.example/a//b"},
        Resolve{"path_escapes", "/a b\"<>`{}", "https://www.lake.example/a%20b%22%3C%3E%60%7B%7D"},
        Resolve{"path_utf8", "/湖", "https://www.lake.example/%E6%B9%96"},
        Resolve{"query_quote", "?a='b' c", "https://www.lake.example/a/b/c.html?a=%27b%27%20c"},
        Resolve{"percent_kept", "/%E6%b9%zz", "https://www.lake.example/%E6%b9%zz"},
        Resolve{"D14_odd_separators", "?d=2026:09:30",
                "https://www.lake.example/a/b/c.html?d=2026:09:30"},
        Resolve{"idn", "http://例子.测试/", "http://xn--fsqu00a.xn--0zwm56d/"},
        Resolve{"idn_full_width_dot", "http://例子。测试/", "http://xn--fsqu00a.xn--0zwm56d/"},
        Resolve{"full_width_ascii", "http://ｈ.example/", "http://h.example/"},
        Resolve{"host_with_blank", "http://a b.example/", "none"},
        Resolve{"host_percent", "http://%68.example/", "http://h.example/"},
        Resolve{"underscore_host", "http://a_b.example/", "http://a_b.example/"},
        Resolve{"ipv4_hex", "http://0x7f.1/", "http://127.0.0.1/"},
        Resolve{"ipv4_octal", "http://0300.0250.1.1/", "http://192.168.1.1/"},
        Resolve{"ipv4_number", "http://3232235777/", "http://192.168.1.1/"},
        Resolve{"ipv4_too_large", "http://256.1.1.1/", "none"},
        Resolve{"ipv4_trailing_dot", "http://127.0.0.1./", "http://127.0.0.1/"},
        Resolve{"ipv6", "http://[2001:DB8:0:0::1]:81/", "http://[2001:db8::1]:81/"},
        Resolve{"ipv6_mapped", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"},
        Resolve{"ipv6_bad", "http://[::1::2]/", "none"},
        Resolve{"credentials", "http://u:p@h.example/", "http://u:p@h.example/"}),
    [](const auto& param) { return param.param.name; });

TEST(Url, PartsAreReadable) {
    const Url url = *parse_url("http://u@h.example:8080/p/x.html?a=1#frag");
    EXPECT_EQ(url.scheme(), "http");
    EXPECT_EQ(url.host(), "h.example");
    EXPECT_EQ(url.port(), 8080);
    EXPECT_EQ(url.path(), "/p/x.html");
    EXPECT_EQ(url.query(), "a=1");
    EXPECT_EQ(url.fragment(), "frag");
    EXPECT_EQ(url.origin(), "http://h.example:8080");
    EXPECT_TRUE(url.has_credentials());
    EXPECT_EQ(url.href(), "http://u@h.example:8080/p/x.html?a=1#frag");
}

TEST(Url, K17_QueryIsEncodedInTheCharsetOfThePage) {
    const Url base = *parse_url("http://h.example/");
    EXPECT_EQ(resolve_url("/s?w=湖泊", base, "gb18030")->str(),
              "http://h.example/s?w=%BA%FE%B2%B4");
    EXPECT_EQ(resolve_url("/s?w=湖泊", base, "utf-8")->str(),
              "http://h.example/s?w=%E6%B9%96%E6%B3%8A");
    EXPECT_EQ(resolve_url("/湖?w=湖", base, "gbk")->str(), "http://h.example/%E6%B9%96?w=%BA%FE");
    EXPECT_EQ(resolve_url("/s?w=\U0001F600", base, "big5")->str(),
              "http://h.example/s?w=%26%23128512%3B");
}

TEST(Url, LongAddressesAreRefused) {
    EXPECT_FALSE(parse_url("http://h.example/" + std::string(url_bytes_max, 'a')));
    EXPECT_TRUE(parse_url("http://h.example/" + std::string(1000, 'a')));
    EXPECT_FALSE(parse_url("http://" + std::string(5000, 'a') + "/"));
}

TEST(Url, NothingResolvesWithoutABase) { EXPECT_FALSE(parse_url("/x.html")); }

struct Key {
    std::string name, url, expected;
};
class UrlKey : public testing::TestWithParam<Key> {};
TEST_P(UrlKey, TellsPagesApart) {
    EXPECT_EQ(parse_url(GetParam().url)->key(), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    Keys, UrlKey,
    testing::Values(
        Key{"K05_index", "http://h.example/a/index.html", "http://h.example/a/"},
        Key{"K05_index_case", "http://h.example/a/Index.HTM", "http://h.example/a/"},
        Key{"K05_index_page_two", "http://h.example/a/index_1.html",
            "http://h.example/a/index_1.html"},
        Key{"K05_case_kept", "http://h.example/List.html", "http://h.example/List.html"},
        Key{"K05_slash_kept", "http://h.example/a", "http://h.example/a"},
        Key{"K06_jsessionid", "http://h.example/a.jsp;jsessionid=AB12?x=1",
            "http://h.example/a.jsp?x=1"},
        Key{"K06_sid", "http://h.example/a?sid=9&id=3", "http://h.example/a?id=3"},
        Key{"K06_cache_buster", "http://h.example/a?id=3&t=1789000000000",
            "http://h.example/a?id=3"},
        Key{"K06_short_t_selects", "http://h.example/a?t=2", "http://h.example/a?t=2"},
        Key{"K06_random", "http://h.example/a?_=0.8471623", "http://h.example/a"},
        Key{"K07_tracking", "http://h.example/a?utm_source=x&tdsourcetag=s&p=2",
            "http://h.example/a?p=2"},
        Key{"K07_fragment", "http://h.example/a#reloaded", "http://h.example/a"},
        Key{"other_matrix_parameter", "http://h.example/a;v=1/b", "http://h.example/a;v=1/b"},
        Key{"credentials_dropped", "http://u:p@h.example/a", "http://h.example/a"}),
    [](const auto& param) { return param.param.name; });

TEST(UrlKey, RulesCanBeChanged) {
    UrlRules rules;
    rules.dropped_parameters = {"lang"};
    rules.default_documents.clear();
    EXPECT_EQ(parse_url("http://h.example/index.html?lang=a&from=b")->key(rules),
              "http://h.example/index.html?from=b");
}

struct Address {
    std::string text;
    AddressClass expected;
};
class IpClass : public testing::TestWithParam<Address> {};
TEST_P(IpClass, IsRecognised) {
    const std::optional<IpAddress> ip = parse_ip(GetParam().text);
    ASSERT_TRUE(ip) << GetParam().text;
    EXPECT_EQ(classify(*ip), GetParam().expected) << GetParam().text;
    EXPECT_EQ(is_public_address(GetParam().text),
              GetParam().expected == AddressClass::public_address);
}
INSTANTIATE_TEST_SUITE_P(Addresses, IpClass,
                         testing::Values(Address{"8.8.8.8", AddressClass::public_address},
                                         Address{"0.0.0.0", AddressClass::unspecified},
                                         Address{"127.255.0.1", AddressClass::loopback},
                                         Address{"10.1.2.3", AddressClass::private_use},
                                         Address{"172.31.255.255", AddressClass::private_use},
                                         Address{"172.32.0.1", AddressClass::public_address},
                                         Address{"192.168.0.1", AddressClass::private_use},
                                         Address{"169.254.169.254", AddressClass::link_local},
                                         Address{"100.127.0.1", AddressClass::carrier_nat},
                                         Address{"100.128.0.1", AddressClass::public_address},
                                         Address{"203.0.113.5", AddressClass::documentation},
                                         Address{"224.0.0.1", AddressClass::multicast},
                                         Address{"255.255.255.255", AddressClass::reserved},
                                         Address{"198.19.0.1", AddressClass::reserved},
                                         Address{"::", AddressClass::unspecified},
                                         Address{"::1", AddressClass::loopback},
                                         Address{"[::1]", AddressClass::loopback},
                                         Address{"::ffff:10.0.0.1", AddressClass::private_use},
                                         Address{"::ffff:8.8.8.8", AddressClass::public_address},
                                         Address{"64:ff9b::127.0.0.1", AddressClass::loopback},
                                         Address{"2002:7f00:1::", AddressClass::loopback},
                                         Address{"fe80::1", AddressClass::link_local},
                                         Address{"fc00::1", AddressClass::private_use},
                                         Address{"fdff::1", AddressClass::private_use},
                                         Address{"ff02::1", AddressClass::multicast},
                                         Address{"2001:db8::1", AddressClass::documentation},
                                         Address{"2001::1", AddressClass::reserved},
                                         Address{"2400:3200::1", AddressClass::public_address},
                                         Address{"4000::1", AddressClass::reserved}));

TEST(IpAddress, WhatIsNoAddressIsNotPublic) {
    for (const char* text :
         {"", "8.8.8", "8.8.8.8.8", "08.8.8.8", "256.1.1.1", "a", "1::2::3", ":1",
          "1:2:3:4:5:6:7:8:9", "fe80::1%eth0", "::1.2.3", "12345::", "[::1"})
        EXPECT_FALSE(is_public_address(text)) << text;
}

TEST(IpAddress, IsWrittenInShortForm) {
    EXPECT_EQ(parse_ip("2001:0db8:0:0:1:0:0:0")->str(), "2001:db8:0:0:1::");
    EXPECT_EQ(parse_ip("1:0:2:0:3:0:4:0")->str(), "1:0:2:0:3:0:4:0");
    EXPECT_EQ(parse_ip("::")->str(), "::");
}

}  // namespace
}  // namespace duwang
