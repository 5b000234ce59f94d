// 录入 for an assessment, as an office meets it: a template is written, filled in, imported; what
// came is in the ledger with who, when, why and with which files.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "core/csv.h"
#include "core/sheet.h"
#include "storage/ledger/ledger.h"
#include "tests/app/scoring_workspace.h"
#include "tests/support/zip.h"

namespace duwang {
namespace {

namespace fs = std::filesystem;
using test::ProgramEnd;
using test::read_text;
using test::run_program;
using test::write_text;

bool says(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

constexpr const char* plan_yaml = R"(id: city
title: 某市政务公开考评
version: "1"
effective_from: "2022-01-01"
period: {from: "2022-01-01", until: "2022-12-31"}
groups:
  - id: county
    title: 县区
    objects: [county]
    result:
      parts:
        - {id: q, title: 日常, share: "20%", daily: true, mark: {from: 市政府办}}
        - id: levels
          title: 年度
          share: "40%"
          levels:
            - {id: own, title: 本级, ratio: "5", members: self, import: {from: 第三方}}
            - {id: towns, title: 乡镇, ratio: "2", members: [township], coverage: "50%", seed: s, mark: {}}
        - id: mutual
          title: 互评
          share: "20%"
          ratings:
            - {id: by-counties, title: 县区互评, raters: [county]}
            - {id: by-office, title: 市直, named: [市委宣传部]}
        - {id: fix, title: 整改, share: "20%", rectification: {}}
)";

using Rows = std::vector<std::vector<std::string>>;

class EntryPlan : public testing::Test {
  protected:
    EntryPlan() {
        run_program({"init", ws()});
        write_text(
            ws() + "/units.csv",
            "id,name,kind,parent,aliases\na,甲县人民政府,county,,甲县\nb,乙县人民政府,county,,\n"
            "a1,甲一镇,township,a,\na2,=甲二镇,township,a,\na3,甲三镇,township,a,\n");
        write_text(ws() + "/sites.csv", "id,name,home,hosts,owner\n");
        write_text(ws() + "/columns.csv", "unit,site,kind,address\n");
        EXPECT_EQ(run({"inventory", "import"}).exit_code, 0);
        fs::create_directories(ws() + "/assessments/city");
        write_text(ws() + "/assessments/city/plan.yaml", plan_yaml);
    }

    std::string ws() const { return folder_.path("ws"); }
    std::string at(const std::string& name) const { return folder_.path(name); }
    ProgramEnd run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"-w", ws()});
        return run_program(arguments);
    }
    // The rows of a template as written, header first.
    Rows form(const std::string& name, std::vector<std::string> more = {}) const {
        const std::string file = at(name + ".csv");
        more.insert(more.begin(), {"template", name, "city", file});
        const ProgramEnd end = run(more);
        EXPECT_EQ(end.exit_code, 0) << end.err;
        Rows rows;
        const auto table = parse_csv(read_text(file), file);
        EXPECT_TRUE(table);
        for (const CsvRow& row : *table) rows.push_back(row.fields);
        return rows;
    }
    // Fills a column of one row; row 0 is the header.
    static void fill(Rows& rows, std::size_t row, const std::string& column,
                     const std::string& value) {
        const auto found = std::ranges::find(rows[0], column);
        ASSERT_NE(found, rows[0].end()) << column;
        rows.at(row).at(static_cast<std::size_t>(found - rows[0].begin())) = value;
    }
    static void sign(Rows& rows, std::size_t row, const std::string& day = "2022-12-30") {
        fill(rows, row, "理由", "考评组评定");
        fill(rows, row, "经办人", "王某");
        fill(rows, row, "日期", day);
    }
    std::string write(const std::string& name, const Rows& rows) const {
        write_text(at(name), csv_text(rows));
        return at(name);
    }
    std::vector<AssessmentEntry> entered() const {
        auto ledger = storage::Ledger::open(ws() + "/ledger.sqlite").value();
        return ledger->assessment_entries("city").value();
    }

    test::TempFolder folder_;
};

// "a q|a towns" of every row but the header.
std::string places(const Rows& rows, std::size_t more = 0) {
    std::string all;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto cell = [&](const char* name) {
            const auto found = std::ranges::find(rows[0], name);
            return found == rows[0].end()
                       ? std::string()
                       : rows[i].at(static_cast<std::size_t>(found - rows[0].begin()));
        };
        all += (all.empty() ? "" : "|") + cell("单位编号") + " " + cell("考评项编号") +
               (more ? " " + cell("评价主体编号") : "");
    }
    return all;
}

