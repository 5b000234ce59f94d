// Articles: what is stored comes back, pages that are none have none, and hostile ones cost little.
#include <gtest/gtest.h>

#include <ctime>

#include "crawler/article/attachments.h"
#include "crawler/article/document_elements.h"
#include "crawler/page/page_reader.h"

namespace duwang::crawler {
namespace {

PageFacts facts_of(std::string_view html) {
    PageContext context;
    context.url = *parse_url("http://www.x.gov.cn/gk/202608/t20260825_1.html");
    context.structure = true;
    context.as_of = {2026, 9, 30};
    return read_page(html, context).facts;
}

constexpr std::string_view document =
    "<title>某某办法_某县人民政府</title><div class=dqwz>当前位置：<a href=/>首页</a> &gt; "
    "正文</div>"
    "<h1>某某办法</h1><table><tr><td>索引号：</td><td>AB-1</td><td>发文字号：</"
    "td><td>某政发[2026]7号"
    "</td></tr><tr><td>发文机关：</td><td>某县人民政府</td></tr></table><div>发布时间：2026-08-25 "
    "10:03 "
    "来源：某办</div><div class=TRS_Editor><p>第一条 依据甲政发〔2020〕3号，制定本办法。</p><p><a "
    "href=W02026082551830030.doc>附件</a></p><p>某县人民政府</p><p>2026年8月20日</p></div>"
    "<h3>相关解读</h3><ul><li><a href=jd.html>解读</a></li></ul>";

TEST(Article, IsStoredAndReadAgain) {
    const PageFacts facts = facts_of(document);
    const ArticleFacts& article = facts.article;
    EXPECT_EQ(article.kind, "document");
    EXPECT_EQ(article.published, "2026-08-25T10:03");
    EXPECT_EQ(article.number.value, "某政发〔2026〕7号");
    EXPECT_EQ(article.signature, "某县人民政府");
    ASSERT_EQ(article.related.size(), 1u);
    const Json json = to_json(facts);
    EXPECT_EQ(to_json(page_facts_from_json(json)).dump(), json.dump());
    EXPECT_EQ(article_from_json(json["article"]).cited.size(), 1u);
}

TEST(Article, APageThatIsNoneStoresNothing) {
    const PageFacts facts = facts_of("<ul><li><a href=a>甲</a></li><li><a href=b>乙</a></li></ul>");
    EXPECT_TRUE(facts.article.empty());
    EXPECT_TRUE(to_json(facts)["article"].is_null());
}

TEST(Article, OffsetsLeadToTheirText) {
    const PageFacts facts = facts_of(document);
    const auto text_at = [](std::int64_t offset) {
        return document.substr(static_cast<std::size_t>(offset));
    };
    const ArticleFacts& article = facts.article;
    EXPECT_TRUE(text_at(article.title_offset).starts_with("某某办法"));
    EXPECT_TRUE(text_at(article.source_offset).starts_with("某办"));
    EXPECT_TRUE(text_at(article.cited[0].offset).starts_with("甲政发"));
    EXPECT_TRUE(text_at(article.attachments[0].offset).starts_with("<a"));
    for (const ArticleElement& one : article.elements)
        EXPECT_TRUE(text_at(one.offset).starts_with(one.label)) << one.key;
}

TEST(Article, ValidityIsOneOfFour) {
    EXPECT_EQ(validity_of("现行有效"), "有效");
    EXPECT_EQ(validity_of("已失效"), "失效");
    EXPECT_EQ(validity_of("废止"), "废止");
    EXPECT_EQ(validity_of("已修改"), "已修改");
    EXPECT_EQ(validity_of("有效/失效/废止"), "");
    EXPECT_EQ(validity_of("未标注"), "");
}

TEST(Article, ExtensionsOfAddresses) {
    const ArticleWords words{ArticleRules{}};
    EXPECT_EQ(attachment_extension("/a/1.DOCX", words), "docx");
    EXPECT_EQ(attachment_extension("/a/1.pdf?t=1#p2", words), "pdf");
    EXPECT_EQ(attachment_extension("/down?id=1&name=a.wps", words), "wps");
    EXPECT_EQ(attachment_extension("/a.pdf/1.html", words), "");
    EXPECT_EQ(attachment_extension("http://www.x.et/", words), "");
}

// Twice as much of anything may not cost four times as much: each is far below a second.
TEST(Article, HostilePagesCostLittle) {
    const auto many = [](std::string_view piece, std::size_t bytes) {
        std::string page = "<h1>某某办法</h1>";
        while (page.size() < bytes) page += piece;
        return page;
    };
    for (std::string_view piece :
         {"索引号：", "<td>索引号：</td>", "<p>发布时间：2026-08-25 来源：某局</p>",
          "《某政发〔2026〕7号》", "<div class=title>某某办法</div>", "<div class=TRS_Editor>",
          "<h3>相关解读</h3>", "<a href=1.doc>附件</a>", "<i onclick=\"a('1.doc','2.doc')\">",
          "（（（（2026", "<!-- 生成 -->", "<span>2</span>", "<a href=/>当前位置：</a>",
          "一：：：：：："}) {
        const std::string page = many(piece, 1 << 20);
        const std::clock_t start = std::clock();  // of this process: other load does not count
        facts_of(page);
        EXPECT_LT((std::clock() - start) / CLOCKS_PER_SEC, 5) << piece;
    }
}

}  // namespace
}  // namespace duwang::crawler
