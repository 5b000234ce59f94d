#include "config/norms_file.h"

#include <gtest/gtest.h>

#include "core/calendar.h"

namespace duwang::config {
namespace {

Date day(std::string_view text) { return parse_date(text).value_or(Date{}); }

// OP-34: what applies is what was in force on the trigger date.
TEST(NormsFile, TheNormInForceOnTheTriggerDateApplies) {
    const NormsLoad load = load_norms(DUWANG_SOURCE_DIR "/config/norms.yaml");
    ASSERT_TRUE(load.errors.empty()) << load.errors[0].what;
    struct Row {
        const char *norm, *day, *value;
    };
    for (const Row& row : {
             Row{"reply-working-days", "2017-06-01", "15"},
             Row{"reply-working-days", "2019-05-14", "15"},
             Row{"reply-working-days", "2019-05-15", "20"},
             Row{"reply-working-days", "2022-01-01", "20"},
             Row{"annual-report-department", "2018-03-01", "03-31"},
             Row{"annual-report-department", "2020-01-01", "01-31"},
             Row{"annual-report-government", "2020-01-01", "03-31"},
             Row{"annual-report-format", "2020-01-31", "国办公开办函〔2019〕60号"},
             Row{"annual-report-format", "2022-01-31", "国办公开办函〔2021〕30号"},
             Row{"publication-working-days", "2020-04-13", "20"},
             Row{"budget-days", "2022-03-01", "20"},
             Row{"opinion-authority-hours", "2022-03-01", "5"},
             Row{"opinion-press-hours", "2022-03-01", "24"},
             Row{"opinion-other-hours", "2022-03-01", "48"},
         }) {
        const Norm* norm = load.norms.find(row.norm);
        ASSERT_NE(norm, nullptr) << row.norm;
        const NormVersion* version = in_force(*norm, day(row.day));
        ASSERT_NE(version, nullptr) << row.norm << " " << row.day;
        EXPECT_EQ(version->value, row.value) << row.norm << " " << row.day;
        EXPECT_FALSE(version->source.empty());
    }
    EXPECT_EQ(in_force(*load.norms.find("annual-report-format"), day("2019-01-31")), nullptr);
    EXPECT_EQ(load.norms.find("no-norm"), nullptr);
}

TEST(NormsFile, TheStricterOfTwoValuesWins) {
    const NormsLoad load = load_norms(DUWANG_SOURCE_DIR "/config/norms.yaml");
    struct Row {
        const char *norm, *one, *other, *wins;
    };
    for (const Row& row : {
             Row{"reply-working-days", "20", "10", "10"},
             Row{"reply-working-days", "9", "10", "9"},
             Row{"annual-report-government", "03-31", "02-09", "02-09"},
             Row{"consultation-days", "30", "7", "30"},
             Row{"consultation-days", "7", "30", "30"},
             Row{"annual-report-format", "b", "a", "b"},
         })
        EXPECT_EQ(stricter_of(*load.norms.find(row.norm), row.one, row.other), row.wins)
            << row.norm;
    const Norm& reply = *load.norms.find("reply-working-days");
    EXPECT_EQ(number_of(reply, reply.versions[1])->exact(), "20");
    const Norm& report = *load.norms.find("annual-report-department");
    EXPECT_FALSE(number_of(report, report.versions[0]));
}

TEST(NormsFile, MistakesAreToldWithTheirPlace) {
    const std::string head = "norms:\n  - id: x\n    title: X\n    unit: days\n    ";
    const std::string one = "versions: [{value: \"3\", source: S, trust: A}]";
    struct Row {
        std::string yaml;
        const char *place, *message;
    };
    for (const Row& row : {
             Row{"norms: []", "n.yaml:1:8: ", "found 0 norms"},
             Row{head + "stricter: more\n    " + one, "n.yaml:5:15: ", "write lower or higher"},
             Row{head + "versions: []", "n.yaml:5:15: ", "has 0 versions"},
             Row{head + "versions: [{value: viel, source: S, trust: A}]",
                 "n.yaml:5:24: ", "\"viel\" is no value in days; write a number"},
             Row{head + "versions: [{value: \"-3\", source: S, trust: A}]",
                 "n.yaml:5:24: ", "no value"},
             Row{head + "versions: [{value: \"3\", source: S, trust: D}]",
                 "n.yaml:5:47: ", "\"D\" is no trust"},
             Row{head + "versions: [{value: \"3\", trust: A}]", "n.yaml:5:16: ", "no \"source\""},
             Row{head + "versions: [{from: heute, value: \"3\", source: S, trust: A}]",
                 "n.yaml:5:23: ", "\"heute\" is no day"},
             Row{head + "versions: [{from: \"2022-02-01\", until: \"2022-01-01\", value: \"3\", "
                        "source: S, trust: A}]",
                 "n.yaml:5:16: ", "the end lies before the beginning"},
             Row{head +
                     "versions:\n    - {until: \"2022-02-01\", value: \"3\", source: S, trust: A}\n"
                     "    - {from: \"2022-02-01\", value: \"3\", source: S, trust: A}",
                 "n.yaml:7:7: ", "overlaps the version before it"},
             Row{head + one + "\n  - id: x\n    title: Y\n    unit: days\n    " + one,
                 "n.yaml:6:5: ", "the norm \"x\" stands twice"},
             Row{"norms:\n  - id: x\n    title: X\n    unit: weeks\n    " + one,
                 "n.yaml:4:11: ", "\"weeks\" is no unit; write working_days"},
             Row{"norms:\n  - id: x\n    title: X\n    unit: month_day\n    versions: [{value: "
                 "\"1.31\", source: S, trust: A}]",
                 "n.yaml:5:24: ", "write \"01-31\""},
             Row{"norms:\n  - id: x\n    title: X\n    unit: text\n    stricter: lower\n    " + one,
                 "n.yaml:5:15: ", "words cannot be stricter"},
         }) {
        const NormsLoad load = parse_norms(row.yaml, "n.yaml");
        ASSERT_FALSE(load.errors.empty()) << row.yaml;
        EXPECT_TRUE(load.errors[0].what.starts_with(row.place)) << load.errors[0].what;
        EXPECT_NE(load.errors[0].what.find(row.message), std::string::npos) << load.errors[0].what;
    }
    EXPECT_FALSE(load_norms("/nonexistent").errors.empty());
}

}  // namespace
}  // namespace duwang::config
