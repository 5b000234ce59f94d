// Import of indicator tables as offices type them: merged cells, 同上, sums, objects.
#include "core/yaml_text.h"
#include "rules/validation/scheme_validator.h"
#include "tests/rules/table_support.h"

namespace duwang::rules {
namespace {

const std::vector<std::string> head{"序号",     "一级指标", "二级指标", "三级指标", "分值",
                                    "评价内容", "责任单位", "完成时限", "评价对象"};

// A small table of the kind that annexes hold.
Cells small_table() {
    return {
        {"临川市2022年政务公开评价指标体系"},
        head,
        {"1", "主动公开（5分）", "基础信息公开（4.5分）", "平台建设", "1",
         "1.平台依托门户网站。2.六项内容齐全，含年度报告。",
         "牵头：市政务公开办公室；责任：市财政局", "2022年4月底",
         "1.市政务公开办公室\n2.各区县人民政府"},
        {"2", "", "", "财政信息", "3.5分", "预决算（此项只评价各区县人民政府）",
         "牵头：同上；责任：市审计局及各区县人民政府", "同上", "同上"},
        {"3", "", "重点领域公开", "网站标识", "0.5", "标识码", "〃", "2022年12月31日前",
         "各区县人民政府、市新闻办"},
        {"4", "依申请公开（3分）", "渠道指引", "—", "3", "指南", "市审计局", "", "临川市审计局"},
        {"合计", "", "", "", "8"},
        {"加分项"},
        {"序号", "评价指标", "权重", "评价内容", "评价对象"},
        {"1", "创新发展", "3", "创新", "市政府各部门"},
        {"总分", "", "3"}};
}

const std::vector<std::string> small_merges{"A1:I1", "B3:B5", "C3:C4"};

TEST(TableImport, ATypedTableBecomesAScheme) {  // TP-P-16, TP-P-17, TP-P-08
    const TableImport import = imported(typed(small_table(), small_merges));
    ASSERT_EQ(errors_of(import), "");
    const SchemeLoad load = read_scheme(import.tree);
    for (const Error& error : load.errors) ADD_FAILURE() << error.what;
    ASSERT_TRUE(load.scheme);
    for (const Error& error : validate_scheme(*load.scheme, {})) ADD_FAILURE() << error.what;
    const Scheme& scheme = *load.scheme;
    EXPECT_EQ(scheme.id, "linchuan");
    EXPECT_EQ(scheme.full.exact(), "8");
    EXPECT_EQ(scheme.bonus_full.exact(), "3");
    ASSERT_EQ(scheme.indicators.size(), 5u);
    const Indicator& finance = scheme.indicators[1];
    EXPECT_EQ(finance.id, "02");
    EXPECT_EQ(finance.full.exact(), "3.5");
    EXPECT_EQ(finance.levels, (std::vector<std::string>{"主动公开", "基础信息公开"}));
    EXPECT_EQ(finance.lead, std::vector<std::string>{"市政务公开办公室"});
    EXPECT_EQ(finance.responsible, (std::vector<std::string>{"市审计局", "各区县人民政府"}));
    EXPECT_EQ(finance.objects.any_of, (std::vector<std::string>{"unit:office", "county"}));
    EXPECT_EQ(finance.due.text, "2022年4月底");
    ASSERT_EQ(finance.due.entries.size(), 1u);
    EXPECT_EQ(finance.due.entries[0].date, "2022-04-30");
    EXPECT_EQ(finance.basis, "临川市指标第2条");
    EXPECT_EQ(scheme.indicators[2].levels, (std::vector<std::string>{"主动公开", "重点领域公开"}));
    EXPECT_EQ(scheme.indicators[3].title, "渠道指引");
    EXPECT_EQ(scheme.indicators[3].levels, std::vector<std::string>{"依申请公开"});
    EXPECT_EQ(scheme.indicators[4].id, "B1");
    EXPECT_TRUE(scheme.indicators[4].bonus);
    EXPECT_EQ(scheme.levels.size(), 3u);
}

TEST(TableImport, EveryResolutionIsTold) {  // TP-P-16
    const std::string notes =
        notes_of(imported(typed(small_table(), small_merges)), NoteKind::resolved);
    expect_holds(notes, "指标表.xlsx:表!B3: 合并单元格，至第 5 行：主动公开（5分）");
    expect_holds(notes, "指标表.xlsx:表!C3: 合并单元格，至第 4 行：基础信息公开（4.5分）");
    expect_holds(notes, "指标表.xlsx:表!H4: 「同上」作：2022年4月底");
    expect_holds(notes,
                 "指标表.xlsx:表!G4: "
                 "「牵头：同上；责任：市审计局及各区县人民政府」作：牵头：市政务公开办公室");
    expect_holds(notes, "指标表.xlsx:表!G5: 「〃」作：");
    Cells rows = small_table();
    const std::string carried = notes_of(imported(typed(rows, {"A1:I1"})), NoteKind::resolved);
    expect_holds(carried, "指标表.xlsx:表!B4: 空白，沿用上一行：主动公开（5分）");
}

TEST(TableImport, WrongSumsAreToldWithTheDifference) {  // TP-P-17
    Cells rows = small_table();
    rows[3][4] = "4";
    expect_holds(errors_of(imported(typed(rows, small_merges))),
                 "指标表.xlsx:表!E7: the 4 rows above make 8.5 but 8 is written (difference 0.5); "
                 "correct one of them");
    rows = small_table();
    rows[2][1] = "主动公开（6分）";
    const TableImport import = imported(typed(rows, small_merges));
    ASSERT_EQ(errors_of(import), "");
    const SchemeLoad load = read_scheme(import.tree);
    ASSERT_TRUE(load.scheme);
    std::string all;
    for (const Error& error : validate_scheme(*load.scheme, {})) all += error.what + "\n";
    expect_holds(all, "指标表.xlsx:表!B3: ");
    expect_holds(all, "make 5 but 6 is written (difference -1)");
}

TEST(TableImport, SubtotalsCountSinceTheLastOne) {
    Cells rows = small_table();
    rows.insert(rows.begin() + 5, {"", "小计", "", "", "5"});
    rows.insert(rows.begin() + 7, {"小计", "", "", "", "3"});
    EXPECT_EQ(errors_of(imported(typed(rows, {"A1:I1", "B3:B5"}))), "");
    rows[7][4] = "2";
    expect_holds(errors_of(imported(typed(rows, {"A1:I1", "B3:B5"}))),
                 "表!E8: the 1 rows above make 3 but 2 is written (difference 1)");
}

TEST(TableImport, MistakesAreToldWithTheirCell) {
    const struct {
        std::size_t row, column;
        const char *text, *told;
    } cases[] = {
        {3, 4, "40%", "表!E4: \"40%\" is a percentage where points are due"},
        {3, 4, "三分", "表!E4: \"三分\" is no number of points; write for example \"0.5\""},
        {3, 4, "-1", "表!E4: \"-1\" is negative"},
        {3, 4, "", "表!E4: indicator 2 has no points although others have"},
        {3, 0, "1", "表!A4: number 1 stands at 指标表.xlsx:表!A3 already"},
        {2, 7, "同上", "表!H3: \"同上\": nothing stands above it; write it out"},
        {3, 6, "配合：同上", "表!G4: \"配合：同上\": the cell above has no \"配合：\""},
        {4, 8, "市新闻办",
         "表!I5: none of the objects of indicator 3 (市新闻办) is in the inventory"},
        {4, 8, "—", "indicator 3 has no objects; write 评价对象, or 同上"},
        {1, 7, "分数", "表!H2: a second column for the same as 指标表.xlsx:表!E2"},
        {6, 4, "八", "表!E7: \"八\" is no number of points"},
    };
    for (const auto& one : cases) {
        Cells rows = small_table();
        rows[one.row][one.column] = one.text;
        expect_holds(errors_of(imported(typed(rows, small_merges))), one.told);
    }
    Cells rows = small_table();
    rows[5][3] = rows[5][2] = rows[5][1] = "";
    rows[4][1] = rows[3][1] = rows[2][1] = "";
    rows[4][2] = rows[2][2] = "";
    expect_holds(errors_of(imported(typed(rows))), "表!A6: an indicator without a title");
    expect_holds(errors_of(imported(typed({{"a", "b"}, {"c"}}))),
                 "指标表.xlsx: no indicator table found; its head must stand in the first 20 rows");
    expect_holds(errors_of(imported(typed({head}))), "a head but no indicator below it");
}

TEST(TableImport, MergedPointsOverSeveralIndicatorsAreRefused) {
    Cells rows = small_table();
    rows[3][4] = "";
    expect_holds(errors_of(imported(typed(rows, {"A1:I1", "B3:B5", "C3:C4", "E3:E4"}))),
                 "表!E4: the points are merged over several indicators; write those of each");
}

TEST(TableImport, RowsUnderAMergedTitleAreItsParts) {
    Cells rows{head,
               {"1", "主动公开", "基础", "财政信息", "2", "预算公开", "市财政局", "", "市财政局"},
               {"", "", "", "", "1.5", "决算公开"},
               {"2", "主动公开", "基础", "权责清单", "1", "清单", "市财政局", "", "市财政局"},
               {"", "", "", "", "", "清单动态调整"}};
    const TableImport import = imported(typed(rows, {"A2:A3", "D2:D3", "B2:B3"}));
    ASSERT_EQ(errors_of(import), "");
    ASSERT_EQ(import.tree.indicators.size(), 2u);
    const Yaml finance = import.tree.indicators[0];
    EXPECT_EQ(finance["full"].text(), "3.5");
    ASSERT_EQ(finance["parts"].items().size(), 2u);
    EXPECT_EQ(finance["parts"].items()[1]["title"].text(), "决算公开");
    EXPECT_EQ(finance["parts"].items()[1]["points"].place(), "指标表.xlsx:表!E3");
    EXPECT_FALSE(import.tree.indicators[1]["parts"]);
    EXPECT_EQ(import.tree.indicators[1]["content"].text(), "清单\n清单动态调整");
    rows[2][4] = "";
    rows[1][4] = "2";
    EXPECT_EQ(imported(typed(rows, {"A2:A3", "D2:D3"})).tree.indicators[0]["full"].text(), "2");
}

TEST(TableImport, AListWithoutMarksIsListedNotScored) {  // TP-P-18, TP-P-13
    const Cells rows{
        {"序号", "一级指标", "二级指标", "评价要点", "牵头与责任单位", "完成时限", "评价对象"},
        {"1", "着力打造市场化营商环境", "公用事业", "1.评价资金直达机制落实情况。2.评价监督情况。",
         "市财政局（牵头）、市审计局及各区县人民政府", "2022年9月底",
         "市财政局（牵头）\n各区县人民政府"},
        {"2", "同上", "同上", "指导口岸公示收费。（本市不涉及）\n推行稽核查。（本市不涉及）",
         "市审计局", "实时更新", "市审计局"},
        {"3", "同上", "同上", "1.完善机制。2.试点任务。（本市不涉及）", "市审计局等有关部门", "",
         "市审计局"}};
    const TableImport import = imported(typed(rows));
    ASSERT_EQ(errors_of(import), "");
    const SchemeLoad load = read_scheme(import.tree);
    for (const Error& error : load.errors) ADD_FAILURE() << error.what;
    ASSERT_TRUE(load.scheme);
    EXPECT_TRUE(load.scheme->unweighted);
    EXPECT_EQ(load.scheme->missing_settings.size(), 4u);  // total and one for each indicator
    const Indicator& first = load.scheme->indicators[0];
    EXPECT_EQ(first.title, "评价资金直达机制落实情况");
    EXPECT_EQ(first.lead, std::vector<std::string>{"市财政局"});
    EXPECT_EQ(first.objects.any_of, (std::vector<std::string>{"unit:finance", "county"}));
    const std::string notes = notes_of(import, NoteKind::not_here);
    expect_holds(notes, "02 第1点");
    expect_holds(notes, "02 全部不涉及，没有可评内容");
    expect_holds(notes, "03 第2点");
    EXPECT_EQ(notes.find("03 全部"), notes.npos);
    EXPECT_EQ(load.scheme->indicators[2].responsible, std::vector<std::string>{"市审计局"});
}

TEST(TableImport, WhatAPersonDecidesIsTold) {  // TP-P-14, TP-O-05
    const TableImport import = imported(typed(small_table(), small_merges));
    expect_holds(notes_of(import, NoteKind::only_some), "02 第1点只评价一部分对象");
    expect_holds(notes_of(import, NoteKind::object),
                 "台账中没有「市新闻办」（03），未列为评价对象");
    expect_holds(notes_of(import, NoteKind::date), "完成时限「2022年12月31日前」作 2022-12-31");
    const std::string checks = notes_of(import, NoteKind::suggestion);
    expect_holds(checks, "03 网站标识：K22 identity-site-marks（网站标识）");
    expect_holds(checks, "01 平台建设：K01 column-expected");
    expect_holds(checks, "02 财政信息：K17 （检查尚未提供）（预决算）");
}

TEST(TableImport, ShortNamesAreAskedAboutNotTaken) {  // TP-O-04
    Cells rows = small_table();
    rows[4][8] = "市人民办公室、各区县人民政府";
    expect_holds(notes_of(imported(typed(rows, small_merges)), NoteKind::object),
                 "台账中没有「市人民办公室」（03），未列为评价对象；如指「临川市人民政府办公室」，"
                 "请在台账中写为别名");
}

TEST(TableImport, RulesAreProposedNotTaken) {
    Cells rows{{"序号", "指标", "分值", "扣分标准", "评价对象"},
               {"1", "栏目", "2", "每缺一项扣0.5分；未公开的扣2分。酌情扣分", "市财政局"}};
    const TableImport import = imported(typed(rows));
    ASSERT_EQ(errors_of(import), "");
    const std::string notes = notes_of(import, NoteKind::proposal);
    expect_holds(
        notes,
        R"(表!D2: 01「每缺一项扣0.5分」可写成规则：{finding: …, points: "0.5", text: 每缺一项扣0.5分})");
    expect_holds(notes, "「未公开的扣2分」");
    EXPECT_EQ(notes.find("酌情"), notes.npos);
    EXPECT_FALSE(import.tree.indicators[0]["deduct"]);
    expect_holds(import.tree.indicators[0]["content"].text(), "扣分标准：每缺一项扣0.5分");
}

TEST(TableImport, SeveralTablesAreSchemesOfTheirOwn) {  // CJ-P-10, WW-P-29, TC-P-17, YY-P-01
    Workbook book = typed(small_table(), small_merges);
    Workbook other =
        typed({{"序号", "指标", "分值", "评价对象"}, {"1", "栏目", "100", "市财政局"}});
    book.sheets[0].name = "区县";
    other.sheets[0].name = "部门";
    book.sheets.push_back(other.sheets[0]);
    expect_holds(errors_of(imported(book)),
                 "tables on several sheets (区县, 部门); each is a scheme of its own, import them "
                 "one by one with --sheet NAME");
    const TableImport departments = imported(book, "部门");
    EXPECT_EQ(errors_of(departments), "");
    EXPECT_EQ(departments.tree.head["full"].text(), "100");
    EXPECT_EQ(imported(book, "区县").tree.head["full"].text(), "8");
    expect_holds(errors_of(imported(book, "乡镇")), "no indicator table found on sheet 乡镇");
}

TEST(TableImport, AHeadRepeatedOnANewPageIsSkipped) {
    Cells rows = small_table();
    rows.insert(rows.begin() + 4, head);
    const TableImport import = imported(typed(rows, {"A1:I1"}));
    EXPECT_EQ(errors_of(import), "");
    EXPECT_EQ(import.tree.indicators.size(), 5u);
}

TEST(TableImport, HostileTablesStayBounded) {
    Cells rows{{"序号", "指标", "分值", "评价内容", "评价对象"}};
    for (int i = 1; i <= 1100; ++i)
        rows.push_back({std::to_string(i), "甲", "1", "乙", "市财政局"});
    expect_holds(errors_of(imported(typed(rows))), "表!A1002: more than 1000 indicators");
    std::string names, points;
    for (int i = 0; i < 100'000; ++i) names += "a及b、";
    for (int i = 0; i < 100'000; ++i) points += std::to_string(i) + ".（";
    rows = {rows[0], {"1", "甲", "1", "乙", names}, {"2", "甲", "1", points, "市财政局"}};
    const std::string told = errors_of(imported(typed(rows)));
    expect_holds(told, "表!E2: \"a及b、");
    expect_holds(told, "bytes; at most 10000 are read here");
    expect_holds(told, "bytes; at most 100000 are read here");
}

TEST(TableImport, ColumnsThatAreNotReadAreTold) {
    Cells rows = small_table();
    rows[1].push_back("分管领导");
    expect_holds(notes_of(imported(typed(rows, {"A1:I1"})), NoteKind::layout),
                 "表!J2: 没有读取「分管领导」列");
}

TEST(TableImport, CsvAndWorkbookAreTheSame) {
    Cells rows = small_table();
    for (std::size_t row : {3u, 4u}) rows[row][1] = rows[2][1];
    rows[3][2] = rows[2][2];
    std::vector<std::vector<std::string>> lines = rows;
    std::string csv;
    for (const auto& row : lines) {
        for (std::size_t i = 0; i < row.size(); ++i) csv += (i == 0 ? "\"" : ",\"") + row[i] + "\"";
        csv += "\n";
    }
    const Result<Workbook> read = read_workbook(csv, "指标表.csv");
    ASSERT_TRUE(read);
    const TableImport from_csv = imported(*read), from_xlsx = imported(typed(rows));
    EXPECT_EQ(errors_of(from_csv), "");
    ASSERT_EQ(from_csv.tree.indicators.size(), from_xlsx.tree.indicators.size());
    for (std::size_t i = 0; i < from_csv.tree.indicators.size(); ++i)
        EXPECT_TRUE(same_tree(from_csv.tree.indicators[i], from_xlsx.tree.indicators[i]))
            << yaml_text(from_csv.tree.indicators[i]) << yaml_text(from_xlsx.tree.indicators[i]);
}

}  // namespace
}  // namespace duwang::rules
