// What reading facts from a tree costs, beside building one with Gumbo. Run under callgrind by
// tests/bench/facts, which counts the instructions of one of the two functions below:
//   facts WHAT pages LIST FOLDER   pages of make_pages, every hundredth of the list
//   facts WHAT lists|articles      pages like lists and like articles of portals
// WHAT is read (facts of lists and articles, given the tree) or gumbo (its parse).
#include <fmt/format.h>
#include <gumbo.h>

#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/charset.h"
#include "crawler/article/words.h"
#include "crawler/list/words.h"
#include "crawler/page/mark_words.h"
#include "crawler/page/page_reader.h"
#include "crawler/page/structure.h"

namespace {

namespace crawler = duwang::crawler;
using duwang::PageFacts;

constexpr int pages_apart = 100;

// Everything a reader of pages keeps between them.
struct Reader {
    crawler::ReaderRules rules;
    crawler::MarkWords marks{rules.marks};
    crawler::ListWords lists{rules.lists};
    crawler::ArticleWords articles{rules.articles};
    crawler::DocumentRules documents;
    crawler::StructureWords words{lists, articles, documents};
    crawler::TargetCache targets{rules.urls, marks.addresses};
};

}  // namespace

// Named, so that callgrind can be told to count inside of them only.
extern "C" [[gnu::noinline]] void counted_reading(const duwang::html::Document& document,
                                                  std::string_view text,
                                                  const crawler::PageContext& context,
                                                  Reader& reader, PageFacts& facts);
extern "C" [[gnu::noinline]] GumboOutput* counted_gumbo(const std::string& text);

void counted_reading(const duwang::html::Document& document, std::string_view text,
                     const crawler::PageContext& context, Reader& reader, PageFacts& facts) {
    crawler::read_tree(document, text, context, reader.words, reader.targets, facts);
}

GumboOutput* counted_gumbo(const std::string& text) {
    return gumbo_parse_with_options(&kGumboDefaultOptions, text.data(), text.size());
}

