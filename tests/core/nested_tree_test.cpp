// A tree made from the tokens alone is the one that the DOM parser builds, or there is none.
#include "core/html/nested_tree.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "core/html/document.h"

namespace duwang::html {
namespace {

// One line for each node.
std::string written(Node root) {
    std::string out;
    std::size_t depth = 0;
    for (Node at = root; at; at = at.next(root)) {
        depth = 0;
        for (Node up = at.parent(); up; up = up.parent()) ++depth;
        out += std::string(depth, ' ');
        out += at.is_text() ? fmt::format("\"{}\"\n", at.own_text())
                            : fmt::format("{} {}", at.offset(), at.tag());
        if (at.is_text()) continue;
        for (const char* name : {"a", "href", "title", "class", "id"})
            if (at.has_attr(name)) out += fmt::format(" {}={}", name, at.attr(name));
        out += fmt::format(" {}\n", at.number());
    }
    return out;
}

// Does a tree of the tokens exist? It must be the parser's then.
bool compare(const std::string& page) {
    Tree tree;
    if (!build_nested(page, {}, tree)) return false;
    const Document parsed = parsed_document(page);
    EXPECT_EQ(parsed.limit_hit(), "") << page;
    EXPECT_EQ(written({tree, 0}), written(parsed.root())) << page;
    return true;
}

std::string in_body(std::string_view content) {
    return "<!DOCTYPE html>\n<html lang=zh>\n<head><title>t &amp; u</title><meta charset=utf-8>"
           "<script>a<b</script></head>\n<body id=b>\n" +
           std::string(content) + "\n</body>\n</html>\n";
}

struct Case {
    std::string name, content;
    bool nests;
};
class Nested : public testing::TestWithParam<Case> {};
TEST_P(Nested, IsTheTreeOfTheParser) {
    EXPECT_EQ(compare(in_body(GetParam().content)), GetParam().nests);
}
INSTANTIATE_TEST_SUITE_P(
    Html, Nested,
    testing::Values(
        Case{"plain", "<div class=x>湖<b>泊</b> <i>治</i></div>x", true},
        Case{"list_without_ends", "<ul><li><a href=1>x</a><li>y<ul><li>z</ul></ul>", true},
        Case{"paragraphs_without_ends", "<p>a<p>b<div>c</div>d", true},
        Case{"stray_ends", "a</div> </span>b</b></li><div>x</p></div>", true},
        Case{"inner_left_open", "<div><span>x<em></em></div>y", true},
        Case{"cells_without_ends", "<table><tr><td>a<td><b>b<tr><th>c</table>d", true},
        Case{"table_in_cell", "<table><tbody><tr><td><table><tr><td>x</table></table>", true},
        Case{"select", "<select><option>a<option selected>b</select>", true},
        Case{"pre", "<pre>\n a</pre><textarea>\n\nb</textarea>", true},
        Case{"carriage_returns", "a\r\nb\r<a title='x\r\ny'>c\r\n</a>", true},
        Case{"unknown_names", "<o:p>a</o:p><ucap>b</ucap>", true},
        Case{"behind_the_body", "<div>x</div></body></html><script>y</script>z<p>a</body>b", true},
        Case{"formatting_left_open", "<div><b>x</div>y", false},
        Case{"misnested", "<b><i>x</b>y</i>", false},
        Case{"link_in_link", "<a href=1>x<a href=2>y</a>", false},
        Case{"text_in_table", "<table>x<tr><td>y</table>", false},
        Case{"foreign", "<svg><path/></svg>", false}, Case{"frames", "<frameset>", false},
        Case{"names_of_mathml", "<p><mtext><section>s", false},
        Case{"names_of_svg", "<p><desc><div>d", false},
        Case{"reference_across_a_tag", "a&am</div>p;b", false},
        Case{"line_break_across_a_tag", "x\r</i>\ny", false},
        Case{"line_feed_as_reference", "<pre>&#10;x</pre>", false},
        Case{"many_capital_letters", "<a " + std::string(4094, 'Q') + " HREF=x>y</a>", false},
        Case{"control_characters", "a\x01", false}, Case{"no_character", "\uFFFE", false},
        Case{"rare_character", "\u5FFF", false}),
    [](const auto& param) { return param.param.name; });

TEST(NestedTree, IsNotMadeBeyondTheLimitsOrWithoutABody) {
    EXPECT_FALSE(compare("<p>x"));
    EXPECT_FALSE(compare("<html><body>x"));
    EXPECT_TRUE(compare("<html><head></head><body>x"));
    EXPECT_TRUE(compare(in_body("</body><p>x")));
    std::string deep;
    for (int i = 0; i < 300; ++i) deep += "<div>";
    EXPECT_FALSE(compare(in_body(deep)));
    EXPECT_FALSE(compare(in_body("<p title='" + std::string(70'000, 'x') + "'>")));
}

// Tags drawn by chance; most of them of a few kinds, so that deep and broken structures come about.
TEST(NestedTree, OfTagsDrawnByChance) {
    static constexpr std::string_view names[] = {
        "div",    "div",        "p",        "p",        "span",     "span",   "a",      "b",
        "font",   "i",          "ul",       "ul",       "li",       "li",     "dl",     "dt",
        "dd",     "table",      "table",    "tr",       "tr",       "td",     "td",     "th",
        "tbody",  "thead",      "tfoot",    "caption",  "colgroup", "col",    "h1",     "h2",
        "form",   "select",     "option",   "optgroup", "button",   "input",  "br",     "img",
        "hr",     "pre",        "textarea", "script",   "style",    "title",  "iframe", "label",
        "em",     "o:p",        "x-y",      "section",  "main",     "header", "center", "marquee",
        "object", "blockquote", "address",  "fieldset", "meta",     "link",   "base",   "body",
        "html",   "head",       "noscript", "video",    "time",     "param",  "area",   "wbr",
        "embed",  "mtext",      "desc"};
    static constexpr std::string_view others[] = {
        " ", "\n",   "x",   " 湖 ", "&nbsp;", "&#32;", "&amp;y", "<!-- c -->", "<!DOCTYPE a>",
        "<", "\r\n", "&lt", "\r",   "&#10;",  "&am",   "p;"};
    std::mt19937 random(20260301);
    const auto below = [&](std::size_t bound) { return random() % bound; };
    int nested = 0;
    for (int page = 0; page < 60'000; ++page) {
        // A small set for each page makes tags meet that have to do with each other.
        std::vector<std::string_view> own;
        for (std::size_t i = 1 + below(6); i > 0; --i)
            own.push_back(names[below(std::size(names))]);
        std::string content;
        std::vector<std::string_view> open;
        for (std::size_t steps = 1 + below(25); steps > 0; --steps) {
            const std::string_view name = own[below(own.size())];
            const std::size_t kind = below(10);
            if (kind < 4) {
                content += fmt::format("<{}{}>", name, below(4) == 0 ? " class='k&amp;'" : "");
                open.push_back(name);
            } else if (kind < 7 && !open.empty()) {
                content += fmt::format("</{}>", open.back());
                open.pop_back();
            } else if (kind < 8) {
                content += fmt::format("</{}>", name);
            } else {
                content += others[below(std::size(others))];
            }
        }
        nested += compare(in_body(content)) ? 1 : 0;
        if (HasFailure()) return;
    }
    EXPECT_GT(nested, 10'000);
}

}  // namespace
}  // namespace duwang::html
