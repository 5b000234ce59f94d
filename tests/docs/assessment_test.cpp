// docs/assessment-json.md explains every key of the result, every standing and what editions show.
#include <gtest/gtest.h>

#include <map>

#include "core/edition.h"
#include "tests/docs/page.h"
#include "tests/reports/assessment_sample.h"

namespace duwang::docs {
namespace {

using Labels = std::map<std::string, std::string>;

std::string page() { return read_source("docs/assessment-json.md"); }

Labels documented(std::string_view heading) {
    Labels labels;
    for (const auto& row : rows(section(page(), heading))) {
        EXPECT_TRUE(labels.emplace(row.at(0), row.at(1)).second) << row[0] << " stands twice";
        EXPECT_FALSE(row.at(2).empty()) << row[0];
    }
    return labels;
}

void collect(const Json& json, std::set<std::string>& keys) {
    for (const auto& [key, value] : json.members()) {
        keys.insert(key);
        collect(value, keys);
    }
    for (const Json& item : json.items()) collect(item, keys);
}

TEST(AssessmentDocs, EveryKeyIsExplained) {
    const std::string text = page();
    const std::set<std::string> explained = code_words(text);
    std::set<std::string> keys;
    collect(to_json(reports::sample_assessment()), keys);
    EXPECT_GE(keys.size(), 50u);
    for (const std::string& key : keys)
        EXPECT_TRUE(explained.contains(key) || text.find('"' + key + '"') != text.npos) << key;
}

TEST(AssessmentDocs, StandingsAreExplained) {
    Labels known;
    for (int i = 0; i <= static_cast<int>(Standing::not_evaluated); ++i) {
        const auto standing = static_cast<Standing>(i);
        known.emplace(standing_word(standing), standing_label(standing));
    }
    EXPECT_EQ(known.size(), 6u);
    EXPECT_EQ(documented("Standings (状态)"), known);
}

TEST(AssessmentDocs, WhatEditionsShowIsExplained) {
    Labels known;
    for (Shown what : full_edition().shown) known.emplace(shown_word(what), shown_label(what));
    EXPECT_EQ(known.size(), static_cast<std::size_t>(Shown::indicators) + 1);
    EXPECT_EQ(documented("What editions show (版本)"), known);
}

}  // namespace
}  // namespace duwang::docs
