// config/vocabulary/elements.yaml says what is built in, and mistakes in it are told with their
// place.
#include "config/element_words.h"

#include <gtest/gtest.h>

namespace duwang::config {
namespace {

using Words = std::vector<std::string>;

// Every list of the rules, in order.
std::vector<Words> lists_of(const crawler::ArticleRules& rules) {
    std::vector<Words> all{rules.source,          rules.crumb,       rules.crumb_names,
                           rules.content_names,   rules.title_names, rules.related_names,
                           rules.interpretations, rules.documents,   rules.related,
                           rules.beside_heads,    rules.extensions,  rules.icon_paths,
                           rules.download_words,  rules.organ_ends};
    for (const auto* sets : {&rules.elements, &rules.dates})
        for (const crawler::LabelSet& set : *sets) all.push_back(set.labels);
    return all;
}

TEST(ElementWords, OfTheFileAreThoseBuiltIn) {
    const ArticleRulesLoad load =
        load_article_rules(DUWANG_SOURCE_DIR "/config/vocabulary/elements.yaml");
    ASSERT_TRUE(load.errors.empty()) << load.errors[0].what;
    EXPECT_EQ(lists_of(load.rules), lists_of({}));
    EXPECT_EQ(load.rules.backdated_days, crawler::ArticleRules{}.backdated_days);
}

TEST(ElementWords, AGivenListReplacesTheBuiltInOne) {
    const ArticleRulesLoad load = parse_article_rules(
        "elements: {number: [公文号]}\nsource: [供稿]\nbackdated_days: 7\n", "e.yaml");
    ASSERT_TRUE(load.errors.empty()) << load.errors[0].what;
    EXPECT_EQ(load.rules.elements[4].labels, Words{"公文号"});
    EXPECT_EQ(load.rules.elements[0].labels, crawler::ArticleRules{}.elements[0].labels);
    EXPECT_EQ(load.rules.source, Words{"供稿"});
    EXPECT_EQ(load.rules.backdated_days, 7);
}

TEST(ElementWords, MistakesAreNamedWithTheirPlace) {
    struct Case {
        const char *yaml, *place, *says;
    };
    const Case cases[] = {
        {"sources: [a]\n", "1:1", "did you mean \"source\"?"},
        {"elements: [a]\n", "1:11", "write \"key: value\""},
        {"elements: {numbr: [a]}\n", "1:12", "did you mean \"number\"?"},
        {"elements: {number: a}\n", "1:20", "write a list"},
        {"dates: {published: []}\n", "1:20", "is empty"},
        {"backdated_days: soon\n", "1:17", "write 0 to"},
    };
    for (const Case& one : cases) {
        const ArticleRulesLoad load = parse_article_rules(one.yaml, "e.yaml");
        ASSERT_GE(load.errors.size(), 1u) << one.yaml;
        const std::string& what = load.errors[0].what;
        EXPECT_EQ(what.find(std::string("e.yaml:") + one.place), 0u) << what;
        EXPECT_NE(what.find(one.says), std::string::npos) << what;
    }
}

}  // namespace
}  // namespace duwang::config
