#include "reports/format/assessment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "core/csv.h"
#include "core/json.h"
#include "reports/edition.h"
#include "reports/explain_assessment.h"
#include "reports/utf8.h"
#include "tests/reports/assessment_sample.h"

namespace duwang::reports {
namespace {

using Printer = std::function<std::string(const AssessmentReport&)>;

const std::map<std::string, Printer>& printers() {
    static const std::map<std::string, Printer> all{
        {"json", assessment_json},
        {"csv", assessment_csv},
        {"table", assessment_table},
        {"page", assessment_page},
        {"explain",
         [](const AssessmentReport& report) {
             std::string text;
             for (const char* unit : {"liangzhou", "minqin", "tianzhu", "shifan"})
                 text += explain_assessment(report, unit);
             return text;
         }},
    };
    return all;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

Edition without(std::initializer_list<Shown> hidden) {
    Edition edition = full_edition();
    for (Shown what : hidden) edition.shown.erase(what);
    return edition;
}

Edition public_edition() {
    Edition edition;
    edition.id = "public";
    edition.title = "公开版";
    edition.shown = {Shown::grade, Shown::rank};
    return edition;
}

Edition unit_edition() {
    Edition edition = without({Shown::ratings, Shown::people});
    edition.id = "unit";
    edition.title = "单位版";
    edition.own_unit = true;
    return edition;
}

// What must not be there is searched for in the printed bytes of every format: the public list has
// no internal evidence (WW-P-20), indicator tables are not public (WW-P-27).
TEST(Editions, HiddenThingsStandInNoFormat) {
    struct Row {
        const char* what;
        Edition edition;
        std::vector<std::string> words;
    };
    const std::vector<Row> rows{
        {"people", without({Shown::people}), {"SECRET-PERSON"}},
        {"reasons", without({Shown::reasons}), {"SECRET-REASON"}},
        {"bases", without({Shown::bases}), {"SECRET-BASIS", "SECRET-ARTICLE"}},
        {"attachments", without({Shown::attachments}), {"SECRET-FILE", std::string(64, 'f')}},
        {"ratings", without({Shown::ratings}), {"SECRET-RATER", "86.5", "89.5"}},
        {"indicators", without({Shown::indicators}), {"SECRET-INDICATOR"}},
        {"standing", without({Shown::standing}), {"SECRET-NOTE"}},
        {"bounds", without({Shown::bounds}), {"59.72", "59.73", "89.72", "89.73"}},
        {"grade", without({Shown::grade}), {"良好"}},
        {"conversion", without({Shown::conversion}), {"4.33625", "4.34"}},
        {"sources",
         without({Shown::sources}),
         {"SECRET-PERSON", "SECRET-REASON", "SECRET-BASIS", "SECRET-RATER", "SECRET-FILE",
          "SECRET-INDICATOR"}},
        {"composition",
         without({Shown::composition}),
         {"SECRET-PERSON", "SECRET-INDICATOR", "84.25", "=日常考评", "年度测评", "0.3 ×"}},
        {"open results", without({Shown::open_results}), {"59.7251", "89.7251", "59.73", "89.73"}},
        {"public",
         public_edition(),
         {"SECRET", "84.25", "59.7", "4.34", "日常考评", "13912345678"}},
        {"unit", unit_edition(), {"SECRET-PERSON", "SECRET-RATER", "86.5", "89.5"}},
    };
    const AssessmentReport everything = sample_report_of(full_edition());
    for (const Row& row : rows)
        for (const auto& [format, print] : printers()) {
            const std::string text =
                print(sample_report_of(row.edition, row.edition.own_unit ? "liangzhou" : ""));
            for (const std::string& word : row.words) {
                if (word == "SECRET") continue;
                EXPECT_FALSE(has(text, word))
                    << row.what << " leaks " << word << " into " << format;
            }
            EXPECT_FALSE(row.edition.id == "public" && has(text, "SECRET")) << format;
        }
    // The words are there when they may be, or the test above would prove nothing.
    for (const Row& row : rows)
        for (const std::string& word : row.words) {
            const bool said = std::ranges::any_of(
                printers(), [&](const auto& one) { return has(one.second(everything), word); });
            EXPECT_TRUE(said || word == "13912345678") << word << " is never printed";
        }
}

TEST(Editions, AUnitSeesOnlyItself) {
    for (const auto& [format, print] : printers()) {
        const std::string text = print(sample_report_of(unit_edition(), "liangzhou"));
        EXPECT_TRUE(has(text, "凉州区")) << format;
        for (const char* other : {"民勤", "minqin", "天祝", "tianzhu", "示范区"})
            EXPECT_FALSE(has(text, other)) << format << " " << other;
        EXPECT_FALSE(has(print(sample_report_of(unit_edition())), "凉州区")) << format;
    }
}

TEST(Editions, WhatPeopleWroteCannotRepeatWhatIsHidden) {
    Assessment assessment = sample_assessment();
    UnitAssessment& unit = assessment.groups[0].units[0];
    unit.base.note = "由 SECRET-PERSON 认定";
    unit.why = "SECRET-RATER 没有评价自己，等";
    unit.base.lines[0].sources[0].object = "SECRET-PERSON 的记录";
    const Assessment cut = for_edition(assessment, without({Shown::people, Shown::ratings}));
    EXPECT_EQ(cut.groups[0].units[0].base.note, "（略）");
    EXPECT_EQ(cut.groups[0].units[0].why, "（略）");
    EXPECT_EQ(cut.groups[0].units[0].base.lines[0].sources[0].object, "（略）");
    EXPECT_EQ(cut.groups[0].units[0].base.arithmetic, unit.base.arithmetic);
}

TEST(Editions, TheFullOneChangesNothing) {
    const Assessment assessment = sample_assessment();
    EXPECT_EQ(to_json(for_edition(assessment, full_edition())).dump(2),
              to_json(assessment).dump(2));
}

// A partial run can never look complete, whatever the edition shows.
TEST(AssessmentReport, StartsWithCoverageOfAllUnits) {
    for (const Edition& edition : {full_edition(), public_edition(), unit_edition()}) {
        const AssessmentReport report = sample_report_of(edition, "liangzhou");
        for (const char* format : {"csv", "table", "page"}) {
            const std::string text = printers().at(format)(report);
            EXPECT_TRUE(has(text, "考评单位 4 个：已定 1，暂定 1，待录 1，不参评 1")) << format;
            for (const char* fact : {"2023-01-31", "2022-01-01"})
                EXPECT_TRUE(has(text, fact)) << format << " " << fact;
            EXPECT_TRUE(has(text, std::string(64, 'a'))) << format;
            EXPECT_TRUE(has(text, std::string(64, 'c'))) << format;
        }
        const Json json = Json::parse(assessment_json(report)).value();
        const Json& coverage = json["versions"].items()[0]["coverage"];
        EXPECT_EQ(coverage["units"].number(), 4);
        EXPECT_EQ(coverage["standings"]["final"].number(), 1);
        EXPECT_EQ(coverage["standings"]["pending"].number(), 1);
    }
}

TEST(AssessmentReport, TheVersionInForceStandsFirst) {
    const AssessmentReport report = sample_report_of(full_edition());
    EXPECT_EQ(report.versions[0].version, "1");
    EXPECT_EQ(report.versions[1].version, "0");
    for (const auto& [format, print] : printers()) {
        const std::string text = print(report);
        if (format == "table" || format == "page") {
            EXPECT_LT(text.find("第 1 版"), text.find("第 0 版")) << format;
        }
    }
}

TEST(AssessmentJson, HoldsEveryValueExactAndRounded) {
    const Json json = Json::parse(assessment_json(sample_report_of(full_edition()))).value();
    EXPECT_EQ(json["format"].text(), "duwang-assessment-1");
    const Json& group = json["versions"].items()[0]["groups"].items()[0];
    const Json& unit = group["units"].items()[0];
    EXPECT_EQ(unit["total_low"]["exact"].text(), "86.725");
    EXPECT_EQ(unit["total_low"]["rounded"].text(), "86.73");
    EXPECT_EQ(unit["converted_exact"].text(), "4.33625");
    const Json& daily = unit["base"]["lines"].items()[0];
    EXPECT_EQ(daily["share"]["exact"].text(), "0.3");
    EXPECT_EQ(daily["share"]["rounded"].text(), "0.3000");
    EXPECT_EQ(daily["sources"].items()[0]["attachments"].items()[0]["bytes"].number(), 1024);
    EXPECT_TRUE(unit["bonus"].is_null());
    EXPECT_EQ(group["units"].items()[1]["base"]["lines"].items()[0]["standing"].text(), "pending");
}

TEST(AssessmentCsv, OneRowPerUnitAndLineWithoutFormulas) {
    const std::string csv = assessment_csv(sample_report_of(full_edition()));
    const auto rows = parse_csv(csv, "x.csv").value();
    // Two versions; 5 lines, 5, 1, 1 of the four units.
    ASSERT_EQ(rows.size(), 1u + 2 * 12);
    for (const CsvRow& row : rows) EXPECT_EQ(row.fields.size(), rows[0].fields.size());
    EXPECT_TRUE(has(csv, "\"'=日常考评\""));
    EXPECT_EQ(parse_csv(assessment_csv(sample_report_of(public_edition())), "x").value().size(),
              1u + 2 * 4);
}

TEST(AssessmentTable, ColumnsStandUnderEachOther) {
    AssessmentReport report = sample_report_of(full_edition());
    report.versions.resize(1);
    const std::string text = assessment_table(report);
    EXPECT_TRUE(has(text, "59.73–89.73"));
    std::vector<std::size_t> widths;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        for (const char* state : {"  状态", "  已定", "  暂定", "  待录", "  不参评"})
            if (line.ends_with(state) && !has(line, "："))
                widths.push_back(display_width(line) - display_width(state));
    }
    ASSERT_EQ(widths.size(), 5u);
    for (std::size_t width : widths) EXPECT_EQ(width, widths[0]) << text;
}

TEST(AssessmentTable, NothingPendingLooksLikeZero) {
    const std::string text = assessment_table(sample_report_of(full_edition()));
    const std::size_t at = text.find("天祝县");
    ASSERT_NE(at, text.npos);
    const std::string line = text.substr(at, text.find('\n', at) - at);
    EXPECT_FALSE(has(line, "0")) << line;
    EXPECT_TRUE(has(line, "待录")) << line;
}

TEST(AssessmentPage, EscapesWhatPeopleWrote) {
    const std::string page = assessment_page(sample_report_of(full_edition()));
    EXPECT_FALSE(has(page, "<script>"));
    EXPECT_TRUE(has(page, "民勤县&lt;script&gt;"));
    EXPECT_TRUE(has(page, "年度测评 &lt;b&gt;"));
    EXPECT_FALSE(has(page, "13912345678"));
    EXPECT_FALSE(has(page, "http://"));
}

// From every score to what it rests on (WW-P-26).
TEST(AssessmentExplain, WorksThroughEveryLevel) {
    const AssessmentReport report = sample_report_of(full_edition());
    const std::string text = explain_assessment(report, "liangzhou");
    for (const char* part :
         {"凉州区（liangzhou） 已定", "方案 wuwei-2022 第 1 版", "满分 100，得 86.725（≈ 86.73）",
          "算式 0.3 × 90 + 0.5 × 84.25 + 0.2 × 88 = 86.725", "\n      leading 成员单位（评价主体）",
          "录分 90；理由 SECRET-REASON", "录入人 SECRET-PERSON；2023-01-11",
          "附件 SECRET-FILE.jpg（1024 字节）SHA-256 ffff", "01a  SECRET-INDICATOR  10 − 2 = 8",
          "批次 2022-annual，指标体系 wuwei-2022-county，第 2 次发布", "总分 86.725，公布 86.73",
          "等次 良好（80—90分）", "名次未定，可能是 1–2",
          "绩效折算 min(86.725, 100) ÷ 100 × 5 = 4.33625"})
        EXPECT_TRUE(has(text, part)) << part << "\n" << text;
    EXPECT_FALSE(has(text, "13912345678"));
    const std::string one = explain_assessment(report, "liangzhou", "leading");
    EXPECT_TRUE(has(one, "(86.5 + 89.5) ÷ 2 = 88"));
    EXPECT_FALSE(has(one, "年度测评"));
    EXPECT_EQ(explain_assessment(report, "liangzhou", "result/mutual/leading"), one);
    EXPECT_EQ(explain_assessment(report, "nobody"), "");
    EXPECT_EQ(explain_assessment(report, "liangzhou", "nothing"), "");
}

TEST(AssessmentReport, IsTheSameEveryTime) {
    for (const auto& [format, print] : printers())
        EXPECT_EQ(print(sample_report_of(full_edition())), print(sample_report_of(full_edition())));
}

}  // namespace
}  // namespace duwang::reports
