// YAML: places, bounds, trees built by hand, and what is written reads back.
#include "core/yaml.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "core/yaml_text.h"

namespace duwang {
namespace {

Yaml parsed(std::string_view text) {
    auto yaml = Yaml::parse(text, "a.yaml");
    EXPECT_TRUE(yaml) << yaml.error().what << "\n" << text;
    return yaml ? *yaml : Yaml();
}

std::string refusal(std::string_view text) {
    auto yaml = Yaml::parse(text, "a.yaml");
    return yaml ? "read" : yaml.error().what;
}

TEST(YamlTree, PlacesCountCharacters) {
    const Yaml yaml = parsed("标题: 甲\n表: {中文: [一, 二]}\n空: ~\n空引: \"~\"\n");
    EXPECT_EQ(yaml["标题"].place(), "a.yaml:1:5");
    EXPECT_EQ(yaml["表"]["中文"].items()[1].place(), "a.yaml:2:13");
    EXPECT_FALSE(yaml["空"]);
    EXPECT_EQ(yaml["空引"].text(), "~");
    EXPECT_FALSE(yaml["没有"]);
    EXPECT_EQ(yaml["没有"].place(), "a.yaml");
    EXPECT_FALSE(parsed(""));
    EXPECT_FALSE(parsed("# nothing\n"));
}

TEST(YamlTree, AliasesAreShared) {
    const Yaml yaml = parsed("one: &a [x, y]\ntwo: *a\n");
    ASSERT_EQ(yaml["two"].items().size(), 2u);
    EXPECT_EQ(yaml["two"].items()[1].text(), "y");
    EXPECT_EQ(yaml["two"].place(), "a.yaml:1:6");
}

TEST(YamlTree, BillionLaughsStayBounded) {
    std::string text = "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n";
    for (int i = 1; i < 30; ++i) {
        std::string line = "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int j = 0; j < 9; ++j) line += (j ? ", *a" : "*a") + std::to_string(i - 1);
        text += line + "]\n";
    }
    EXPECT_NE(refusal(text).find("more than 1000000 values; split the file"), std::string::npos)
        << refusal(text);
}

TEST(YamlTree, DepthIsBounded) {
    EXPECT_EQ(refusal(std::string(90, '[') + std::string(90, ']')), "read");
    for (int depth : {110, 100'000}) {
        const std::string text(static_cast<std::size_t>(depth), '[');
        EXPECT_NE(refusal(text + std::string(text.size(), ']')), "read") << depth;
    }
    // Depth that only comes about by aliases.
    std::string text = "a0: &a0 [x]\n";
    for (int i = 1; i < 150; ++i)
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" +
                std::to_string(i - 1) + "]\n";
    EXPECT_NE(refusal(text).find("nested deeper than 100 levels"), std::string::npos);
    EXPECT_NE(refusal("a: &a [*a]").find("an alias inside what it stands for"), std::string::npos);
}

TEST(YamlTree, OneDocumentOnly) {
    EXPECT_EQ(refusal("---\na: 1\n...\n"), "read");
    EXPECT_EQ(refusal("[2022]3号"),
              "a.yaml:1:7: more behind the end of the document; keep one document");
    EXPECT_NE(refusal("a: 1\n---\nb: 2\n"), "read");
}

TEST(YamlTree, BuiltByHandCarriesThePlaceOfItsCell) {
    const Yaml id = Yaml::scalar("3.01", "表.xlsx:指标!A2");
    const Yaml row = Yaml::map({{Yaml::scalar("id", "表.xlsx:指标!A1"), id}}, "表.xlsx:指标!2");
    EXPECT_EQ(row["id"].text(), "3.01");
    EXPECT_EQ(row["id"].error("x").what, "表.xlsx:指标!A2: x");
    EXPECT_EQ(row["title"].place(), "表.xlsx:指标!2");
    EXPECT_TRUE(same_tree(row, parsed("id: 3.01")));
    EXPECT_FALSE(same_tree(row, parsed("id: 3.02")));
    EXPECT_FALSE(same_tree(row, parsed("[id, 3.01]")));
    EXPECT_TRUE(same_tree(parsed("{a: 1, b: [2]}"), parsed("{b: [2], a: 1}")));
    EXPECT_FALSE(same_tree(parsed("{a: 1, a: 1}"), parsed("{a: 1}")));
}

// ---- writing ----

const std::vector<std::string> odd_texts{
    "",
    " ",
    "~",
    "null",
    "true",
    "no",
    "-",
    "--",
    "- a",
    "?",
    "a: b",
    "a:b",
    "a #b",
    "#",
    "1",
    "0.5",
    "1/12",
    "2022-12-31",
    ".5",
    "+3",
    "-0.5",
    "1e3",
    "'",
    "\"",
    "\\",
    "\\n",
    "a\nb",
    "\n",
    "a\n",
    "a\n\nb",
    "a\n  b",
    " a\nb",
    "a \nb",
    "\t",
    "a\tb",
    "\r",
    "a\r\nb",
    "[",
    "]",
    "{a: b}",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    ">-",
    "%YAML",
    "@a",
    "`",
    ",",
    "=1+1",
    "<<",
    "---",
    "...",
    "指标",
    "“引号”",
    "：",
    "\xE3\x80\x80全角空格",
    "\xEF\xBB\xBF",
    "\xE2\x80\xA8",
    "\xC2\x85",
    "\x04",
    "\x7F",
    "\x01\x1F",
    "😀",
    std::string(300, 'x'),
    "长" + std::string(200, ' ') + "文",
    "评价内容" + std::string(120, 'y') + "：1. 甲 #2\n2. 乙: 丙\n（3）“丁”"};

TEST(YamlText, OddTextsReadBack) {
    for (const std::string& text : odd_texts) {
        const Yaml one = Yaml::scalar(text, "x");
        const Yaml key = Yaml::scalar("键", "x");
        const Yaml list = Yaml::list({one, one}, "x");
        for (const Yaml& tree :
             {one, list, Yaml::map({{key, one}}, "x"), Yaml::map({{key, list}}, "x"),
              Yaml::list({Yaml::map({{key, one}, {key, list}}, "x"), Yaml()}, "x"),
              Yaml::map({{key, Yaml::map({{one, one}}, "x")}}, "x")}) {
            EXPECT_TRUE(same_tree(parsed(yaml_text(tree)), tree)) << yaml_text(tree);
            EXPECT_TRUE(same_tree(parsed(yaml_flow_text(tree)), tree)) << yaml_flow_text(tree);
        }
    }
}

Yaml random_tree(std::mt19937& random, int depth) {
    const auto pick = [&](std::size_t n) { return random() % n; };
    const std::size_t kind = depth <= 0 ? 0 : pick(4);
    if (kind == 3 && depth < 4) return {};
    if (kind == 1) {
        std::vector<Yaml> items;
        for (std::size_t n = pick(5); n > 0; --n) items.push_back(random_tree(random, depth - 1));
        return Yaml::list(items, "x");
    }
    if (kind != 2) return Yaml::scalar(odd_texts[pick(odd_texts.size())], "x");
    std::vector<std::pair<Yaml, Yaml>> members;
    for (std::size_t n = pick(5); n > 0; --n)
        members.emplace_back(Yaml::scalar("k" + std::to_string(n), "x"),
                             random_tree(random, depth - 1));
    return Yaml::map(members, "x");
}

TEST(YamlText, AnyTreeReadsBack) {
    std::mt19937 random(7);
    for (int i = 0; i < 2000; ++i) {
        const Yaml tree = random_tree(random, 4);
        ASSERT_TRUE(same_tree(parsed(yaml_text(tree)), tree)) << yaml_text(tree);
        ASSERT_TRUE(same_tree(parsed(yaml_flow_text(tree)), tree)) << yaml_flow_text(tree);
    }
}

TEST(YamlText, EveryFileOfTheProjectReadsBack) {
    std::size_t files = 0;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(DUWANG_SOURCE_DIR "/config")) {
        if (entry.path().extension() != ".yaml") continue;
        ++files;
        auto tree = Yaml::load(entry.path().string());
        ASSERT_TRUE(tree) << tree.error().what;
        EXPECT_TRUE(same_tree(parsed(yaml_text(*tree)), *tree)) << entry.path();
    }
    EXPECT_GT(files, 40u);
}

TEST(YamlText, IsReadable) {
    const Yaml tree = parsed(
        "{id: '3.38', title: 网站标识, levels: [公开渠道, 政府网站], bonus: true, objects: "
        "['group:a', county], params: {expected: six}, deduct: [{finding: missing-mark, points: "
        "'0.1'}]}");
    EXPECT_EQ(yaml_text(tree),
              "id: \"3.38\"\n"
              "title: 网站标识\n"
              "levels: [公开渠道, 政府网站]\n"
              "bonus: true\n"
              "objects: [\"group:a\", county]\n"
              "params: {expected: six}\n"
              "deduct:\n"
              "  - {finding: missing-mark, points: \"0.1\"}\n");
}

}  // namespace
}  // namespace duwang