namespace {

struct Page {
    std::string path, text;
};

constexpr std::array<std::string_view, 8> columns{"政务公开", "通知公告", "政策文件", "机构职能",
                                                  "部门动态", "财政信息", "应急管理", "互动交流"};

// Menus, sides and a footer, as they stand around the contents of nearly every page.
std::string framed(std::string_view title, std::string_view contents) {
    std::string page = fmt::format(
        "<!DOCTYPE html><html><head><title>{0}-清源县人民政府</title><meta name=\"SiteName\" "
        "content=\"清源县人民政府\"><link rel=\"stylesheet\" href=\"/a.css\"></head><body><div "
        "class=\"header\"><ul class=\"nav\">\n",
        title);
    for (std::size_t i = 0; i < 40; ++i)
        page += fmt::format(
            "    <li class=\"nav-item\"><a href=\"/col{0}/index.html\" target=\"_blank\" "
            "title=\"{1}\">{1}</a></li>\n",
            i, columns[i % columns.size()]);
    page +=
        "</ul></div><div class=\"position\">当前位置：<a href=\"/\">首页</a> &gt; <a "
        "href=\"/gk/\">政务公开</a></div>\n<div class=\"main\">\n";
    page += contents;
    page += "</div>\n<div class=\"footer\"><div class=\"links\">";
    for (std::size_t i = 0; i < 30; ++i)
        page += fmt::format("<a href=\"http://www.x{}.gov.cn/\">友情{}</a>\n", i,
                            columns[i % columns.size()]);
    return page +
           "</div><p>主办：清源县人民政府办公室 网站标识码：9901000001</p></div></body></html>";
}

std::string list_page(int page) {
    std::string contents = "<ul class=\"list\">\n";
    for (int i = 0; i < 60; ++i)
        contents += fmt::format(
            "    <li><a href=\"./2026{0:02}/t2026{0:02}{1:02}_{2}{3}.html\" target=\"_blank\" "
            "title=\"关于印发清源县第{3}号农业农村工作实施方案的通知\">关于印发清源县第{3}"
            "号农业农村"
            "工作实施方案的…</a><span class=\"date\">2026-{0:02}-{1:02}</span></li>\n",
            1 + i % 9, 1 + i % 28, page, i);
    contents += "</ul><script>createPageHTML(27,0,\"index\",\"html\");</script>";
    return framed("通知公告", contents);
}

std::string article_page(int page) {
    std::string contents = fmt::format(
        "<table class=\"xxgk\"><tr><td>索&ensp;引&ensp;号：</td><td>QY/2026-{0:05}</td>"
        "<td>主题分类：</td><td>农业</td></tr><tr><td>发文机关：</td><td>清源县人民政府</td>"
        "<td>成文日期：</td><td>2026年8月20日</td></tr><tr><td>发文字号：</td>"
        "<td>清政发〔2026〕{0}号</td><td>发布日期：</td><td>2026年8月25日</td></tr></table>\n"
        "<h1 class=\"title\">关于印发清源县第{0}号实施方案的通知</h1><div class=\"info\">发布时间："
        "2026-08-25 10:03　来源：清源县人民政府办公室</div><div class=\"TRS_Editor\">\n",
        page);
    for (int i = 0; i < 60; ++i)
        contents += fmt::format(
            "<p style=\"text-indent: 2em; line-height: 1.75em;\"><span style=\"font-family: "
            "仿宋_GB2312; font-size: 16pt;\">第{}条　为了加强全县农业农村工作，根据《某某条例》{}"
            "的规定，结合本县实际，制定本实施方案。</span></p>\n",
            i + 1, i % 6 == 0 ? fmt::format("（甲政发〔20{:02}〕3号）", i % 20) : std::string());
    contents +=
        "<p>附件：<a href=\"./W02026082551830030.docx\">申请表</a></p><p>清源县人民政府</p>"
        "<p>2026年8月20日</p></div>\n";
    return framed("关于印发实施方案的通知", contents);
}

std::vector<Page> made_pages(std::string_view set) {
    std::vector<Page> pages;
    for (int i = 0; i < 20; ++i)
        pages.push_back({fmt::format("/gk/2026/t20260825_{}.html", i),
                         set == "lists" ? list_page(i) : article_page(i)});
    return pages;
}

std::vector<Page> stored_pages(const char* list, const std::string& folder) {
    std::vector<Page> pages;
    std::ifstream paths(list);
    int line = 0;
    for (std::string path; std::getline(paths, path);) {
        if (line++ % pages_apart != 0) continue;
        std::ifstream file(folder + path, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        pages.push_back({path, duwang::decode(bytes, duwang::sniff_charset(bytes, {}).name).text});
    }
    return pages;
}

// What the streaming reader found is there before, where links lead to as well; only the reading of
// the tree is counted.
void read(const Page& page, Reader& reader) {
    crawler::PageContext context;
    context.url = *duwang::parse_url("http://www.bench.gov.cn" + page.path);
    context.content_type = "text/html; charset=utf-8";
    context.as_of = {2026, 9, 30};
    PageFacts facts = crawler::read_page(page.text, context, reader.rules).facts;
    reader.targets.set_base(context.url, "utf-8");
    const duwang::html::Document document(page.text);
    for (duwang::html::Node at = document.root(); at; at = at.next(document.root()))
        if (at.has_attr("href")) reader.targets.find(at.attr("href"));
    counted_reading(document, page.text, context, reader, facts);
}

}  // namespace

int main(int count, char** arguments) {
    const std::string_view what = count > 1 ? arguments[1] : "";
    const std::string_view set = count > 2 ? arguments[2] : "";
    const bool stored = set == "pages" && count == 5;
    if ((what != "read" && what != "gumbo") || (!stored && set != "lists" && set != "articles")) {
        fmt::print(stderr, "usage: facts read|gumbo lists|articles|pages [LIST FOLDER]\n");
        return 2;
    }
    Reader reader;
    for (const Page& page : stored ? stored_pages(arguments[3], arguments[4]) : made_pages(set)) {
        if (what == "read")
            read(page, reader);
        else
            gumbo_destroy_output(&kGumboDefaultOptions, counted_gumbo(page.text));
    }
    return 0;
}
