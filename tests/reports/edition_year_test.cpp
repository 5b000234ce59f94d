// The installed editions, applied to whole years as they are composed: whatever notes and
// arithmetic the composition writes, nothing hidden stands in the printed bytes.
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "config/editions.h"
#include "reports/explain_assessment.h"
#include "reports/format/assessment.h"
#include "tests/rules/assessment_year.h"

namespace duwang::reports {
namespace {

// A year in which much is missing, left out and late; what people are called and what they wrote
// can be searched for.
rules::AssessedYear telling_year(unsigned seed) {
    rules::AssessedYear year = rules::draw_year(seed, 4);
    std::size_t number = 0;
    for (AssessmentEntry& entry : year.entries) {
        ++number;
        entry.by = "密录入人" + std::to_string(number % 7);
        entry.reason = "密理由" + std::to_string(number);
        entry.basis = "密依据" + std::to_string(number);
        entry.attachments = {{"密照片.jpg", std::string(64, 'e'), 10}};
        if (entry.item == "by-leaders")
            entry.value = entry.rater == "市委宣传部" ? "61.3791" : "83.1793";
    }
    std::erase_if(year.entries, [&](const AssessmentEntry& entry) {
        const bool some = (entry.reason.size() + seed) % 3 == 0;
        return some && (entry.item == "by-counties" || entry.item == "q3");
    });
    for (const char* item : {"villages", "by-leaders", "b2"}) {
        AssessmentEntry entry;
        entry.kind = AssessmentEntryKind::exempt;
        entry.unit = seed % 2 == 0 ? "c1" : "*";
        entry.item = item;
        entry.reason = "密理由零";
        entry.by = "密录入人零";
        entry.at = "2022-12-01";
        year.entries.push_back(entry);
    }
    year.scores.resize(seed % 4);
    for (rules::RoundScore& score : year.scores) score.indicators = {"01  密指标：1 − 1 = 0"};
    return year;
}

std::map<std::string, std::string> printed(const AssessmentReport& report) {
    std::string explained;
    for (const char* unit : {"c0", "c1", "c2", "c3"}) explained += explain_assessment(report, unit);
    return {{"json", assessment_json(report)},
            {"csv", assessment_csv(report)},
            {"table", assessment_table(report)},
            {"page", assessment_page(report)},
            {"explain", explained}};
}

void expect_none(const AssessmentReport& report, const std::vector<std::string>& words) {
    for (const auto& [format, text] : printed(report))
        for (const std::string& word : words)
            EXPECT_EQ(text.find(word), text.npos)
                << report.edition.id << " leaks " << word << " into " << format;
}

TEST(EditionsOfAYear, LeakNothing) {
    const auto load = config::load_editions(DUWANG_SOURCE_DIR "/config/editions.yaml");
    ASSERT_TRUE(load.errors.empty());
    std::size_t told = 0;
    for (unsigned seed = 0; seed < 12; ++seed)
        for (const char* as_of : {"2022-12-15", "2023-03-01"}) {
            const Assessment result = telling_year(seed).assess(as_of);
            const auto report = [&](const char* edition, const char* unit) {
                return assessment_report({result},
                                         config::edition_of(load.editions, edition).value(), unit,
                                         "", "0.1.0");
            };
            expect_none(report("public", ""), {"密", "61.3791", "83.1793", "市委宣传部",
                                               "市政府办公室", "日常考评", "÷", "…", "还没有"});
            // Raters are other units or names of the plan; none may be told, nor who has not rated.
            expect_none(report("unit", "c0"), {"密录入人", "市委宣传部", "市政府办公室", "61.3791",
                                               "83.1793", "单位 c1\"", "单位 c2", "单位 c3"});
            for (const auto& [format, text] : printed(report("internal", "")))
                told += text.find("密理由") != text.npos && text.find("密录入人") != text.npos;
        }
    EXPECT_GT(told, 20u) << "what is searched for is never printed";
}

}  // namespace
}  // namespace duwang::reports
