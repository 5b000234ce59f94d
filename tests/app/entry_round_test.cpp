// 录入 for a round: marks, scores, exemptions and daily points by templates, and calls to the
// numbers that units publish.
#include <fmt/format.h>

#include <algorithm>

#include "core/csv.h"
#include "storage/ledger/ledger.h"
#include "tests/app/scoring_workspace.h"

namespace duwang {
namespace {

using test::ProgramEnd;
using test::read_text;
using test::ScoringWorkspace;
using test::write_text;

bool says(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

using Rows = std::vector<std::vector<std::string>>;

// A round by `desk`, crawled from the demo's portals.
class EntryRound : public testing::Test {
  protected:
    void SetUp() override {
        const ProgramEnd end = work_.sweep("r1", {"--scheme", "desk"});
        ASSERT_EQ(end.exit_code, 0) << end.err;
    }
    std::string at(const std::string& name) const { return work_.folder() + "/" + name; }
    Rows form(const std::string& table, std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"template", table, "r1", at(table + ".csv")});
        const ProgramEnd end = work_.run(more);
        EXPECT_EQ(end.exit_code, 0) << end.err;
        Rows rows;
        const auto written = parse_csv(read_text(at(table + ".csv")), table);
        EXPECT_TRUE(written);
        for (const CsvRow& row : *written) rows.push_back(row.fields);
        return rows;
    }
    std::vector<Entry> entries() const {
        auto ledger = storage::Ledger::open(work_.folder() + "/ledger.sqlite").value();
        return ledger->entries("r1").value();
    }
    std::string explained(const std::string& unit, const std::string& part) const {
        return work_.run({"explain", "r1", "--unit", unit, "--indicator", part}).out;
    }

    ScoringWorkspace work_;
};

std::size_t column(const Rows& rows, const std::string& name) {
    return static_cast<std::size_t>(std::ranges::find(rows[0], name) - rows[0].begin());
}

// "yunshan 4|yunshan 5" of one unit's rows.
std::string places(const Rows& rows, const std::string& unit) {
    std::string all;
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i][0] == unit)
            all += (all.empty() ? "" : " ") + rows[i].at(column(rows, "考评项编号"));
    return all;
}

TEST_F(EntryRound, TemplatesAskForWhatPeopleEnter) {
    EXPECT_EQ(places(form("marks"), "yunshan"), "4 5 6 7");
    EXPECT_EQ(places(form("imports"), "yunshan"), "6");
    EXPECT_EQ(places(form("exemptions"), "yunshan"), "1 2 3 4 5 6 7");
    EXPECT_EQ(places(form("marks", {"--unit", "云山县人民政府"}), "qinghe"), "");
    EXPECT_EQ(form("marks")[1].at(4), "2");  // the full mark
    EXPECT_EQ(work_.run({"template", "ratings", "r1", at("x.csv")}).exit_code, 2);
    EXPECT_EQ(work_.run({"template", "rectifications", "r1", at("x.csv")}).exit_code, 2);
}

TEST_F(EntryRound, WhatIsFilledInChangesTheScore) {
    write_text(at("photo.jpg"), "picture");
    write_text(at("m.csv"),
               "单位编号,考评项编号,得分,理由,依据,经办人,日期,附件\n"
               "云山县人民政府,7,1.5,平时表现,巡查表,王,2026-10-01,photo.jpg\n");
    write_text(at("s.csv"),
               "单位编号,考评项编号,成绩,成绩满分,理由,经办人,日期\n"
               "yunshan,6,87,100,第三方测评,王,2026-10-01\n");
    write_text(
        at("x.csv"),
        "单位编号,考评项编号,认定,理由,经办人,日期\nyunshan,5,不适用,没有会议,王,2026-10-01\n");
    write_text(at("d.csv"),
               "单位编号,考评项编号,记录,加减分,理由,经办人,日期\n"
               "yunshan,7,简报,-0.5,迟报,王,2026-10-02\n");
    const ProgramEnd end =
        work_.run({"import", "r1", at("m.csv"), at("s.csv"), at("x.csv"), at("d.csv")});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    EXPECT_EQ(end.out, "已录入 4 项；附件 1 个\n");
    ASSERT_EQ(work_.run({"score", "r1"}).exit_code, 0);
    auto lines = test::lines_of(work_.report("r1"));
    EXPECT_EQ(lines["yunshan 6"], "0.52/0/3.48 decided");
    EXPECT_EQ(lines["yunshan 7"], "1/0/1 decided");
    EXPECT_TRUE(says(lines["yunshan 5"], "not_applicable")) << lines["yunshan 5"];
    EXPECT_EQ(places(form("marks", {"--missing"}), "yunshan"), "4");
    EXPECT_EQ(work_.run({"import", "r1", at("m.csv"), at("s.csv"), at("x.csv"), at("d.csv")}).out,
              "已录入 0 项，另有 4 项以前录入过，没有重复；附件 1 个\n");
    EXPECT_TRUE(says(work_.log_head(), "附件完整：1 个"));
    auto ledger = storage::Ledger::open(work_.folder() + "/ledger.sqlite").value();
    const auto marks = ledger->marks("r1").value();
    ASSERT_EQ(marks.size(), 1u);
    EXPECT_EQ(marks[0].basis, "巡查表");
    EXPECT_EQ(marks[0].attachments.at(0).name, "photo.jpg");
}

