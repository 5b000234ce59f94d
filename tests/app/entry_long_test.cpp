// 录入 for thousands of units: templates longer than a sheet, and what is missing of them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "core/csv.h"
#include "core/sheet.h"
#include "storage/ledger/ledger.h"
#include "tests/support/program.h"
#include "tests/support/zip.h"

namespace duwang {
namespace {

namespace fs = std::filesystem;
using test::ProgramEnd;
using test::read_text;
using test::run_program;
using test::write_text;

class EntryLong : public testing::Test {
  protected:
    // Counties u0, u1 …, under a plan of these parts.
    void make(int units, const std::string& parts) {
        ASSERT_EQ(run_program({"init", ws()}).exit_code, 0);
        std::string table = "id,name,kind\n";
        for (int i = 0; i < units; ++i) table += fmt::format("u{},第{}县人民政府,county\n", i, i);
        write_text(ws() + "/units.csv", table);
        write_text(ws() + "/sites.csv", "id,name,home,hosts,owner\n");
        write_text(ws() + "/columns.csv", "unit,site,kind,address\n");
        const ProgramEnd end = run({"inventory", "import"});
        ASSERT_EQ(end.exit_code, 0) << end.err;
        fs::create_directories(ws() + "/assessments/city");
        write_text(ws() + "/assessments/city/plan.yaml",
                   "id: city\ntitle: 某市\nversion: \"1\"\neffective_from: \"2022-01-01\"\n"
                   "period: {from: \"2022-01-01\", until: \"2022-12-31\"}\ngroups:\n"
                   "  - id: county\n    title: 县区\n    objects: [county]\n    result:\n"
                   "      parts:\n" +
                       parts);
    }
    std::string ws() const { return folder_.path("ws"); }
    std::string at(const std::string& name) const { return folder_.path(name); }
    ProgramEnd run(std::vector<std::string> arguments,
                   const test::ProgramLimits& limits = {}) const {
        arguments.insert(arguments.end(), {"-w", ws()});
        return run_program(arguments, limits);
    }
    // "录分 19999|录分2 19999|填写说明 …": the sheets of a workbook with their rows below the
    // header.
    std::string sheets_of(const std::string& name) const {
        const auto book = read_workbook(read_text(at(name)), name);
        if (!book) return book.error().what;
        std::string all;
        for (const Sheet& sheet : book->sheets)
            if (sheet.name != "填写说明")
                all += fmt::format("{}{} {}", all.empty() ? "" : "|", sheet.name,
                                   sheet.rows.size() - 1);
        return all;
    }
    std::vector<AssessmentEntry> entered() const {
        auto ledger = storage::Ledger::open(ws() + "/ledger.sqlite").value();
        return ledger->assessment_entries("city").value();
    }