TEST_F(EntryPlan, TemplatesHaveARowForEverythingThatIsAsked) {
    // Two of three townships were drawn.
    const std::string marks = places(form("marks"));
    EXPECT_TRUE(marks.starts_with("a q|")) << marks;
    EXPECT_TRUE(marks.ends_with("|b q")) << marks;
    EXPECT_EQ(std::ranges::count(marks, '|'), 3) << marks;
    EXPECT_EQ(places(form("imports")), "a own|b own");
    EXPECT_EQ(places(form("ratings"), 1),
              "a by-counties b|a by-office 市委宣传部|b by-counties a|b by-office 市委宣传部");
    EXPECT_EQ(places(form("ratings", {"--unit", "甲县"}), 1), "b by-counties a");
    EXPECT_EQ(places(form("ratings", {"--unit", "市委宣传部"}), 1),
              "a by-office 市委宣传部|b by-office 市委宣传部");
    EXPECT_EQ(places(form("daily")), "a q|b q");
    EXPECT_EQ(places(form("rectifications")), "a fix|b fix");
    EXPECT_EQ(places(form("marks", {"--unit", "乙县人民政府"})), "b q");
    const std::string decisions = places(form("exemptions"));
    EXPECT_TRUE(says(decisions, "a levels|a own|a towns|")) << decisions;
    EXPECT_TRUE(says(decisions, "b towns")) << decisions;
    EXPECT_TRUE(says(read_text(at("marks.csv")), "市政府办"));
    const ProgramEnd calls = run({"template", "calls", "city"});
    EXPECT_EQ(calls.exit_code, 2);
    EXPECT_TRUE(says(calls.err, "template calls ROUND")) << calls.err;
    EXPECT_TRUE(says(run({"template", "mark", "city"}).err, "did you mean \"marks\"?"));
    EXPECT_TRUE(says(run({"template", "marks", "citty"}).err, "did you mean \"city\"?"));
    EXPECT_EQ(run({"template", "marks", "city", at("x.doc")}).exit_code, 2);
    EXPECT_EQ(run({"template", "marks", "city", at("x.csv"), "--unit", "丁县"}).exit_code, 2);
}

TEST_F(EntryPlan, AFilledTemplateIsInTheLedgerAndTheNextOneIsShorter) {
    Rows rows = form("marks");
    fill(rows, 1, "得分", "87.5");
    sign(rows, 1);
    fill(rows, 1, "附件", "照片 1.jpg；papers/表.pdf");
    write_text(at("照片 1.jpg"), "picture");
    fs::create_directories(at("papers"));
    write_text(at("papers/表.pdf"), "paper");
    const ProgramEnd end = run({"marks", "import", "city", write("filled.csv", rows)});
    EXPECT_EQ(end.exit_code, 0) << end.err;
    EXPECT_EQ(end.out, "已录入 1 项；3 行没有填写；附件 2 个\n");
    const auto entries = entered();
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_EQ(entries[0].unit, "a");
    EXPECT_EQ(entries[0].item, "q");
    EXPECT_EQ(entries[0].value, "87.5");
    EXPECT_EQ(entries[0].by, "王某");
    EXPECT_EQ(entries[0].at, "2022-12-30");
    ASSERT_EQ(entries[0].attachments.size(), 2u);
    EXPECT_EQ(entries[0].attachments[0].name, "照片 1.jpg");
    EXPECT_EQ(entries[0].attachments[1].bytes, 5);
    // The same file again changes nothing.
    const std::string log = run({"log", "verify"}).out;
    EXPECT_TRUE(says(log, "附件完整：2 个")) << log;
    EXPECT_EQ(run({"import", "city", at("filled.csv")}).out,
              "已录入 0 项，另有 1 项以前录入过，没有重复；3 行没有填写；附件 2 个\n");
    EXPECT_EQ(run({"log", "verify"}).out, log);
    EXPECT_FALSE(says(places(form("marks", {"--missing"})), "a q"));
    EXPECT_TRUE(says(places(form("marks")), "a q"));
}