TEST_F(EntryRound, WrongRowsAreNamedAndNothingIsStored) {
    struct Wrong {
        const char *table, *row, *says;
    };
    const std::string head = work_.log_head();
    for (const Wrong& one : {
             Wrong{"得分", "yunshan,7,9,评,王,2026-10-01", "t.csv:2:3: 9 points for 7 平时: write"},
             Wrong{"得分", "yunshan,9.9,1,评,王,2026-10-01", "\"9.9\" is not in scheme desk"},
             Wrong{"得分", "yunshan-agri,7,1,评,王,2026-10-01", "t.csv:2:3: 7 is not asked of"},
             Wrong{"得分", "yunshan,7,一分,评,王,2026-10-01", "is not a number of points"},
             Wrong{"得分", "yunshan,7,1,,王,2026-10-01", "neither reason nor basis"},
             Wrong{"认定", "yunshan,7,撤回,评,王,2026-10-01", "cannot be taken back"},
             Wrong{"认定", "yunshan,7,不适用,,王,2026-10-01", "no reason"},
             Wrong{"加减分", "yunshan,7,几分,评,王,2026-10-01", "is no number of points"},
             Wrong{"整改结果", "yunshan,7,按时,评,王,2026-10-01", "round r1 takes no 整改"},
         }) {
        write_text(at("t.csv"), fmt::format("单位编号,考评项编号,{},理由,经办人,日期\n{}\n",
                                            one.table, one.row));
        const ProgramEnd end = work_.run({"import", "r1", at("t.csv")});
        EXPECT_EQ(end.exit_code, 2) << one.row;
        EXPECT_TRUE(says(end.err, one.says)) << one.row << "\n" << end.err;
    }
    write_text(at("t.csv"),
               "unit,indicator,points,reason,by,at\nyunshan,7,1,评,王,2026-10-01\n"
               "云山县人民政府,7,2,评,王,2026-10-02\n");
    const ProgramEnd twice = work_.run({"marks", "import", at("t.csv"), "--round", "r1"});
    EXPECT_TRUE(says(twice.err, "t.csv:3:3: a second mark for 7")) << twice.err;
    EXPECT_EQ(work_.log_head(), head);
}

