// What Word, WPS, Excel and OFD writers put into containers and LibreOffice does not, by hand.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/crawler/attachment/sample_files.h"
#include "tests/support/ofd.h"

namespace duwang::crawler {
namespace {

using test::ZipFiles;

const std::string relations_head =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";

ZipFiles docx_files(const std::string& body) {
    return {
        {"[Content_Types].xml", "<Types/>"},
        {"word/document.xml", "<w:document><w:body>" + body + "</w:body></w:document>"},
        {"word/styles.xml",
         R"(<w:styles><w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>)"
         R"(<w:style w:styleId="a2"><w:basedOn w:val="a1"/></w:style>)"
         R"(<w:style w:styleId="a3"><w:basedOn w:val="a4"/></w:style>)"
         R"(<w:style w:styleId="a4"><w:basedOn w:val="a3"/></w:style></w:styles>)"},
        {"word/footnotes.xml",
         "<w:footnotes><w:footnote><w:p><w:r><w:t>注：口径有调整</w:t></w:r></w:p></w:footnote></"
         "w:footnotes>"},
        {"word/_rels/document.xml.rels",
         relations_head + R"(<Relationship Id="r1" Type="x/styles" Target="styles.xml"/>)" +
             R"(<Relationship Id="r2" Type="x/footnotes" Target="footnotes.xml"/>)" +
             R"(<Relationship Id="r3" Type="x/hyperlink" Target="http://www.x.gov.cn/a?b=1&amp;c=2"/>)" +
             "</Relationships>"}};
}

AttachmentReading read_docx_body(const std::string& body) {
    return read_attachment(test::zip_of(docx_files(body)), "a.docx");
}

std::string run(const std::string& text) { return "<w:r><w:t>" + text + "</w:t></w:r>"; }
std::string raised(const std::string& text) {
    return R"(<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>)" + text + "</w:t></w:r>";
}
std::string paragraph(const std::string& text) { return "<w:p>" + run(text) + "</w:p>"; }
std::string cell(const std::string& text, const std::string& properties = "") {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraph(text) + "</w:tc>";
}

struct Row {
    const char* what;
    std::string body;
    std::string text;  // of the flow, without the footnote
};

TEST(Docx, WhatIsSeenIsRead) {
    const std::string table = "<w:tbl><w:tr>" + cell("内") + cell("件") + "</w:tr></w:tbl>";
    const std::vector<Row> rows{
        {"runs join", "<w:p>" + run("政府") + run("信息") + "</w:p>", "政府信息\n"},
        {"deleted text is gone",
         "<w:p>" + run("有") + "<w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>" +
             "<w:ins>" + run("新") + "</w:ins></w:p>",
         "有新\n"},
        {"moved text stands once",
         "<w:p><w:moveFrom>" + run("甲") + "</w:moveFrom></w:p><w:p><w:moveTo>" + run("甲") +
             "</w:moveTo></w:p>",
         "甲\n"},
        {"hidden text",
         "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>" + run("显") + "</w:p>", "显\n"},
        {"a hidden mark hides no text",
         "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" + run("显") + "</w:p>", "显\n"},
        {"struck out text is not said",
         "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>9</w:t></w:r>" + run("12") + "</w:p>", "12\n"},
        {"nothing is struck out when the mark is off",
         "<w:p><w:r><w:rPr><w:strike w:val=\"0\"/></w:rPr><w:t>9</w:t></w:r></w:p>", "9\n"},
        {"a raised number in text is read", "<w:p>" + run("12") + raised("2") + "</w:p>", "122\n"},
        {"a raised number behind that of a cell is a footnote's",
         "<w:tbl><w:tr>" + cell("甲") + "<w:tc><w:p>" + run("12") + raised("1") +
             "</w:p></w:tc></w:tr></w:tbl>",
         "甲\t12\n"},
        {"a text box stands once",
         "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + paragraph("框") +
             "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + paragraph("框") +
             "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>" + run("外") + "</w:p>",
         "框\n外\n"},
        {"a deleted row",
         "<w:tbl><w:tr>" + cell("甲") + cell("1") + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>" +
             cell("乙") + cell("2") + "</w:tr><w:tr>" + cell("丙") + cell("3") + "</w:tr></w:tbl>",
         "甲\t1\n丙\t3\n"},
        {"of nested tables the innermost is one",
         "<w:tbl><w:tr><w:tc>" + paragraph("前") + table + paragraph("后") +
             "</w:tc></w:tr></w:tbl>",
         "前\n内\t件\n后\n"},
        {"a single cell is a paragraph", "<w:tbl><w:tr>" + cell("框") + "</w:tr></w:tbl>", "框\n"},
    };
    for (const Row& row : rows) {
        const AttachmentReading reading = read_docx_body(row.body);
        EXPECT_EQ(reading.flow.text(), row.text + "注：口径有调整\n")
            << row.what << reading.facts.note;
    }
}

TEST(Docx, MergedCellsAndHeads) {
    const AttachmentReading reading = read_docx_body(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("类别", "<w:gridSpan w:val=\"2\"/>") +
        cell("件") + "</w:tr><w:tr>" + cell("规章", "<w:vMerge w:val=\"restart\"/>") +
        cell("现行") + cell("3") + "</w:tr><w:tr>" + cell("", "<w:vMerge/>") + cell("废止") +
        cell("0") + "</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" + cell("缩进") +
        cell("") + "</w:tr></w:tbl>");
    ASSERT_EQ(reading.flow.tables.size(), 1u);
    const Table& table = reading.flow.tables[0];
    EXPECT_EQ(table.text(0, 1), "类别");
    EXPECT_TRUE(table.at(0, 0)->head);
    EXPECT_FALSE(table.at(1, 0)->head);
    EXPECT_EQ(table.text(2, 0), "规章");
    EXPECT_EQ(table.at(2, 0), table.at(1, 0)) << "one cell";
    EXPECT_EQ(table.text(2, 2), "0");
    EXPECT_EQ(table.at(3, 0), nullptr);
    EXPECT_EQ(table.text(3, 1), "缩进");
}

TEST(Docx, HeadingsAndLinks) {
    const AttachmentReading reading = read_docx_body(
        "<w:p><w:pPr><w:pStyle w:val=\"a2\"/></w:pPr>" + run("一、总体情况") + "</w:p>" +
        "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>" + run("（一）") + "</w:p>" +
        "<w:p><w:pPr><w:pStyle w:val=\"a3\"/></w:pPr>" + run("正文") + "</w:p>" +
        "<w:p><w:hyperlink r:id=\"r3\">" + run("甲") + "</w:hyperlink></w:p>" +
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK "
        "&quot;http://www.x.gov.cn/2&quot; </w:instrText></w:r><w:r><w:fldChar "
        "w:fldCharType=\"separate\"/></w:r>" +
        run("乙") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>");
    ASSERT_GE(reading.flow.blocks.size(), 3u);
    EXPECT_EQ(reading.flow.blocks[0].kind, FlowBlock::Kind::heading);
    EXPECT_EQ(reading.flow.blocks[1].kind, FlowBlock::Kind::heading);
    EXPECT_EQ(reading.flow.blocks[2].kind, FlowBlock::Kind::paragraph);
    ASSERT_EQ(reading.links.size(), 2u);
    EXPECT_EQ(reading.links[0].address, "http://www.x.gov.cn/a?b=1&c=2");
    EXPECT_EQ(reading.links[0].text, "甲");
    EXPECT_EQ(reading.links[1].address, "http://www.x.gov.cn/2");
    EXPECT_EQ(reading.links[1].text, "乙");
}

TEST(Xlsx, NumbersAsShownAndEmptyAgainstZero) {
    const std::string sheet =
        R"(<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="4"><v>0.5</v></c></row>)"
        R"(<row r="3"><c r="A3"><v>0</v></c><c r="B3"><v>1234.567891</v></c><c r="C3" s="2"><v>0.25</v></c></row>)"
        R"(<row r="99999"><c r="A99999"><v>1</v></c></row></sheetData>)"
        R"(<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A3:A900000"/></mergeCells>)";
    const AttachmentReading reading = read_attachment(test::workbook_of(sheet), "a.xlsx");
    ASSERT_EQ(ended(reading), "xlsx not_determined/too_large") << "a part was read";
    EXPECT_EQ(reading.facts.note, "read in part only: table_cut");
    ASSERT_EQ(reading.flow.tables.size(), 1u);
    const Table& table = reading.flow.tables[0];
    EXPECT_EQ(table.origin, "工作表 表");
    EXPECT_EQ(table.text(0, 1), "指标") << "merged";
    EXPECT_EQ(table.text(0, 2), "0.50");
    EXPECT_EQ(table.text(2, 0), "0");
    EXPECT_EQ(table.text(2, 1), "1234.567891");
    EXPECT_EQ(table.text(2, 2), "25%");
    EXPECT_EQ(table.text(1, 0), "") << "an empty row";
    EXPECT_TRUE(reading.flow.cut) << "row 99999 is left out, and said";
    EXPECT_EQ(reading.facts.warnings, std::vector<std::string>{"table_cut"});
}

TEST(Ofd, TextsAndLinesBecomeParagraphsAndTables) {
    test::OfdPage page;
    page.texts = {{30, 20, "清河县收支总表"},
                  {22, 37, "项目"},
                  {72, 37, "金额"},
                  {22, 47, "收入"},
                  {72, 47, "123.456789"}};
    for (const double y : {30.0, 40.0, 50.0}) page.lines.push_back({20, y, 120, y});
    for (const double x : {20.0, 70.0, 120.0}) page.lines.push_back({x, 30, x, 50});
    page.link = "http://www.x.gov.cn/ofd";
    const AttachmentReading reading = read_attachment(test::ofd_of("公文一", {page}), "a.ofd");
    ASSERT_EQ(ended(reading), "ofd read") << reading.facts.note;
    EXPECT_EQ(reading.facts.title, "公文一");
    EXPECT_EQ(reading.facts.pages, 1);
    EXPECT_NE(reading.flow.text().find("清河县收支总表\n"), std::string::npos)
        << reading.flow.text();
    ASSERT_EQ(reading.flow.tables.size(), 1u) << reading.flow.text();
    EXPECT_EQ(reading.flow.tables[0].text(1, 0), "收入");
    EXPECT_EQ(reading.flow.tables[0].text(1, 1), "123.456789");
    ASSERT_EQ(reading.links.size(), 1u);
    EXPECT_EQ(reading.links[0].address, "http://www.x.gov.cn/ofd");
}

TEST(Ofd, ScansAndPasswords) {
    test::OfdPage picture;
    picture.image = true;
    EXPECT_EQ(ended(read_attachment(test::ofd_of("x", {picture}), "a.ofd")), "ofd scanned");
    ZipFiles files = test::ofd_files("x", {{}});
    files.emplace_back("Encryptions.xml", "<x/>");
    EXPECT_EQ(ended(read_attachment(test::zip_of(files), "a.ofd")), "ofd not_determined/encrypted");
}

TEST(Archives, AreListedAndNotOpened) {
    const std::string inner = test::zip_of(ZipFiles{{"c.txt", "x"}});
    const std::string gbk = "\xD4\xA4\xCB\xE3.pdf";  // 预算.pdf
    const std::string zip = test::zip_of(ZipFiles{{"决算.xlsx", "abc"},
                                                  {gbk, "abcde"},
                                                  {"表/", ""},
                                                  {"inner.zip", inner},
                                                  {"../../etc/x\x01\n.doc", "x"}});
    const AttachmentReading reading = read_attachment(zip, "附件.zip");
    ASSERT_EQ(ended(reading), "zip listed");
    ASSERT_EQ(reading.facts.entries.size(), 4u) << "a folder is none";
    EXPECT_EQ(reading.facts.entries[0].name, "决算.xlsx");
    EXPECT_EQ(reading.facts.entries[0].kind, "xlsx");
    EXPECT_EQ(reading.facts.entries[0].bytes, 3);
    EXPECT_EQ(reading.facts.entries[1].name, "预算.pdf");
    EXPECT_EQ(reading.facts.entries[3].name.find_first_of("\x01\n"), std::string::npos);
    EXPECT_EQ(reading.facts.warnings, std::vector<std::string>{"entry_path"});
    EXPECT_TRUE(reading.flow.blocks.empty());
}

TEST(Archives, BombsAreToldFromArchivesThatPackWell) {
    const auto zipped = [](const std::string& name, const std::string& content) {
        return test::zip_of(ZipFiles{{name, content}});
    };
    const auto end = [](const std::string& zip) { return ended(read_attachment(zip, "a.zip")); };
    EXPECT_EQ(end(zipped("a.bmp", std::string(5u << 20, ' '))), "zip listed") << "a white picture";
    std::string inside = zipped("a.pdf", "x");
    for (int i = 0; i < 3; ++i) inside = zipped("b.zip", inside);
    EXPECT_EQ(end(inside), "zip listed");
    EXPECT_EQ(end(zipped("b.zip", inside)), "zip not_determined/too_deep");
    const std::string bomb =
        test::zip_of_packed({test::packed_file("a", "", std::string(1u << 20, '\0'), 200, "")});
    const AttachmentReading outer = read_attachment(zipped("b.zip", bomb), "a.zip");
    EXPECT_EQ(ended(outer), "zip not_determined/ratio") << "what lies inside counts";
    ASSERT_EQ(outer.facts.entries.size(), 1u) << "its names are told all the same";
    EXPECT_EQ(end(zipped("b.zip", "PK\x03\x04 cut")), "zip listed") << "damaged inside is not ours";
}

TEST(Archives, PasswordsAndManyFiles) {
    std::vector<test::PackedFile> files{test::packed_file("a.pdf", "x"),
                                        test::packed_file("b", "x")};
    files[0].locked = true;
    const AttachmentReading some = read_attachment(test::zip_of_packed(files), "a.zip");
    EXPECT_EQ(ended(some), "zip listed");
    EXPECT_TRUE(some.facts.entries[0].encrypted);
    EXPECT_FALSE(some.facts.entries[1].encrypted);
    files[1].locked = true;
    EXPECT_EQ(ended(read_attachment(test::zip_of_packed(files), "a.zip")),
              "zip not_determined/encrypted");
    ZipFiles many;
    for (int i = 0; i < 3'000; ++i) many.emplace_back("f" + std::to_string(i), "");
    const AttachmentReading reading = read_attachment(test::zip_of(many), "a.zip");
    EXPECT_EQ(reading.facts.entries.size(), AttachmentLimits{}.entries_max);
    EXPECT_EQ(reading.facts.warnings, std::vector<std::string>{"entries_cut"});
}

TEST(Limits, TextBeyondThemIsLeftOutAndSaid) {
    std::string body;
    for (int i = 0; i < 1'000; ++i) body += paragraph("第" + std::to_string(i) + "段");
    AttachmentLimits limits;
    limits.text_max = 1'000;
    const AttachmentReading reading =
        read_attachment(test::zip_of(docx_files(body)), "a.docx", limits);
    EXPECT_EQ(ended(reading), "docx not_determined/too_large") << "a part was read";
    EXPECT_TRUE(reading.flow.cut);
    EXPECT_EQ(reading.facts.warnings, std::vector<std::string>{"text_cut"});
    EXPECT_LE(reading.flow.text().size(), 1'000u);
    EXPECT_NE(reading.flow.text().find("第0段"), std::string::npos);
}

}  // namespace
}  // namespace duwang::crawler
