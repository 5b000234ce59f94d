// 录入表: what people fill in is read as they typed it, and what cannot be is named with its cell.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/zip.h"
#include "workflow/entry_template.h"
#include "workflow/read_entries.h"
#include "workflow/typed_cells.h"

namespace duwang::workflow {
namespace {

using Kind = AssessmentEntryKind;

std::string all(const std::vector<Error>& errors) {
    std::string text;
    for (const Error& error : errors) text += error.what + "\n";
    return text;
}

FilledTable read(const std::string& csv, EntryTable table = EntryTable::marks) {
    return read_entry_table(csv, "t.csv", table, form_of(table).sheet);
}

constexpr const char* marks_head =
    "单位编号,单位名称,考评项编号,考评项,满分,来源,得分,理由,依据,经办人,日期,附件\n";

TEST(EntryTables, BlankRowsOfATemplateAreCountedAndLeftOut) {
    const FilledTable filled = read(std::string(marks_head) +
                                    "yh,云禾县,q1,一季度,100,市政府办,87.5,见表,,王,2022-04-05,\n"
                                    "yh,云禾县,q2,二季度,100,市政府办,,,,,,\n"
                                    ",,,,,,,,,,,\n"
                                    "qs,清水县,q1,一季度,100,市政府办,,,,王,2022-04-05,\n");
    EXPECT_EQ(all(filled.errors), "");
    EXPECT_EQ(filled.blank, 2u);
    ASSERT_EQ(filled.rows.size(), 1u);
    const FilledRow& row = filled.rows[0];
    const AssessmentEntry wanted{Kind::mark, "yh", "q1",   "",   "",           "87.5",
                                 "",         "",   "见表", "王", "2022-04-05", {}};
    EXPECT_EQ(row.entry, wanted);
    EXPECT_EQ(row.value_place, "t.csv:2:7");
    EXPECT_EQ(row.unit_place, "t.csv:2:1");
    EXPECT_EQ(row.files_place, "t.csv:2:12");
}

struct Filled {
    EntryTable table;
    const char* csv;  // header and one row
    AssessmentEntry entry;
};

TEST(EntryTables, EveryTableBecomesItsEntry) {
    const std::string who = "王", day = "2022-12-30";
    const Filled cases[] = {
        // Names of units, English headers of the old marks.csv, full-width digits, 分.
        {EntryTable::marks,
         "unit,indicator,points,reason,by,at\n云禾县人民政府,3.01a,８７．５ "
         "分,看过,王,2022-12-30\n",
         {Kind::mark, "云禾县人民政府", "3.01a", "", "", "87.5", "", "", "看过", who, day, {}}},
        {EntryTable::ratings,
         "单位,考评项编号,评价主体,评分,经办人,日期\nyh,m1,市委宣传部,90,王,2022年12月30日\n",
         {Kind::rating, "yh", "m1", "市委宣传部", "", "90", "", "", "", who, day, {}}},
        {EntryTable::imports,
         "单位,考评项编号,成绩,成绩满分,依据,经办人,日期\nyh,s1,1/3,4,网信办〔2022〕3号,王,"
         "2022/12/30\n",
         {Kind::import, "yh", "s1", "", "", "1/3", "4", "网信办〔2022〕3号", "", who, day, {}}},
        {EntryTable::exemptions,
         "单位,考评项编号,认定,理由,经办人,日期\n*,villages,不适用,没有村,王,2022.12.30\n",
         {Kind::exempt, "*", "villages", "", "", "", "", "", "没有村", who, day, {}}},
        {EntryTable::exemptions,
         "单位,考评项编号,认定,理由,经办人,日期\nyh,villages,撤回,已设,王,2022-12-30\n",
         {Kind::exempt, "yh", "villages", "", "", "withdrawn", "", "", "已设", who, day, {}}},
        {EntryTable::daily,
         "单位,考评项编号,记录,加减分,理由,经办人,日期\nyh,d1,通报第3期,'-0.5,逾期,王,2022-12-30\n",
         {Kind::daily, "yh", "d1", "", "通报第3期", "-0.5", "", "", "逾期", who, day, {}}},
        {EntryTable::rectifications,
         "单位,考评项编号,通知,整改结果,依据,经办人,日期\nyh,r1,第7号,逾期整改,台账,王,2022-12-"
         "30\n",
         {Kind::rectify, "yh", "r1", "", "第7号", "late", "", "台账", "", who, day, {}}},
        {EntryTable::rectifications,
         "单位,考评项编号,整改结果,依据,经办人,日期\nyh,r1,无应整改通知,台账,王,2022-12-30\n",
         {Kind::rectify, "yh", "r1", "", "", "none", "", "台账", "", who, day, {}}},
    };
    for (const Filled& one : cases) {
        const FilledTable filled = read(one.csv, one.table);
        EXPECT_EQ(all(filled.errors), "") << one.csv;
        ASSERT_EQ(filled.rows.size(), 1u) << one.csv;
        EXPECT_EQ(filled.rows[0].entry, one.entry) << one.csv;
        EXPECT_EQ(filled.rows[0].table, one.table);
        auto found = find_entry_tables(one.csv, "t.csv");
        ASSERT_TRUE(found) << found.error().what;
        EXPECT_EQ(found->at(0).table, one.table) << one.csv;  // by its header alone
    }
}

TEST(EntryTables, ACallKeepsWhereItsNumberStood) {
    const FilledTable filled = read(
        "单位编号,电话号码,页面原文,页面地址,采集包,采集时间,指标编号,拨打时间,拨打结果,问题类型,"
        "备注,经办人,附件\n"
        "yh,0999-9900001,电话：0999-9900001,http://x.cn/zn,r1.x,2022-08-01T10:00:00+08:00,3.02,"
        "2022-8-31 9:05,号码错误,wrong-number,打到一家饭店,王,录音1.mp3；录音2.mp3\n",
        EntryTable::calls);
    EXPECT_EQ(all(filled.errors), "");
    ASSERT_EQ(filled.rows.size(), 1u);
    const FilledRow& row = filled.rows[0];
    EXPECT_EQ(row.entry.object, "0999-9900001");
    EXPECT_EQ(row.entry.value, "号码错误");
    EXPECT_EQ(row.entry.at, "2022-08-31T09:05");
    EXPECT_EQ(row.entry.reason, "打到一家饭店");
    EXPECT_EQ(row.finding, "wrong-number");
    EXPECT_EQ(row.files, (std::vector<std::string>{"录音1.mp3", "录音2.mp3"}));
    ASSERT_EQ(row.details.size(), 3u);
    EXPECT_EQ(row.details[0], std::pair(std::string("address"), std::string("http://x.cn/zn")));
    EXPECT_EQ(row.details[1].second, "r1.x");
}

struct Wrong {
    EntryTable table;
    const char *csv, *says;
};

TEST(EntryTables, WhatCannotBeReadIsNamedWithItsCell) {
    const Wrong cases[] = {
        {EntryTable::marks, "单位,考评项编号,理由,经办人,日期\nyh,q1,看过,王,2022-01-01\n",
         "t.csv:1:1: the column \"points\" (得分) is missing"},
        {EntryTable::marks, "单位,考评项编号,得分,经办人,日期,星期\nyh,q1,5,王,2022-01-01,一\n",
         "t.csv:1:6: unknown column \"星期\""},
        {EntryTable::marks, "单位,考评项编号,得分,经办人,日期\n,q1,5,王,2022-01-01\n",
         "t.csv:2:1: \"unit\" (单位编号) is empty"},
        {EntryTable::marks, "单位,考评项编号,得分,经办人,日期\nyh,q1,5,,2022-01-01\n",
         "t.csv:2:4: empty; write who entered it"},
        {EntryTable::marks, "单位,考评项编号,得分,经办人,日期\nyh,q1,5,王,\n",
         "t.csv:2:5: empty; write the day"},
        {EntryTable::marks, "单位,考评项编号,得分,经办人,日期\nyh,q1,5,王,昨天\n",
         "t.csv:2:5: \"昨天\" is no date; write for example 2022-12-30"},
        {EntryTable::marks, "单位,考评项编号,得分,经办人,日期\nyh,q1,5,王,2022-02-30\n",
         "t.csv:2:5: \"2022-02-30\" is no date"},
        {EntryTable::marks, "单位,考评项编号,得分,经办人,日期,附件\nyh,q1,,王,2022-01-01,a.jpg\n",
         "t.csv:2:3: empty, and there are attachments"},
        {EntryTable::ratings, "单位,考评项编号,评分,经办人,日期\nyh,m1,90,王,2022-01-01\n",
         "the column \"rater\" (评价主体编号) is missing"},
        {EntryTable::exemptions, "单位,考评项编号,认定,经办人,日期\nyh,m1,可以,王,2022-01-01\n",
         "t.csv:2:3: \"可以\" is not known; write 不适用 or 撤回"},
        {EntryTable::rectifications,
         "单位,考评项编号,整改结果,经办人,日期\nyh,m1,差不多,王,2022-01-01\n",
         "t.csv:2:3: \"差不多\" is not known; write 按时整改"},
        {EntryTable::calls,
         "单位,电话号码,拨打时间,拨打结果,问题类型,经办人\nyh,1234567,2022-01-01,接通,cold,王\n",
         "a finding needs the indicator"},
    };
    for (const Wrong& one : cases) {
        const FilledTable filled = read(one.csv, one.table);
        EXPECT_NE(all(filled.errors).find(one.says), std::string::npos)
            << one.csv << all(filled.errors);
        EXPECT_TRUE(filled.rows.empty()) << one.csv;
    }
    EXPECT_NE(find_entry_tables("a,b\n1,2\n", "t.csv").error().what.find("得分 (录分)"),
              std::string::npos);
    EXPECT_FALSE(find_entry_tables("", "t.csv"));
}

TEST(EntryTables, GB18030IsRead) {
    const std::string unit = "\xB5\xA5\xCE\xBB";  // 单位
    const std::string bytes =
        unit + ",item,points,reason,by,at\nyh,q1,90," + unit + ",\xB5\xA5,2022-01-01\n";
    const FilledTable filled = read(bytes);
    EXPECT_EQ(all(filled.errors), "");
    ASSERT_EQ(filled.rows.size(), 1u);
    EXPECT_EQ(filled.rows[0].entry.reason, "单位");
    EXPECT_EQ(filled.rows[0].entry.by, "单");
}

TEST(EntryTables, SheetsOfAWorkbookAreToldByTheirNames) {
    test::ZipFiles files = test::workbook_files(test::sheet_of({{"说明"}}));
    const auto add = [&](const std::string& name, int number, const std::string& rows) {
        for (auto& [path, content] : files) {
            if (path == "xl/workbook.xml")
                content.insert(content.find("</sheets>"),
                               fmt::format(R"(<sheet name="{}" sheetId="{}" r:id="s{}"/>)", name,
                                           number, number));
            if (path == "xl/_rels/workbook.xml.rels")
                content.insert(content.find("</Relationships>"),
                               fmt::format(R"(<Relationship Id="s{0}" Type="x/worksheet" )"
                                           R"(Target="worksheets/s{0}.xml"/>)",
                                           number));
        }
        files.emplace_back(fmt::format("xl/worksheets/s{}.xml", number),
                           "<worksheet>" + rows + "</worksheet>");
    };
    add("互评", 8,
        test::sheet_of({{"单位", "考评项编号", "评价主体", "评分", "经办人", "日期"},
                        {"yh", "m1", "qs", "90", "王", "2022-01-01"}}));
    add("录分", 9,
        test::sheet_of(
            {{"单位", "考评项编号", "得分", "经办人", "日期"}, {"yh", "q1", "90", "王", "某日"}}));
    const std::string book = test::zip_of(files);
    auto found = find_entry_tables(book, "b.xlsx");
    ASSERT_TRUE(found) << found.error().what;
    ASSERT_EQ(found->size(), 2u);
    EXPECT_EQ(found->at(0).table, EntryTable::ratings);
    EXPECT_EQ(found->at(1).table, EntryTable::marks);
    EXPECT_EQ(read_entry_table(book, "b.xlsx", EntryTable::ratings, "互评").rows.size(), 1u);
    EXPECT_NE(all(read_entry_table(book, "b.xlsx", EntryTable::marks, "录分").errors)
                  .find("b.xlsx:录分!E2: \"某日\" is no date"),
              std::string::npos);
}

// A template that nobody filled in is a table without entries; every form is told by its header.
TEST(EntryTables, TemplatesAreTheTablesThatAreRead) {
    for (EntryTable table : entry_tables) {
        const PrefilledRow row{{"unit", "yh"},    {"unit_name", "云禾县"},
                               {"item", "q1"},    {"rater", "qs"},
                               {"full", "100"},   {"number", "0999-9900001"},
                               {"title", "=1+1"}, {"address", "http://x/"}};
        const BookSheet sheet = template_sheet(table, std::vector{row});
        EXPECT_EQ(sheet.name, form_of(table).sheet);
        ASSERT_EQ(sheet.rows.size(), 2u);
        EXPECT_EQ(sheet.widths.size(), sheet.rows[0].size());
        std::string csv;
        for (const auto& cells : sheet.rows) {
            for (const std::string& cell : cells) csv += cell + ",";
            csv.back() = '\n';
        }
        auto found = find_entry_tables(csv, "t.csv");
        ASSERT_TRUE(found) << found.error().what;
        EXPECT_EQ(found->at(0).table, table);
        const FilledTable filled = read(csv, table);
        EXPECT_EQ(all(filled.errors), "") << csv;
        EXPECT_EQ(filled.blank, 1u);
        EXPECT_EQ(entry_table_of(form_of(table).word), table);
        const BookSheet how = instructions_sheet(table, "wuwei-2022");
        EXPECT_EQ(how.rows.back().back().find("duwang "), 0u);
    }
}

TEST(EntryTables, ALongTableGoesOnOverNumberedSheets) {
    EXPECT_EQ(sheet_name(EntryTable::marks, 1), "录分");
    for (std::size_t number : {1u, 2u, 10u, 99u})
        EXPECT_EQ(entry_table_of_sheet(sheet_name(EntryTable::ratings, number)),
                  EntryTable::ratings)
            << number;
    for (std::string_view name : {"录分2022", "录分 2", "录分2x", "2", "2录分", "marks2", "录", ""})
        EXPECT_FALSE(entry_table_of_sheet(name)) << name;
    EXPECT_FALSE(entry_table_of("录分2"));  // of `template` this is no word
}

TEST(TypedCells, DaysAndNumbersAsPeopleTypeThem) {
    struct Case {
        const char *typed, *iso;
    };
    for (const Case& one :
         {Case{"2022-08-31", "2022-08-31"}, Case{"2022/8/1", "2022-08-01"},
          Case{"２０２２年８月１日", "2022-08-01"}, Case{"2022.8.31", "2022-08-31"},
          Case{"2022-8-31 9:05", "2022-08-31T09:05"},
          Case{"2022年8月1日 14:30:05", "2022-08-01T14:30:05"},
          Case{"2022-08-31T09:05:00+08:00", "2022-08-31T09:05:00+08:00"},
          Case{"8月31日", "8月31日"}, Case{"2022-8", "2022-8"}, Case{"31-8-2022", "31-8-2022"},
          Case{"", ""}, Case{"2022-8-31 早上", "2022-8-31 早上"},
          Case{"99999999999-1-1", "99999999999-1-1"}})
        EXPECT_EQ(typed_day(one.typed), one.iso) << one.typed;
    EXPECT_EQ(typed_number(" 87．5 分"), "87.5");
    EXPECT_EQ(typed_number("九十"), "九十");
    EXPECT_EQ(typed_text("'-0.5"), "-0.5");
    EXPECT_EQ(typed_text("'so"), "'so");
    EXPECT_EQ(typed_list("a、1.jpg；b.mp3;\nc.pdf;b.mp3"),
              (std::vector<std::string>{"a、1.jpg", "b.mp3", "c.pdf"}));
}

}  // namespace
}  // namespace duwang::workflow
