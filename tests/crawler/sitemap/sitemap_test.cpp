// Sitemaps and feeds as sites write them, and as an attacker would.
#include "crawler/sitemap/sitemap.h"

#include <zlib.h>

#include <algorithm>

namespace duwang::crawler {
namespace {

std::string gzipped(const std::string& plain) {
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string out(deflateBound(&stream, plain.size()) + 64, '\0');
    std::string copy = plain;
    stream.next_in = reinterpret_cast<Bytef*>(copy.data());
    stream.avail_in = static_cast<uInt>(copy.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

bool warns(const Sitemap& sitemap, std::string_view word) {
    return std::ranges::any_of(sitemap.warnings,
                               [&](const std::string& w) { return w.starts_with(word); });
}

std::string urls(int count) {
    std::string xml = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">";
    for (int i = 0; i < count; ++i)
        xml += "<url><loc>http://h.example/" + std::to_string(i) + "</loc></url>";
    return xml + "</urlset>";
}

TEST(Sitemap, Urlset) {
    Sitemap found = parse_sitemap(
        "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>\n<s:urlset "
        "xmlns:s='x'><s:url><s:loc>\n "
        "http://h.example/?a=1&amp;b=2 "
        "</s:loc><s:lastmod>2026-08-25</s:lastmod></s:url></s:urlset>");
    EXPECT_EQ(found.kind, "sitemap");
    ASSERT_EQ(found.entries.size(), 1u);
    EXPECT_EQ(found.entries[0].loc, "http://h.example/?a=1&b=2");
    EXPECT_EQ(found.entries[0].lastmod, "2026-08-25");
    EXPECT_TRUE(found.warnings.empty());
}

TEST(Sitemap, IndexInGzip) {
    Sitemap found = parse_sitemap(gzipped(
        "<sitemapindex><sitemap><loc>http://h.example/1.xml.gz</loc></sitemap></sitemapindex>"));
    EXPECT_EQ(found.kind, "sitemap_index");
    ASSERT_EQ(found.entries.size(), 1u);
    EXPECT_EQ(found.entries[0].loc, "http://h.example/1.xml.gz");
}

TEST(Sitemap, RssInGbk) {
    Sitemap found = parse_sitemap(
        "<?xml version=\"1.0\" encoding=\"gb2312\"?><rss "
        "version=\"2.0\"><channel><title>\xB9\xAB\xBF\xAA"
        "</title><link>http://h.example/</link><image><title>x</title><link>y</link></image><item>"
        "<title><![CDATA[a <b> \xB9\xAB]]></title><link>/1.html</link>"
        "<pubDate>Tue, 25 Aug 2026 10:03:00 GMT</pubDate></item></channel></rss>");
    EXPECT_EQ(found.kind, "rss");
    EXPECT_EQ(found.title, "公开");
    EXPECT_EQ(found.link, "http://h.example/");
    ASSERT_EQ(found.entries.size(), 1u);
    EXPECT_EQ(found.entries[0].title, "a <b> 公");
    EXPECT_EQ(found.entries[0].link, "/1.html");
    EXPECT_EQ(found.entries[0].published, "2026-08-25T10:03:00Z");
}

TEST(Sitemap, Atom) {
    Sitemap found = parse_sitemap(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><link rel='self' "
        "href='http://h/self'/>"
        "<link href='http://h/'/><entry><title>e</title><link rel='enclosure' href='http://h/f'/>"
        "<link rel='alternate' href='http://h/e'/><published>2026-08-25T10:03:00+08:00</published>"
        "<updated>2026-08-26T00:00:00Z</updated></entry></feed>");
    EXPECT_EQ(found.kind, "atom");
    EXPECT_EQ(found.link, "http://h/");
    ASSERT_EQ(found.entries.size(), 1u);
    EXPECT_EQ(found.entries[0].link, "http://h/e");
    EXPECT_EQ(found.entries[0].published, "2026-08-25T10:03:00+08:00");
    EXPECT_EQ(found.entries[0].lastmod, "2026-08-26T00:00:00Z");
}

TEST(Sitemap, LinesOfText) {
    Sitemap found = parse_sitemap("http://h.example/1\r\nhttp://h.example/2\n\nnonsense\n");
    EXPECT_EQ(found.kind, "text");
    EXPECT_EQ(found.entries.size(), 2u);
    EXPECT_TRUE(warns(found, "loc_not_absolute: 1"));
}

TEST(Sitemap, WhatIsNoSitemapIsTold) {
    EXPECT_TRUE(warns(parse_sitemap(""), "parse_error"));
    EXPECT_TRUE(warns(parse_sitemap("<html><body>404</body></html>"), "wrong_type"));
    EXPECT_TRUE(warns(parse_sitemap("<!DOCTYPE html><html></html>"), "rejected_dtd"));
    EXPECT_TRUE(warns(parse_sitemap("{}"), "parse_error"));
}

TEST(Sitemap, BrokenEntriesAreDropped) {
    Sitemap found = parse_sitemap(
        "<urlset><url><lastmod>x</lastmod></url><url><loc>/rel</loc></url>"
        "<url><loc>http://h.example/" +
        std::string(3'000, 'a') + "</loc></url><url><loc>http://h.example/ok</loc></url></urlset>");
    ASSERT_EQ(found.entries.size(), 1u);
    for (const char* word : {"loc_missing: 1", "loc_not_absolute: 1", "loc_too_long: 1"})
        EXPECT_TRUE(warns(found, word)) << word;
}

TEST(Sitemap, WhatCameBeforeAnErrorIsKept) {
    Sitemap found = parse_sitemap("<urlset><url><loc>http://h.example/1</loc></url><url><loc>http");
    EXPECT_EQ(found.entries.size(), 1u);
    EXPECT_TRUE(warns(found, "parse_error"));
}

TEST(Sitemap, EntriesHaveALimit) {
    Sitemap found = parse_sitemap(urls(50'001));
    EXPECT_EQ(found.entries.size(), 50'000u);
    EXPECT_TRUE(warns(found, "entries_max"));
    EXPECT_TRUE(parse_sitemap(urls(50'000)).warnings.empty());
}

TEST(HostileSitemap, EntitiesAreNeverExpanded) {
    std::string laughs = "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'>";
    for (char c = 'b'; c < 'z'; ++c) {
        std::string last = std::string("&") + static_cast<char>(c - 1) + ";";
        laughs += std::string("<!ENTITY ") + c + " '";
        for (int i = 0; i < 10; ++i) laughs += last;
        laughs += "'>";
    }
    Sitemap found = parse_sitemap(laughs + "]><urlset><url><loc>&y;</loc></url></urlset>");
    EXPECT_TRUE(found.entries.empty());
    EXPECT_TRUE(warns(found, "rejected_dtd"));
    EXPECT_TRUE(
        warns(parse_sitemap("<!DOCTYPE x SYSTEM 'file:///etc/passwd'><urlset/>"), "rejected_dtd"));
}

TEST(HostileSitemap, SizeDepthAndAttributesAreBounded) {
    SitemapLimits limits;
    limits.bytes_max = 1 << 20;
    EXPECT_TRUE(warns(parse_sitemap(gzipped(std::string(64 << 20, ' ')), limits), "too_large"));
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    EXPECT_TRUE(warns(parse_sitemap("<urlset>" + deep), "parse_limit"));
    std::string many = "<urlset";
    for (int i = 0; i < 100'000; ++i) many += " a" + std::to_string(i) + "=''";
    EXPECT_TRUE(warns(parse_sitemap(many + "/>"), "parse_limit"));
    std::string long_loc = "<urlset><url><loc>http://h.example/" + std::string(9 << 20, 'a');
    EXPECT_TRUE(warns(parse_sitemap(long_loc + "</loc></url></urlset>"), "loc_too_long"));
}

TEST(HostileSitemap, HalfAGzipIsTold) {
    std::string packed = gzipped(urls(1'000));
    Sitemap found = parse_sitemap(std::string_view(packed).substr(0, packed.size() / 2));
    EXPECT_TRUE(warns(found, "truncated"));
    EXPECT_FALSE(found.entries.empty());
}

struct FeedDate {
    const char *text, *iso;
};

TEST(FeedDate, Rfc822) {
    for (const FeedDate& row :
         {FeedDate{"Tue, 25 Aug 2026 10:03:00 +0800", "2026-08-25T10:03:00+08:00"},
          FeedDate{"5 Aug 26 10:03 GMT", "2026-08-05T10:03Z"},
          FeedDate{"25 Aug 2026 10:03:00", "2026-08-25T10:03:00"},
          FeedDate{"2026-08-25", "2026-08-25"},
          FeedDate{"31 Feb 2026 10:00:00 GMT", "31 Feb 2026 10:00:00 GMT"},
          FeedDate{"25 Aug 2026 99:03:00 GMT", "25 Aug 2026 99:03:00 GMT"}, FeedDate{"", ""}})
        EXPECT_EQ(iso_of_feed_date(row.text), row.iso) << row.text;
}

}  // namespace
}  // namespace duwang::crawler