TEST_F(EntryPlan, AnAlteredOrMissingAttachmentIsFoundByTheLog) {
    Rows rows = form("marks");
    fill(rows, 1, "得分", "80");
    sign(rows, 1);
    fill(rows, 1, "附件", "a.jpg");
    write_text(at("a.jpg"), "picture");
    ASSERT_EQ(run({"import", "city", write("f.csv", rows)}).exit_code, 0);
    std::string kept;
    for (const auto& entry : fs::recursive_directory_iterator(ws() + "/attachments"))
        if (entry.is_regular_file()) kept = entry.path().string();
    ASSERT_TRUE(kept.ends_with(".jpg")) << kept;
    EXPECT_EQ(run({"log", "verify"}).exit_code, 0);
    write_text(kept, "Picture");
    ProgramEnd end = run({"log", "verify"});
    EXPECT_NE(end.exit_code, 0);
    EXPECT_TRUE(says(end.err, "\"a.jpg\" was changed after it was kept")) << end.err;
    EXPECT_TRUE(says(end.err, "assessment.entered")) << end.err;
    fs::remove(kept);
    end = run({"log", "verify"});
    EXPECT_NE(end.exit_code, 0);
    EXPECT_TRUE(says(end.err, "is gone")) << end.err;
}

// A table of another body does not fetch what else lies on this machine.
TEST_F(EntryPlan, AttachmentsComeFromBesideTheTableUnlessTheOperatorSaysSo) {
    fs::create_directories(at("table/papers"));
    write_text(at("secret.key"), "key");
    write_text(at("table/papers/a.jpg"), "picture");
    fs::create_symlink(at("secret.key"), at("table/link.jpg"));
    fs::create_directory_symlink(at(""), at("table/up"));
    fs::create_symlink("papers/a.jpg", at("table/inside.jpg"));
    const auto import = [&](const std::string& file, std::vector<std::string> more = {}) {
        write_text(
            at("table/t.csv"),
            "unit,item,points,reason,by,at,attachments\na,q,80,评,王,2022-12-30," + file + "\n");
        more.insert(more.begin(), {"import", "city", at("table/t.csv")});
        return run(more);
    };
    struct Case {
        std::string file, says;
    };
    const Case refused[] = {{at("secret.key"), "is a whole path; put the file beside the table"},
                            {at("table/papers/a.jpg"), "is a whole path"},
                            {"link.jpg", "leads out of the table's folder"},
                            {"up/secret.key", "leads out of the table's folder"},
                            {"papers/../../secret.key", "leads out of the table's folder"}};
    for (const Case& one : refused) {
        const ProgramEnd end = import(one.file);
        EXPECT_EQ(end.exit_code, 2) << one.file;
        EXPECT_TRUE(says(end.err, "t.csv:2:7: ")) << end.err;
        EXPECT_TRUE(says(end.err, one.says)) << end.err;
        EXPECT_TRUE(says(end.err, "--files-anywhere")) << end.err;
    }
    EXPECT_FALSE(fs::exists(ws() + "/attachments"));
    const ProgramEnd inside = import("inside.jpg；papers/../papers/a.jpg");
    EXPECT_EQ(inside.exit_code, 0) << inside.err;
    for (const char* file : {"link.jpg", "up/secret.key"})
        EXPECT_EQ(import(file, {"--files-anywhere"}).exit_code, 0) << file;
    EXPECT_EQ(import(at("secret.key"), {"--files-anywhere"}).exit_code, 0);
    EXPECT_EQ(entered().back().attachments.at(0).name, "secret.key");
    EXPECT_EQ(run({"marks", "import", "city", at("table/t.csv")}).exit_code, 2);
    EXPECT_EQ(run({"marks", "import", "city", at("table/t.csv"), "--files-anywhere"}).exit_code, 0);
}

struct WrongRow {
    const char* row;  // unit, item, points, reason, by, at, attachments
    const char* says;
};