TEST_F(EntryRound, NumbersOfGuidesAreCalledAndWhatCameOfItIsKept) {
    Rows rows = form("calls");
    ASSERT_GE(rows.size(), 2u);
    const auto guide =
        std::ranges::find(rows, "yunshan-agri", [](const auto& row) { return row[0]; });
    ASSERT_NE(guide, rows.end()) << read_text(at("calls.csv"));
    const auto cell = [&](const char* name) { return guide->at(column(rows, name)); };
    EXPECT_EQ(cell("电话号码"), "0999-9900202");
    EXPECT_TRUE(says(cell("页面原文"), "电话:0999-9900202")) << cell("页面原文");
    EXPECT_TRUE(cell("页面地址").starts_with("http://www.yunshan.gov.cn/")) << cell("页面地址");
    EXPECT_EQ(cell("采集包"), "r1.yunshan");
    EXPECT_EQ(std::ranges::count(rows, "yunshan-agri", [](const auto& row) { return row[0]; }), 1);
    // The county itself has no number of its own here; the sheet is filled in for it by hand.
    write_text(at("call.mp3"), "ring");
    write_text(
        at("c.csv"),
        "单位编号,电话号码,页面地址,采集包,指标编号,拨打时间,拨打结果,问题类型,备注,经办人,附件\n"
        "yunshan,0999-9900202,http://www.yunshan.gov.cn/zn,r1.yunshan,4,2026-10-03 "
        "9:30,接通,,答复清楚,王,call.mp3\n"
        "yunshan,0999-9900203,http://www.yunshan.gov.cn/zn,r1.yunshan,4,2026-10-03,号码错误,"
        "late-reply,打到饭店,王,\n"
        "yunshan-agri,0999-9900202,,,,2026-10-03,无人接听,,,王,\n");
    const ProgramEnd end = work_.run({"import", "r1", at("c.csv")});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    const auto stored = entries();
    ASSERT_EQ(stored.size(), 3u);
    EXPECT_EQ(stored[0].kind, EntryKind::call);
    EXPECT_EQ(stored[0].value, "接通");
    EXPECT_EQ(stored[0].at, "2026-10-03T09:30");
    EXPECT_EQ(stored[0].attachments.size(), 1u);
    EXPECT_EQ(stored[1].kind, EntryKind::event);  // what was found is a case
    EXPECT_EQ(stored[1].finding, "late-reply");
    EXPECT_EQ(stored[1].object, "0999-9900203");
    EXPECT_EQ(stored[2].kind, EntryKind::call);
    EXPECT_EQ(stored[2].item, "");
    // The call takes nothing, the case does: with the counter stated, 0.5 of 2.
    ASSERT_EQ(
        work_.enter("r1", "事实,yunshan,has_counter,,,yes,,,有窗口,王,2026-10-01\n").exit_code, 0);
    ASSERT_EQ(work_.run({"score", "r1"}).exit_code, 0);
    EXPECT_EQ(test::lines_of(work_.report("r1"))["yunshan 4"], "0.5/0/1.5 decided");
    const std::string shown = explained("yunshan", "4");
    for (std::string_view text : {"电话", "0999-9900202", "接通", "答复清楚", "0999-9900203"})
        EXPECT_TRUE(says(shown, text)) << text << "\n" << shown;
    EXPECT_EQ(form("calls", {"--missing", "--unit", "yunshan-agri"}).size(), 1u);  // the header
    write_text(at("c.csv"),
               "单位编号,电话号码,指标编号,拨打时间,拨打结果,问题类型,经办人\n"
               "yunshan,0999-9900202,4,2026-10-03,接通,rude,王\n"
               "yunshan,0999-9900202,9.9,2026-10-03,接通,,王\n");
    const ProgramEnd wrong = work_.run({"import", "r1", at("c.csv")});
    EXPECT_TRUE(says(wrong.err, "c.csv:2:5: 个案：4 has no rule on cases of the kind \"rude\""))
        << wrong.err;
    EXPECT_TRUE(says(wrong.err, "c.csv:3:5: 电话：no indicator or part \"9.9\"")) << wrong.err;
}

TEST_F(EntryRound, EntriesHaveBasisAndAttachments) {
    write_text(at("paper.pdf"), "paper");
    const std::string table =
        "类型,单位,条目,理由,经办人,日期,依据,附件\n不适用,yunshan,5,没有会议,王,2026-10-01,"
        "会议台账,";
    write_text(at("e.csv"), table + "none.pdf\n");
    ProgramEnd end = work_.run({"entries", "import", at("e.csv"), "--round", "r1"});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_TRUE(says(end.err, "e.csv:2:")) << end.err;
    EXPECT_TRUE(says(end.err, "no such file")) << end.err;
    EXPECT_TRUE(entries().empty());
    write_text(at("e.csv"), table + at("paper.pdf") + "\n");
    end = work_.run({"entries", "import", at("e.csv"), "--round", "r1"});
    EXPECT_TRUE(says(end.err, "is a whole path")) << end.err;
    EXPECT_TRUE(entries().empty());
    write_text(at("e.csv"), table + "paper.pdf\n");
    end = work_.run({"entries", "import", at("e.csv"), "--round", "r1"});
    EXPECT_EQ(end.exit_code, 0) << end.err;
    ASSERT_EQ(entries().size(), 1u);
    EXPECT_EQ(entries()[0].basis, "会议台账");
    EXPECT_EQ(entries()[0].attachments.at(0).name, "paper.pdf");
    write_text(
        at("m.csv"),
        "单位编号,考评项编号,得分,理由,依据,经办人,日期,附件\nyunshan,2,2.5,现场看过,检查表第3号,"
        "王,2026-10-01,paper.pdf\n");
    end = work_.run({"marks", "import", "r1", at("m.csv")});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    ASSERT_EQ(work_.run({"score", "r1"}).exit_code, 0);
    for (const auto& [item, basis] : {std::pair("5", "会议台账"), std::pair("2", "检查表第3号")}) {
        const std::string shown = explained("yunshan", item);
        EXPECT_TRUE(says(shown, std::string("依据 ") + basis)) << shown;
        EXPECT_TRUE(says(shown, "附件 paper.pdf SHA-256 " + entries()[0].attachments.at(0).sha256))
            << shown;
    }
}

}  // namespace
}  // namespace duwang
