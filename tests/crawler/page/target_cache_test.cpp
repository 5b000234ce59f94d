// What a reference leads to must not depend on what was asked before.
#include "crawler/page/target_cache.h"

#include <gtest/gtest.h>

#include "core/hash.h"

namespace duwang::crawler {
namespace {

const WordFinder no_marks{{}};

std::string resolved(std::string_view ref, std::string_view base, std::string_view charset) {
    auto url = resolve_url(ref, parse_url(base).value(), charset);
    return url ? std::string(url->str()) : "";
}

TEST(TargetCache, SaysTheSameAsResolvingWhateverCameBefore) {
    const std::vector<std::string> refs{"/a.html",
                                        "./t2022_1.html",
                                        "t2022_1.html",
                                        "../a.html",
                                        "?page=2",
                                        "",
                                        "#top",
                                        "//other.cn/x",
                                        "/\\other.cn/x",
                                        "http:a.html",
                                        "HTTP://X.cn/",
                                        "https://www.x.cn/a?b=政",
                                        "/search?w=信息",
                                        "a b.html",
                                        "\t/a.html",
                                        "javascript:void(0)",
                                        "mailto:a@b.cn",
                                        "\\a\\b.html",
                                        "/a.html#part",
                                        "a.html?x=1&y=2",
                                        std::string(400, 'a')};
    const std::vector<std::string> bases{
        "http://www.x.cn/gk/list/index.html", "http://www.x.cn/gk/list/index_2.html?p=1",
        "https://www.x.cn/gk/", "http://www.y.cn:8080/", "http://user@www.x.cn/gk/list/"};
    TargetCache cache({}, no_marks);
    for (int round = 0; round < 2; ++round)
        for (const std::string& base : bases)
            for (std::string_view charset : {"utf-8", "gb18030"}) {
                cache.set_base(parse_url(base).value(), charset);
                for (const std::string& ref : refs) {
                    const Target& target = cache.find(ref);
                    EXPECT_EQ(target.url, resolved(ref, base, charset)) << ref << " on " << base;
                    auto url = parse_url(target.url);
                    EXPECT_EQ(target.key, url ? hash64(url->key()) : 0) << ref;
                }
            }
}

TEST(TargetCache, ABaseElementCountsFromThePage) {
    TargetCache cache({}, no_marks);
    cache.set_base(parse_url("http://www.x.cn/a/b.html").value(), "utf-8");
    EXPECT_EQ(cache.find("c.html").url, "http://www.x.cn/a/c.html");
    cache.rebase("../z/");
    EXPECT_EQ(cache.find("c.html").url, "http://www.x.cn/z/c.html");
    cache.set_base(parse_url("http://www.x.cn/a/b.html").value(), "utf-8");
    EXPECT_EQ(cache.find("c.html").url, "http://www.x.cn/a/c.html");
}

TEST(TargetCache, PlaceholdersAndMarksAreKnownAgain) {
    const WordFinder marks({"conac.cn"}, LetterCase::any);
    TargetCache cache({}, marks);
    cache.set_base(parse_url("http://www.x.cn/").value(), "utf-8");
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(cache.find("/{{item.url}}").placeholder);
        EXPECT_TRUE(cache.find("http://bszs.conac.cn/sitename").marked);
        EXPECT_FALSE(cache.find("/index.html").marked);
    }
}

// More references and directories than it keeps, asked for again and again.
TEST(TargetCache, ForgettingChangesNoAnswer) {
    TargetCache cache({}, no_marks);
    for (int round = 0; round < 2; ++round)
        for (int directory = 0; directory < 2200; ++directory) {
            const std::string base = "http://www.x.cn/d" + std::to_string(directory) + "/";
            cache.set_base(parse_url(base + "index.html").value(), "utf-8");
            for (int i = 0; i < 10; ++i) {
                const std::string name = std::to_string(directory * 7 + i) + ".html";
                EXPECT_EQ(cache.find("t" + name).url, base + "t" + name);
                cache.expect("./t" + name);
                EXPECT_EQ(cache.find_expected("./t" + name).url, base + "t" + name);
                const std::string far = "/" + std::string(40, 'f') + name;
                EXPECT_EQ(cache.find("../.." + far).url, "http://www.x.cn" + far);
                EXPECT_EQ(cache.find(far).url, "http://www.x.cn" + far);
            }
        }
}

}  // namespace
}  // namespace duwang::crawler
