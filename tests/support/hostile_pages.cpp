#include "tests/support/hostile_pages.h"

#include <fmt/format.h>

namespace duwang::test {
namespace {

using Write = std::function<std::string(std::size_t)>;

std::string repeated(std::string_view unit, std::size_t bytes) {
    std::string out;
    out.reserve(bytes);
    while (out.size() + unit.size() <= bytes) out += unit;
    return out;
}

// One unit over and over, between a head and a tail.
Write flood(std::string_view unit, std::string_view head = "", std::string_view tail = "") {
    return [=](std::size_t bytes) {
        return std::string(head) + repeated(unit, bytes - head.size() - tail.size()) +
               std::string(tail);
    };
}

// The same with a number in place of each '#', so that no two units are equal.
Write numbered(std::string_view unit, std::string_view head = "", std::string_view tail = "") {
    return [=](std::size_t bytes) {
        std::string out(head);
        for (std::size_t i = 0; out.size() + unit.size() + 16 + tail.size() <= bytes; ++i)
            for (char c : unit) c == '#' ? out += std::to_string(i) : out += c;
        return out + std::string(tail);
    };
}

// `count` units, then another one up to the end.
Write tower(std::string_view unit, std::size_t count, std::string_view then,
            std::string_view end = "") {
    return [=](std::size_t bytes) {
        std::string out = repeated(unit, unit.size() * count);
        return out + repeated(then, bytes - out.size() - end.size()) + std::string(end);
    };
}

std::string numbered_towers(std::size_t bytes) {
    std::string out;
    for (int i = 0; i < 90; ++i) out += fmt::format("<font size={}>", i);
    return out + repeated("<p>x", bytes - out.size());
}

std::string fat_formatting(std::size_t bytes) {
    std::string attributes;
    for (int i = 0; i < 99; ++i) attributes += fmt::format(" a{}", i);
    return numbered("<b x=#" + attributes + ">")(bytes);
}

std::string long_titles_in_depth(std::size_t bytes) {
    const std::string open = repeated("<div>", 5 * 200);
    return open + "<a href=/x title='" + std::string(bytes - 2000, 'x') + "'>1</a>";
}

std::string long_base(std::size_t bytes) {
    // As long as an address may be: every link is as long as that.
    const std::string base = "<base href='http://x.gov.cn/" + std::string(8'000, 'b') + "/'>";
    return numbered("<a href=n#>", base)(bytes);
}

std::string ajax_with_long_address(std::size_t bytes) {
    const std::string calls = "<script>" + repeated("$.ajax(", 56 * 7) + "{url:'./";
    return calls + std::string(bytes - calls.size() - 20, 'u') + "'})</script>";
}

std::vector<HostilePage> nesting() {
    return {
        {"nested_div", flood("<div>")},
        {"nested_div_100000", tower("<div>", 100000, "x")},
        {"nested_and_closed", tower("<div>", 50000, "</div>")},
        {"nested_custom", flood("<foo><bar></foo>")},
        {"nested_span", flood("<span><div></span>")},
        {"nested_form", flood("<form><div></form>")},
        {"nested_button_p", flood("<button><p><span></button>")},
        {"nested_object", flood("<div><object></div>")},
        {"nested_lists", flood("<ul><li><a href=x>2026-01-01</a>")},
        {"nested_tables", flood("<table><tr><td>")},
        {"nested_svg", flood("<svg>")},
        {"nested_svg_g", flood("<svg><g>")},
        {"nested_svg_inputs", flood("<input>", "<svg>")},
        {"nested_math", flood("<math><mi>")},
        {"nested_template", flood("<template><svg>")},
        {"towers_then_spans", tower("<template><svg>", 500, "<span>")},
        {"nested_fieldset", flood("<fieldset><legend>")},
        {"nested_quotes", flood("<blockquote><p>")},
        {"nested_ruby", flood("<ruby><rt>")},
        {"nested_frameset", flood("<frameset>")},
        {"hidden_in_frameset", flood("<frameset>", "<frameset><xmp>")},
        {"hidden_in_select", flood("<div>", "<select><xmp></select>")},
        {"hidden_in_svg_style", flood("<div>", "<svg><style></svg>")},
        {"hidden_in_cdata", flood("<div>", "<svg><p><![CDATA[ >")},
        {"selects_closed_by_input", flood("<div><select></div><input>")},
        {"selects_and_groups", flood("<optgroup><select a=99>")},
        {"deep_then_end_tags", tower("<span>", 250, "</x>")},
        {"label_below_spans", tower("<label><div>", 1, "<span>")},
        {"spans_then_labels", tower("<label><div><span>", 30000, "</label>")},
    };
}

std::vector<HostilePage> formatting() {
    return {
        {"formatting_5000", tower("<b><i><a href=x>", 5000, "x")},
        {"formatting_100000", flood("<b><i><a href=x>")},
        {"formatting_paragraphs", numbered("<b id=#><p>")},
        {"formatting_reopened", numbered_towers},
        {"formatting_fat", fat_formatting},
        {"formatting_in_cells", numbered("<table><td><b i=#>x</table>")},
        {"formatting_past_markers", numbered("<b i=#><object></b></object>")},
        {"formatting_nobr", numbered("<nobr i=#>")},
        {"formatting_in_blocks", flood("<font><div>x</font>")},
        {"misnested", flood("<b><p></b><i></p>")},
        {"misnested_links", flood("<a href=x><div><a href=y></div>")},
        {"misnested_8", flood("<a><b><i><u><div><p>x</a></b></i></u>")},
        {"nested_a", flood("<a href=x>")},
        {"nested_a_in_tables", flood("<a href=x><table><a href=y><td>")},
        {"unclosed_a_then_p", tower("<a href=x>", 1, "<p>1")},
    };
}

std::vector<HostilePage> attributes() {
    return {
        {"attributes_50000", [](std::size_t) { return numbered("a#=1 ", "<div ", ">")(500000); }},
        {"attributes_all", numbered("a# ", "<div ", ">")},
        {"attributes_equal", flood("a ", "<div ", ">")},
        {"attributes_many_tags", flood("<p a b c d e f g h i j k l m n o q r s t u v w x y z>")},
        {"attributes_svg",
         flood("<g a b c d e f g h i j k l m n o q r s t u v w x y z />", "<svg>")},
        {"attributes_body", numbered("<body a#=1 b#=2>")},
        {"attribute_cut",
         [](std::size_t bytes) {
             return "<p><a href='/x' title='" + std::string(bytes - 23, 'x');
         }},
        {"attribute_long", flood("x", "<a href='", "'>t</a>")},
        {"attribute_slashes", flood("/", "<a ", ">")},
        {"attribute_quotes", flood("<a b=\">")},
        {"attribute_references", flood("&amp", "<a href='", "'>t</a>")},
        {"unclosed_quotes", flood("<a href=\"x'>", "", "")},
        {"styles", flood("<i style='display:none'>")},
        {"alt_texts", flood("<img alt=' a b '>", "<a href=x>")},
    };
}

std::vector<HostilePage> floods() {
    return {
        {"empty_paragraphs", flood("<p>")},
        {"end_paragraphs", flood("</p>")},
        {"end_unknown", flood("</x>")},
        {"end_br", flood("</br>")},
        {"items", flood("<li>")},
        {"options", flood("<option>", "<select>")},
        {"options_outside", flood("<option><span>")},
        {"cells", flood("<td>", "<table>")},
        {"rows_fostered", flood("x<tr>", "<table>")},
        {"fostered_divs", flood("<div></div>x", "<table>")},
        {"headings", flood("<h1><h2>")},
        {"doctypes", flood("<!doctype html>")},
        {"bogus_comments", flood("<!>")},
        {"question_marks", flood("<?")},
        {"comment_openings", flood("<!--")},
        {"comment_dashes", flood("--!", "<!--")},
        {"huge_comment", flood("x-", "<!--", "-->")},
        {"nulls", [](std::size_t bytes) { return std::string(bytes, '\0'); }},
        {"nulls_in_tags",
         [](std::size_t bytes) { return repeated(std::string_view("<a\0 \0=\0>\0", 9), bytes); }},
        {"less_thans", flood("<")},
        {"less_than_slashes", flood("</")},
        {"ampersands", flood("&")},
        {"references", flood("&notin;&#x4e2d;&zzzzzzzzzzzzzzzzzzzzzzzz")},
        {"one_text", flood("x")},
        {"one_word", flood("中")},
        {"words", flood("中 ")},
        {"blanks", flood(" ")},
        {"bold_letters", flood("<b>x</b>")},
        {"breaks", flood("<br>x")},
        {"broken_utf8", flood("\xE4\xB8 \xFF")},
        {"frames", flood("<frame src=a>", "<frameset>")},
        {"titles", flood("<title>t</title>")},
        {"textareas", flood("<textarea>")},
        {"metas", flood("<meta name=a content=b>")},
        {"iframes", flood("<iframe src=a></iframe>")},
        {"images", numbered("<img src=#>")},
        {"bases", flood("<base href=a>")},
    };
}

std::vector<HostilePage> facts() {
    return {
        {"links", numbered("<a href=#>")},
        {"links_equal", flood("<a href=a>")},
        {"links_with_text", numbered("<a href=/a/#.html>标题#</a>")},
        {"links_long_base", long_base},
        {"links_dot_segments", flood("<a href=a/../../b>")},
        {"link_long_path", flood("../", "<a href='", "'>t</a>")},
        {"link_dots", flood("a.", "<a href='http://", "/'>t</a>")},
        {"list_items", numbered("<li><a href=#>标题</a>2026-01-01", "<ul>")},
        {"list_nested", flood("<ul><li><a href=x>t</a> 2026-01-01 <ul><li>")},
        {"list_one_text", flood("<div><a href=x>t</a>")},
        {"list_of_marks", tower("<div>", 200, "<i></i>", "<a href=/x>1</a>")},
        {"list_deep_links", tower("<div>", 200, "<a href=/x></a>", "1")},
        {"list_of_empty", tower("<div>", 200, "<i></i>", "1")},
        {"list_titles", long_titles_in_depth},
        {"list_pairs", flood("<dt><a href=x>t</a><dd>2026-01-01", "<dl>")},
        {"list_dotted_titles", flood("...", "<ul><li>2026-01-01<a href=x>t", "</a></ul>")},
        {"dates", flood("2026-01-01 ")},
        {"dates_in_line", flood("2026-01-01 ", "<ul><li><a href=x>", "</a></ul>")},
        {"years", flood("2026 ")},
        {"digits", flood("1")},
        {"year_and_blanks", flood("2026年&nbsp;")},
        {"records", flood("备案")},
        {"codes", flood("网站标识码：")},
        {"organisers", flood("主办：某")},
        {"phones", flood("电话：1 ")},
        {"mails", flood("邮箱：a@b")},
        {"scripts", flood("<script>document.write('<a href=x>')</script>")},
        {"script_writes", flood("document.write('<b>');", "<script>", "</script>")},
        {"script_open_calls", flood("document.write(", "<script>", "</script>")},
        {"script_loads", flood("$.ajax(", "<script>", "</script>")},
        {"script_long_address", ajax_with_long_address},
        {"script_fetches", flood("fetch(\"", "<script>", "</script>")},
        {"script_quotes", flood("'\"`", "<script>fetch", "</script>")},
        {"script_comments", flood("/*", "<script>fetch", "</script>")},
        {"script_slashes", flood("//\n", "<script>$.", "</script>")},
        {"script_unescape",
         flood("%3Cb%u4e2d", "<script>document.write(unescape('", "'))</script>")},
        {"script_escapes", flood("<!--<script>", "<script>")},
        {"script_ends", flood("</scrip", "<script>")},
        {"mailto", flood("<a href=mailto:a@b.cn>")},
        {"conac", flood("<a href=http://bszs.conac.cn/sitename?id=>")},
    };
}

std::string many_of(std::string_view part, std::size_t times) {
    std::string all;
    while (times-- > 0) all += part;
    return all;
}

// An article with something in front of its links.
Write article_with(std::string_view part, std::size_t times, std::string link) {
    return [head = "<h1>某某工作的公告</h1><p>发布时间：2026-08-25 来源：某局</p>" +
                   many_of(part, times),
            link = std::move(link)](std::size_t bytes) {
        return head + repeated(link, bytes - head.size());
    };
}

// Parts of articles that could be looked for again and again in the same links.
std::vector<HostilePage> articles() {
    return {{"nested_related", article_with("<div class=related>", 380, "<a href=/a>1</a>")},
            {"crumb_labels", article_with("当前位置：<br>", 3000,
                                          "<a href=/a>" + many_of("某某工作", 20) + "</a>")}};
}

std::vector<HostilePage> all_pages() {
    std::vector<HostilePage> all;
    for (auto* part : {&nesting, &formatting, &attributes, &floods, &facts, &articles})
        for (HostilePage& page : (*part)()) all.push_back(std::move(page));
    return all;
}

}  // namespace

const std::vector<HostilePage>& hostile_pages() {
    static const std::vector<HostilePage> all = all_pages();
    return all;
}

}  // namespace duwang::test
