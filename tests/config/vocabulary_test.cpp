#include "config/vocabulary.h"

#include <gtest/gtest.h>

namespace duwang::config {
namespace {

TEST(Vocabulary, TheSixSectionsOfDisclosureAreThere) {
    const SectionsLoad load = load_sections(DUWANG_SOURCE_DIR "/config/vocabulary/sections.yaml");
    ASSERT_TRUE(load.errors.empty()) << load.errors[0].what;
    const SectionList* six = load.list("disclosure-six");
    ASSERT_NE(six, nullptr);
    EXPECT_EQ(six->platform_names,
              (std::vector<std::string>{"政府信息公开", "政务公开", "信息公开"}));
    std::vector<std::string> titles;
    for (const Section& section : six->sections) {
        titles.push_back(section.title);
        EXPECT_FALSE(section.id.empty());
        EXPECT_FALSE(section.aliases.empty());
    }
    EXPECT_EQ(titles,
              (std::vector<std::string>{"政策", "政府信息公开指南", "政府信息公开制度",
                                        "法定主动公开内容", "依申请公开", "政府信息公开年报"}));
    EXPECT_EQ(load.list("nothing"), nullptr);
}

TEST(Vocabulary, WordsOfListsInTheFileAreThoseBuiltIn) {
    const ListRulesLoad load = load_list_rules(DUWANG_SOURCE_DIR "/config/vocabulary/lists.yaml");
    ASSERT_TRUE(load.errors.empty()) << load.errors[0].what;
    using Rules = crawler::ListRules;
    const Rules built_in;
    for (const auto list :
         {&Rules::side_names, &Rules::side_headings, &Rules::business_heads,
          &Rules::published_heads, &Rules::empty_phrases, &Rules::sticky_words, &Rules::next_words,
          &Rules::last_words, &Rules::pager_calls, &Rules::page_variables, &Rules::record_variables,
          &Rules::size_variables, &Rules::static_variables, &Rules::title_fields,
          &Rules::date_fields, &Rules::url_fields, &Rules::total_fields,
          &Rules::page_total_fields}) {
        EXPECT_EQ(load.rules.*list, built_in.*list);
        EXPECT_FALSE((load.rules.*list).empty());
    }
    const ListRulesLoad own = parse_list_rules("next_words: [后翻]\n", "lists.yaml");
    EXPECT_EQ(own.rules.next_words, std::vector<std::string>{"后翻"});
    EXPECT_EQ(own.rules.last_words, built_in.last_words);
    EXPECT_FALSE(parse_list_rules("nextwords: [后翻]\n", "lists.yaml").errors.empty());
}

TEST(Vocabulary, MarkWordsOfTheFileAreThoseBuiltIn) {
    const MarkRulesLoad load = load_mark_rules(DUWANG_SOURCE_DIR "/config/vocabulary/marks.yaml");
    ASSERT_TRUE(load.errors.empty()) << load.errors[0].what;
    const crawler::MarkRules built_in;
    EXPECT_EQ(load.rules.provinces, built_in.provinces);
    EXPECT_EQ(load.rules.site_map, built_in.site_map);
    EXPECT_EQ(load.rules.find_error, built_in.find_error);
    EXPECT_EQ(load.rules.find_error_files, built_in.find_error_files);
    EXPECT_EQ(load.rules.phone_labels, built_in.phone_labels);
    EXPECT_EQ(load.rules.mail_labels, built_in.mail_labels);
    EXPECT_EQ(load.rules.contact_links, built_in.contact_links);
    EXPECT_EQ(load.rules.footer_names, built_in.footer_names);
    EXPECT_EQ(load.rules.accessibility, built_in.accessibility);
    EXPECT_EQ(load.rules.accessibility_files, built_in.accessibility_files);
    EXPECT_EQ(load.rules.libraries, built_in.libraries);
    EXPECT_EQ(load.rules.library_hosts, built_in.library_hosts);
    EXPECT_EQ(load.rules.rewriting_proxies, built_in.rewriting_proxies);
}

TEST(Vocabulary, AGivenListReplacesTheBuiltInOne) {
    const MarkRulesLoad load = parse_mark_rules("site_map: [网站导图]\n", "marks.yaml");
    EXPECT_TRUE(load.errors.empty());
    EXPECT_EQ(load.rules.site_map, std::vector<std::string>{"网站导图"});
    EXPECT_EQ(load.rules.find_error, crawler::MarkRules{}.find_error);
}

struct Case {
    const char* yaml;
    const char* place;
    const char* says;
};

TEST(Vocabulary, MistakesInSectionsAreNamedWithTheirPlace) {
    const Case cases[] = {
        {"", "", "found nothing"},
        {"[a]\n", "1:1", "a list"},
        {"x: 5\n", "1:4", "a text"},
        {"x:\n  sections: 5\n", "2:13", "has no sections"},
        {"x:\n  platform: [a]\n", "2:3", "has no sections"},
        {"x:\n  section: []\n  sections: []\n", "2:3", "did you mean \"sections\"?"},
        {"x:\n  sections:\n    - titel: a\n      id: b\n      title: c\n", "3:7", "\"title\"?"},
        {"x:\n  sections:\n    - id: b\n", "3:7", "has no \"title\""},
        {"x:\n  sections:\n    - {id: b, title: c, aliases: d}\n", "3:34", "write a list"},
        {"x:\n  sections:\n    - {id: b, title: c, aliases: [d, ' D']}\n", "3:38", "twice"},
        {"x:\n  sections:\n    - {id: b, title: c}\n    - {id: b, title: d}\n", "4:7",
         "another id"},
        {"x:\n  sections:\n    - {id: b, title: c}\n    - {id: d, title: e, aliases: [c]}\n", "4:7",
         "already"},
    };
    for (const Case& one : cases) {
        const SectionsLoad load = parse_sections(one.yaml, "s.yaml");
        ASSERT_EQ(load.errors.size(), 1u)
            << one.yaml << (load.errors.empty() ? "" : load.errors[0].what);
        const std::string& what = load.errors[0].what;
        EXPECT_EQ(what.find(std::string("s.yaml") + (*one.place ? ":" : "") + one.place), 0u)
            << what;
        EXPECT_NE(what.find(one.says), std::string::npos) << what;
    }
}

TEST(Vocabulary, MistakesInMarkWordsAreNamedWithTheirPlace) {
    const Case cases[] = {
        {"sitemap: [a]\n", "1:1", "did you mean \"site_map\"?"},
        {"site_map: a\n", "1:11", "write a list"},
        {"site_map: []\n", "1:11", "is empty"},
        {"site_map: [a, [b]]\n", "1:15", "write a name"},
        {"site_map: [a, '']\n", "1:15", "no usable name"},
        {"provinces: [京]\n", "1:12", "write a name"},
    };
    for (const Case& one : cases) {
        const MarkRulesLoad load = parse_mark_rules(one.yaml, "m.yaml");
        ASSERT_GE(load.errors.size(), 1u) << one.yaml;
        const std::string& what = load.errors[0].what;
        EXPECT_EQ(what.find(std::string("m.yaml:") + one.place), 0u) << what;
        EXPECT_NE(what.find(one.says), std::string::npos) << what;
    }
}

}  // namespace
}  // namespace duwang::config