TEST_F(EntryPlan, OneWrongRowKeepsAllFilesOutAndEachIsNamed) {
    const WrongRow wrong[] = {
        {"丁县,q,80,评,王,2022-12-30,", "2:1: there is no unit \"丁县\""},
        {"a,qq,80,评,王,2022-12-30,", "3:3: no item \"qq\""},
        {"a,q,101,评,王,2022-12-30,", "4:3: 101 is not between 0 and 100"},
        {"a,q,-1,评,王,2022-12-30,", "5:3: -1 is not between 0 and 100"},
        {"a,q,好,评,王,2022-12-30,", "6:3: \"好\" is no number of points"},
        {"a,own,80,评,王,2022-12-30,", "7:3: item own takes no mark; it takes import"},
        {"b,towns,80,评,王,2022-12-30,", "8:3: item towns takes no mark"},
        {"a,q,80,,王,2022-12-30,", "9:3: neither reason nor basis"},
        {"a,q,80,评,,2022-12-30,", "10:5: empty; write who entered it"},
        {"a,q,80,评,王,2022-13-30,", "11:6: \"2022-13-30\" is no date"},
        {"a,q,80,评,王,2022-12-30,none.jpg", "12:7:"},
        {"a,q,80,评,王,2022-12-30,../x.jpg", "13:7: \"../x.jpg\" leads out of the table's folder"},
    };
    std::string table = "unit,item,points,reason,by,at,attachments\n";
    for (const WrongRow& one : wrong) table += std::string(one.row) + "\n";
    table += "b,q,70,评,王,2022-12-30,\nb,q,71,评,王,2022-12-30,\n";
    write_text(at("wrong.csv"), table);
    write_text(at("good.csv"), "unit,item,points,reason,by,at\na,q,90,评,王,2022-12-30\n");
    const ProgramEnd end = run({"import", "city", at("good.csv"), at("wrong.csv")});
    EXPECT_EQ(end.exit_code, 2);
    for (const WrongRow& one : wrong)
        EXPECT_TRUE(says(end.err, "wrong.csv:" + std::string(one.says))) << one.says << "\n"
                                                                         << end.err;
    EXPECT_TRUE(says(end.err, "wrong.csv:15:3: the same was entered at")) << end.err;
    EXPECT_TRUE(says(end.err, "没有导入任何内容")) << end.err;
    EXPECT_TRUE(entered().empty());
    EXPECT_FALSE(fs::exists(ws() + "/attachments"));
    EXPECT_EQ(run({"import", "city", at("nothing.csv")}).exit_code, 2);
    EXPECT_EQ(run({"import", "city"}).exit_code, 2);
    EXPECT_EQ(run({"marks", "import", "city"}).exit_code, 2);
}

TEST_F(EntryPlan, ADecisionOfADayThatHasNotComeIsRefused) {
    write_text(at("r.csv"),
               "unit,item,rater,rating,by,at\na,by-office,市委宣传部,88,王,2093-12-30\n");
    const ProgramEnd end = run({"ratings", "import", "city", at("r.csv")});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_TRUE(says(end.err, "r.csv:2:4: decided on 2093-12-30, which has not come yet"))
        << end.err;
    EXPECT_TRUE(entered().empty());
}

TEST_F(EntryPlan, RatingsOfOneselfAndOfStrangersAreRefused) {
    write_text(at("r.csv"),
               "unit,item,rater,rating,by,at\na,by-counties,a,99,王,2022-12-30\n"
               "a,by-counties,甲县,99,王,2022-12-30\na,by-office,b,90,王,2022-12-30\n");
    ProgramEnd end = run({"ratings", "import", "city", at("r.csv")});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_TRUE(says(end.err, "r.csv:2:4: a rates itself")) << end.err;
    EXPECT_TRUE(says(end.err, "r.csv:3:4: a rates itself")) << end.err;
    EXPECT_TRUE(says(end.err, "r.csv:4:4: \"b\" does not rate a")) << end.err;
    write_text(at("r.csv"),
               "unit,item,rater,rating,by,at\n甲县,by-counties,乙县人民政府,99,王,2022-12-30\n"
               "a,by-office,市委宣传部,88,王,2022-12-30\n");
    end = run({"ratings", "import", "city", at("r.csv")});
    EXPECT_EQ(end.exit_code, 0) << end.err;
    ASSERT_EQ(entered().size(), 2u);
    EXPECT_EQ(entered()[0].rater, "b");  // names become ids
    EXPECT_EQ(entered()[1].rater, "市委宣传部");
}