    test::TempFolder folder_;
};

TEST_F(EntryLong, ATemplateGoesOnOverSheetsAndFilesThatAreReadBack) {
    std::string parts;
    for (int i = 0; i < 6; ++i)
        parts += fmt::format("        - {{id: q{}, title: 日常, share: \"{}%\", mark: {{}}}}\n", i,
                             i < 4 ? 20 : 10);
    ASSERT_NO_FATAL_FAILURE(make(10'100, parts));  // 60,600 rows
    ProgramEnd end = run({"template", "marks", "city", at("m.csv")});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    EXPECT_EQ(end.out, fmt::format("{}：19999 行\n{}：19999 行\n{}：19999 行\n{}：603 行\n",
                                   at("m.csv"), at("m-2.csv"), at("m-3.csv"), at("m-4.csv")));
    EXPECT_EQ(parse_csv(read_text(at("m.csv")), "m")->size(), sheet_rows_max);
    // The last row of the last file.
    std::string last = read_text(at("m-4.csv"));
    const std::size_t row = last.rfind("\"u10099\"");
    ASSERT_NE(row, std::string::npos);
    EXPECT_NE(last.find("\"q5\"", row), std::string::npos);
    last.replace(row, std::string::npos, "u10099,,q5,,,,90,评,,王,2022-12-30,\r\n");
    write_text(at("m-4.csv"), last);
    end = run({"import", "city", at("m.csv"), at("m-2.csv"), at("m-3.csv"), at("m-4.csv")});
    EXPECT_EQ(end.out, "已录入 1 项；60599 行没有填写\n") << end.err;
    ASSERT_EQ(entered().size(), 1u);
    EXPECT_EQ(entered()[0].unit, "u10099");

    end = run({"template", "marks", "city", at("m.xlsx")});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    EXPECT_EQ(end.out, fmt::format("{}：59997 行\n{}：603 行\n", at("m.xlsx"), at("m-2.xlsx")));
    EXPECT_EQ(sheets_of("m.xlsx"), "录分 19999|录分2 19999|录分3 19999");
    EXPECT_EQ(sheets_of("m-2.xlsx"), "录分 603");
    end = run({"marks", "import", "city", at("m.xlsx"), at("m-2.xlsx")});
    EXPECT_EQ(end.out, "已录入 0 项；60600 行没有填写\n") << end.err;
}

// 录分, 录分2 and a sheet that is none of ours.
TEST_F(EntryLong, MarksOfFurtherSheetsAreImported) {
    ASSERT_NO_FATAL_FAILURE(make(4, "        - {id: q, title: 日常, share: \"100%\", mark: {}}\n"));
    test::ZipFiles files = test::workbook_files("");
    std::string sheets, relations;
    int number = 0;
    for (const char* name : {"录分", "录分2", "录分17", "录分2021"}) {
        sheets +=
            fmt::format(R"(<sheet name="{}" sheetId="{}" r:id="t{}"/>)", name, number + 1, number);
        relations +=
            fmt::format(R"(<Relationship Id="t{0}" Type="http://x/relationships/worksheet")"
                        R"( Target="worksheets/t{0}.xml"/>)",
                        number);
        files.emplace_back(
            fmt::format("xl/worksheets/t{}.xml", number),
            "<worksheet>" +
                test::sheet_of(
                    {{"单位编号", "考评项编号", "得分", "理由", "经办人", "日期"},
                     {fmt::format("u{}", number), "q", "90", "评", "王", "2022-12-30"}}) +
                "</worksheet>");
        ++number;
    }
    for (auto& [name, content] : files) {
        if (name == "xl/workbook.xml")
            content = R"(<workbook xmlns:r="x"><sheets>)" + sheets + "</sheets></workbook>";
        if (name == "xl/_rels/workbook.xml.rels")
            content.insert(content.find("</Relationships>"), relations);
    }
    write_text(at("m.xlsx"), test::zip_of(files));
    EXPECT_EQ(run({"marks", "import", "city", at("m.xlsx")}).out, "已录入 3 项\n");
    ASSERT_EQ(entered().size(), 3u);
    EXPECT_EQ(entered()[2].unit, "u2");  // of the other year's sheet there is nothing
    EXPECT_EQ(run({"import", "city", at("m.xlsx")}).out,
              "已录入 0 项，另有 3 项以前录入过，没有重复\n");
}

// Work grows with the rows, not with rows times what was published or entered.
TEST_F(EntryLong, WhatIsMissingOfThousandsIsFoundAtOnce) {
    constexpr int units = 8'000;
    ASSERT_NO_FATAL_FAILURE(make(units,
                                 "        - {id: r, title: 测评, share: \"50%\", round: {id: r1}}\n"
                                 "        - {id: q, title: 日常, share: \"50%\", mark: {}}\n"));
    {
        auto ledger = storage::Ledger::open(ws() + "/ledger.sqlite").value();
        const Timestamp day = *parse_timestamp("2022-12-30");
        storage::Round round{"r1", "测评", "scheduled", "turpan-2022", day, 7, day, {}};
        std::vector<storage::PublishedSheet> sheets;
        std::vector<AssessmentEntry> entries;
        for (int i = 0; i < units; ++i) {
            round.units.push_back(fmt::format("u{}", i));
            AssessmentEntry entry;
            entry.kind = i % 2 ? AssessmentEntryKind::mark : AssessmentEntryKind::exempt;
            entry.unit = round.units.back();
            entry.item = "q";
            entry.value = i % 2 ? "90" : "";
            entry.reason = "评";
            entry.by = "王";
            entry.at = "2022-12-30";
            if (i == 0) continue;
            entries.push_back(entry);
            sheets.push_back({entry.unit, "{}", "turpan-2022"});
        }
        ASSERT_TRUE(ledger->create_round(round));
        ASSERT_TRUE(ledger->publish_scores("r1", sheets, "h", day));
        ASSERT_TRUE(ledger->add_assessment_entries("city", entries, day));
    }
    struct Case {
        const char *table, *first;  // of u0: what is missing
        std::size_t missing;
    };
    const test::ProgramLimits limits{60'000};
    for (const Case& one :
         {Case{"imports", "r", 1}, Case{"marks", "q", 1}, Case{"exemptions", "r", 8'000 + 4'001}}) {
        const ProgramEnd end =
            run({"template", one.table, "city", at("t.csv"), "--missing"}, limits);
        ASSERT_EQ(end.exit_code, 0) << one.table << " took too long, or: " << end.err;
        const auto rows = parse_csv(read_text(at("t.csv")), "t");
        ASSERT_TRUE(rows);
        EXPECT_EQ(rows->size() - 1, one.missing) << one.table;
        EXPECT_EQ(rows->at(1).fields.at(0), "u0") << one.table;
        EXPECT_EQ(rows->at(1).fields.at(2), one.first) << one.table;
    }
}

}  // namespace
}  // namespace duwang
