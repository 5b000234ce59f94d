#include "core/html/char_ref.h"
#include "core/html/document.h"
#include "core/html/entity_table.h"
#include "core/html/tokenizer.h"

namespace duwang::html {
namespace {

// Writes tokens down: <a x=1>, </a>, "text", {comment}.
class Recorder : public Handler {
  public:
    void start_tag(const StartTag& tag) override {
        out += "<" + std::string(tag.name);
        for (const Attribute& a : tag.attributes)
            out += " " + std::string(a.name) + "=" + a.value();
        out += tag.self_closing ? "/>" : ">";
    }
    void end_tag(std::string_view name, std::size_t) override {
        out += "</" + std::string(name) + ">";
    }
    void text(std::string_view raw, TextKind kind, std::size_t) override {
        if (kind == TextKind::script) out += "js";
        out += "\"" + std::string(raw) + "\"";
    }
    void comment(std::string_view content, std::size_t) override {
        out += "{" + std::string(content) + "}";
    }
    std::string out;
};

std::string tokens(std::string_view document) {
    Recorder recorder;
    tokenize(document, recorder);
    return recorder.out;
}

struct Case {
    std::string name, input, expected;
};
class Tokens : public testing::TestWithParam<Case> {};
TEST_P(Tokens, AreReadAsTheStandardSays) {
    EXPECT_EQ(tokens(GetParam().input), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    Html, Tokens,
    testing::Values(
        Case{"plain", "a<B ID=x>c</B >", "\"a\"<b id=x>\"c\"</b>"},
        Case{"lone_less_than", "1 < 2 <3", "\"1 < 2 <3\""},
        Case{"M02_attributes_glued", "<meta name=\"N\"content=\"v\">", "<meta name=N content=v>"},
        Case{"H02_first_attribute_wins", "<a href=1 HREF=2>", "<a href=1>"},
        Case{"H02_curly_quotes", "<a title=“x”>", "<a title=“x”>"},
        Case{"unquoted_with_slash", "<a href=/x/>", "<a href=/x/>"},
        Case{"self_closing", "<br/><br / >", "<br/><br>"},
        Case{"stray_slash_and_equals", "<a / =x y>", "<a =x= y=>"},
        Case{"single_quotes", "<a b='\"&lt;'>", "<a b=\"<>"},
        Case{"H04_quote_never_ends", "<a title=\"x></a><p>y", "<a title=x></a><p>\"y\""},
        Case{"cut_off_tag", "x<a href=1", "\"x\""},
        Case{"H05_comment", "<!--li <a href=x> --><p>", "{li <a href=x> }<p>"},
        Case{"comment_short", "<!-->a<!--->b", "{}\"a\"{}\"b\""},
        Case{"comment_bang", "<!-- a --!>b", "{ a }\"b\""},
        Case{"comment_inner_open", "<!-- <!-- --> x", "{ <!-- }\" x\""},
        Case{"comment_without_end", "<!-- a <b>", "{ a <b>}"},
        Case{"bogus_comments", "<?xml a?><!x></ b>", "{?xml a?}{x}{ b}"},
        Case{"empty_end_tag", "a</>b", "\"a\"\"b\""}, Case{"doctype", "<!DOCTYPE html>x", "\"x\""},
        Case{"cdata_outside_svg", "<![CDATA[x]]>", "{[CDATA[x]]}"},
        Case{"cdata_in_svg", "<svg><![CDATA[a>b]]></svg>", "<svg>\"a>b\"</svg>"},
        Case{"title", "<title>a<b>&lt;</TITLE >c", "<title>\"a<b>&lt;\"</title>\"c\""},
        Case{"style", "<style>a<!-- </style>b", "<style>\"a<!-- \"</style>\"b\""},
        Case{"textarea_like_name", "<textarea></textareas></textarea>",
             "<textarea>\"</textareas>\"</textarea>"},
        Case{"svg_title_self_closing", "<svg><title/><p>", "<svg><title/><p>"},
        Case{"noscript_is_content", "<noscript><a></noscript>", "<noscript><a></noscript>"},
        Case{"iframe", "<iframe><a></iframe>", "<iframe>\"<a>\"</iframe>"},
        Case{"plaintext", "<plaintext><a></plaintext>", "<plaintext>\"<a></plaintext>\""},
        Case{"script", "<script>if(a<b)'</p>'</script>c",
             "<script>js\"if(a<b)'</p>'\"</script>\"c\""},
        Case{"script_escaped", "<script><!-- </script>c", "<script>js\"<!-- \"</script>\"c\""},
        Case{"script_double_escaped", "<script><!--<script></script>--></script>c",
             "<script>js\"<!--<script></script>-->\"</script>\"c\""},
        Case{"script_comment_closed_at_once", "<script><!--><script></script>c",
             "<script>js\"<!--><script>\"</script>\"c\""}),
    [](const auto& param) { return param.param.name; });

TEST(Tokenizer, HostileDocumentsTakeLinearTimeAndAreReported) {
    std::string attributes = "<a";
    for (int i = 0; i < 50000; ++i) attributes += " a" + std::to_string(i) + "=1";
    Recorder recorder;
    EXPECT_TRUE(tokenize(attributes + ">", recorder).attributes_dropped);
    std::string mixed;
    for (int i = 0; i < 200000; ++i) mixed += "<a b='<!--</script <![CDATA[";
    tokenize(mixed, recorder);  // ends within the time limit of the test
    const std::string value = "<a b=\"" + std::string(300 << 10, 'x') + "\">";
    EXPECT_TRUE(tokenize(value, recorder).value_cut);
}

TEST(Tokenizer, EveryPrefixOfADocumentIsReadSafely) {
    const std::string document =
        "<!DOCTYPE html><!-- c --!><script><!--<script></script>--></script><a b='c' d=\"e\" "
        "f=g/>&amp;"
        "<svg><![CDATA[x]]></svg><title>t</title></a >";
    for (std::size_t size = 0; size <= document.size(); ++size) {
        const std::vector<char> exact(document.begin(),
                                      document.begin() + static_cast<std::ptrdiff_t>(size));
        Recorder recorder;
        tokenize({exact.data(), exact.size()}, recorder);
        EXPECT_LE(recorder.out.size(), 3 * document.size());
    }
}

class References : public testing::TestWithParam<Case> {};
TEST_P(References, AreDecodedOnce) {
    EXPECT_EQ(decode_references(GetParam().input, ReferencePlace::text), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(Html, References,
                         testing::Values(Case{"named", "&lt;&amp;&nbsp;&ensp;", "<&\u00A0\u2002"},
                                         Case{"K04_once", "&amp;amp;", "&amp;"},
                                         Case{"bare", "a&copy b &ltx", "a© b <x"},
                                         Case{"unknown", "&湖;&zzz;&", "&湖;&zzz;&"},
                                         Case{"decimal", "&#20013;&#20013x", "中中x"},
                                         Case{"hex", "&#x4E2D;&#X4e2d;", "中中"},
                                         Case{"no_digits", "&#;&#x;", "&#;&#x;"},
                                         Case{"repaired", "&#0;&#128;&#xD800;&#99999999999;",
                                              "\uFFFD€\uFFFD\uFFFD"},
                                         Case{"notin", "&notin;&notit;", "∉¬it;"}),
                         [](const auto& param) { return param.param.name; });

TEST(References, AttributesKeepQueriesThatLookLikeNames) {
    EXPECT_EQ(decode_references("?a=1&copy=2&lt=3&amp;b", ReferencePlace::attribute),
              "?a=1&copy=2&lt=3&b");
}

TEST(Document, H01_H03_ReadsWhatBrowsersRead) {
    const Document document(
        "<p>x<body><!DOCTYPE html><html><head></head><body><a href=1>湖<a "
        "href='2'>泊&nbsp;治</a></body></html>"
        "<p>after<script>no</script>");
    std::vector<std::string> links;
    const Node body = document.body();
    for (Node at = body; at; at = at.next(body))
        if (at.tag() == "a") links.push_back(std::string(at.attr("href")) + at.text());
    EXPECT_EQ(links, (std::vector<std::string>{"1湖", "2泊 治"}));
    EXPECT_EQ(body.text(), "x湖泊 治 after");
}

TEST(Document, TextKeepsInlineTogetherAndBlocksApart) {
    const Document document("<div><span>20</span><span>26</span>年<div>a</div>b<br>c</div>");
    EXPECT_EQ(document.body().text(), "2026年 a b c");
    EXPECT_EQ(document.body().first_child().children().size(), 4u);
    EXPECT_EQ(document.body().parent().tag(), "html");
}

// All names, with and without their semicolon, in both places: as Gumbo's own table has them.
TEST(References, AllNamesAreThoseOfTheStandard) {
    EXPECT_EQ(entities().size(), 2125u);
    for (const Entity& entity : entities())
        for (std::string_view end : {";", "", "=", "x"}) {
            const std::string written = "&" + std::string(entity.name) + std::string(end);
            const Document document("<a title='" + written + "'>" + written + "</a>");
            const Node link = document.body().first_child();
            const std::string text = decode_references(written, ReferencePlace::text);
            if (link.first_child().is_text()) {  // blanks alone are no text to a reader
                EXPECT_EQ(text, link.first_child().own_text());
            }
            EXPECT_EQ(decode_references(written, ReferencePlace::attribute), link.attr("title"));
        }
}

struct Excess {
    std::string name, text, note;
};
std::string times(std::size_t count, std::string_view unit) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += unit;
    return out;
}
class Flattened : public testing::TestWithParam<Excess> {};

// The page says what was left out, its end is still in the tree, and offsets are those of the page.
TEST_P(Flattened, KeepsTheRest) {
    const std::string text = GetParam().text + "<a href=/end>end</a>";
    const Document document(text);
    EXPECT_EQ(document.limit_hit(), "dom: flattened, " + GetParam().note);
    ASSERT_TRUE(document.root());
    Node end;
    for (Node at = document.root(); at; at = at.next(document.root()))
        if (at.tag() == "a" && at.attr("href") == "/end") end = at;
    ASSERT_TRUE(end);
    EXPECT_EQ(end.offset(), GetParam().text.size());
    EXPECT_EQ(end.text(), "end");
}
INSTANTIATE_TEST_SUITE_P(
    Gumbo, Flattened,
    testing::Values(
        Excess{"depth", times(5000, "<div>"), "deeper than 256 elements"},
        Excess{"depth_behind_scope", times(5000, "<div><object></div>"),
               "deeper than 256 elements"},
        Excess{"depth_of_unknown_names", times(5000, "<foo><bar></foo>"),
               "deeper than 256 elements"},
        Excess{"depth_behind_select", times(5000, "<div><select></div><input>"),
               "deeper than 256 elements"},
        Excess{"formatting", times(5000, "<b><i>"), "more than 100 open formatting elements"},
        Excess{"nested_svg", times(500, "<svg>"), "more than 16 nested svg, math or template"},
        Excess{"nested_template", times(500, "<template></svg><svg>") + times(600, "</template>"),
               "more than 16 nested svg, math or template"},
        Excess{"attributes", "<p" + times(300, " a") + ">", "more than 100 attributes in a tag"},
        Excess{"attributes_of_body", times(60, "<body a b>"),
               "too many attributes of html or body"},
        Excess{"long_value", "<p title='" + times(70000, "x") + "'>",
               "an attribute longer than 65536 bytes"},
        Excess{"open_quote", "<p title=\"x>", "a quote in a tag never ends"},
        Excess{"markup_in_raw_text", "<svg><style><div></style></svg>",
               "markup inside of raw text"}),
    [](const auto& param) { return param.param.name; });

TEST(Document, WhatIsTooDeepLiesFlatInTheLastLevel) {
    const std::string text = times(255, "<div>") + "<p>" + times(50, "<div>x") + "<a href=1>y</a>" +
                             times(50, "</div>") + "z" + times(255, "</div>") + "<p id=after>w";
    const Document document(text);
    EXPECT_EQ(document.limit_hit(), "dom: flattened, deeper than 256 elements");
    std::size_t depth = 0;
    for (Node at = document.body().first_child(); at.tag() == "div"; at = at.first_child()) ++depth;
    EXPECT_EQ(depth, 255u);
    const Node after = document.body().children().back();
    EXPECT_EQ(after.attr("id"), "after");
    EXPECT_EQ(after.parent().tag(), "body");
}

TEST(Document, TooManyElementsEndTheTree) {
    const Document document("<p id=first>" + times(210000, "<p>"));
    EXPECT_EQ(document.limit_hit(), "dom: flattened, more than 200000 elements");
    EXPECT_EQ(document.body().first_child().attr("id"), "first");
}

TEST(Document, TooLargeIsNotBuilt) {
    const Document document(times(500000, "<p>0123456789"));
    EXPECT_FALSE(document.root());
    EXPECT_EQ(document.limit_hit(), "dom: not built, larger than 4194304 bytes");
}

// The last resort, for what the bounds do not foresee.
TEST(Document, StopsBuildingAtItsMemory) {
    DomLimits limits;
    limits.tree_bytes_max = 1 << 20;
    const Document document(times(20000, "<p>x"), limits);
    EXPECT_FALSE(document.root());
    EXPECT_EQ(document.limit_hit(), "dom: not built, too costly");
}

TEST(Document, OrdinaryUnclosedTagsAreNoThreat) {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "<li><a href=x>t<p><td>";
    EXPECT_EQ(Document("<ul>" + text).limit_hit(), "");
}

}  // namespace
}  // namespace duwang::html