TEST_F(EntryPlan, AWorkbookGoesRoundWithEverySheet) {
    for (const char* table :
         {"marks", "ratings", "imports", "exemptions", "daily", "rectifications"}) {
        const std::string file = at(std::string(table) + ".xlsx");
        const ProgramEnd end = run({"template", table, "city", file});
        ASSERT_EQ(end.exit_code, 0) << end.err;
        const auto book = read_workbook(read_text(file), file);
        ASSERT_TRUE(book) << book.error().what;
        ASSERT_EQ(book->sheets.size(), 2u);
        EXPECT_EQ(book->sheets[1].name, "填写说明");
        // Read back as it is, everything is blank.
        const ProgramEnd back = run({"import", "city", file});
        EXPECT_EQ(back.exit_code, 0) << back.err;
        EXPECT_TRUE(back.out.starts_with("已录入 0 项；")) << back.out;
    }
    // A name that a spreadsheet would compute is a text; filled in, its row is read.
    const std::string file = at("exemptions.xlsx");
    const auto book = read_workbook(read_text(file), file);
    Rows rows;
    for (const SheetRow& row : book->sheets[0].rows) {
        rows.emplace_back();
        for (const Cell& cell : row.cells) rows.back().push_back(cell.text);
        rows.back().resize(rows[0].size());
    }
    const auto town = std::ranges::find_if(
        rows, [](const auto& row) { return row[1] == "=甲二镇" || row[1] == "甲三镇"; });
    ASSERT_NE(town, rows.end());
    const auto row = static_cast<std::size_t>(town - rows.begin());
    fill(rows, row, "认定", "不适用");
    sign(rows, row);
    write_text(at("back.xlsx"), test::workbook_of(test::sheet_of(rows)));
    const ProgramEnd end = run({"import", "city", at("back.xlsx")});
    EXPECT_EQ(end.exit_code, 0) << end.err;
    ASSERT_EQ(entered().size(), 1u);
    EXPECT_EQ(entered()[0].kind, AssessmentEntryKind::exempt);
    // The next township in drawn order takes its place: of the two that are left one is due.
    const Rows after = form("marks");
    EXPECT_FALSE(says(places(after), entered()[0].unit + " towns")) << places(after);
    EXPECT_TRUE(says(places(after), " towns")) << places(after);
}

TEST_F(EntryPlan, EveryKindOfEntryComesInAndIsAssessed) {
    write_text(at("marks.csv"),
               "unit,item,points,reason,by,at\na,q,90,评,王,2022-12-30\nb,q,80,评,王,2022-12-30\n"
               "a1,towns,70,评,王,2022-12-30\na2,towns,70,评,王,2022-12-30\n"
               "a3,towns,70,评,王,2022-12-30\n");
    write_text(at("own.csv"),
               "unit,item,score,scale,reason,by,at\na,own,108,120,评,王,2022-12-30\n"
               "b,own,60,120,评,王,2022-12-30\n");
    write_text(at("ratings.csv"),
               "unit,item,rater,rating,by,at\na,by-counties,b,100,王,2022-12-30\n"
               "b,by-counties,a,90,王,2022-12-30\na,by-office,市委宣传部,80,王,2022-12-30\n"
               "b,by-office,市委宣传部,70,王,2022-12-30\n");
    write_text(at("fix.csv"),
               "unit,item,object,outcome,reason,by,at\na,fix,1号,按时整改,核,王,2022-12-30\n"
               "a,fix,2号,逾期整改,核,王,2022-12-30\nb,fix,,无应整改通知,核,王,2022-12-30\n");
    write_text(at("daily.csv"),
               "unit,item,object,change,reason,by,at\na,q,通报,-2,迟报,王,2022-12-30\n");
    write_text(at("not.csv"),
               "unit,item,decision,reason,by,at\nb,towns,不适用,没有乡镇,王,2022-12-30\n");
    const ProgramEnd end = run({"import", "city", at("marks.csv"), at("own.csv"), at("ratings.csv"),
                                at("fix.csv"), at("daily.csv"), at("not.csv")});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    EXPECT_EQ(end.out, "已录入 16 项\n");
    const ProgramEnd result = run({"assess", "city", "--as-of", "2022-12-31"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    // a: 88 × 20% + (5 × 90 + 2 × 70) ÷ 7 × 40% + 90 × 20% + 75 × 20%
    //  = 17.6 + 33.714… + 18 + 15 = 84.314…
    EXPECT_TRUE(says(result.out, "84.31")) << result.out;
    // b: (80 × 20% + 50 × 40% + 80 × 20%) ÷ 80% = 65, nothing to put right
    EXPECT_TRUE(says(result.out, "65.00")) << result.out;
    // Taken back, the level is asked again.
    write_text(at("not.csv"),
               "unit,item,decision,reason,by,at\nb,towns,撤回,有乡镇,王,2022-12-31\n");
    ASSERT_EQ(run({"import", "city", at("not.csv")}).exit_code, 0);
    EXPECT_FALSE(says(run({"assess", "city", "--as-of", "2022-12-31"}).out, "65.00"));
}

}  // namespace
}  // namespace duwang
