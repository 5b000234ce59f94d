// Workbooks and CSV as offices send them, and what somebody may send instead.
#include "core/sheet.h"

#include <gtest/gtest.h>

#include <random>

#include "core/csv.h"
#include "core/sheet_number.h"
#include "core/zip.h"
#include "tests/support/zip.h"

namespace duwang {
namespace {

using test::sheet_of;
using test::workbook_of;

Sheet read(const std::string& bytes, const std::string& file = "a.xlsx") {
    const Result<Workbook> book = read_workbook(bytes, file);
    if (!book) {
        ADD_FAILURE() << book.error().what;
        return {};
    }
    return book->sheets.at(0);
}

std::string refusal(const std::string& bytes, const std::string& file = "a.xlsx") {
    const Result<Workbook> book = read_workbook(bytes, file);
    if (book) return "read";
    EXPECT_EQ(book.error().code, Errc::config) << book.error().what;
    return book.error().what;
}

void expect_contains(const std::string& text, std::string_view part) {
    EXPECT_NE(text.find(part), text.npos) << text << "\n  has no: " << part;
}

TEST(Sheet, CellsShowWhatPeopleSee) {
    const Sheet sheet = read(workbook_of(
        R"(<sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c t="s"><v>1</v></c>)"
        R"(<c r="D2"><v>0.50000000000000011</v></c><c r="E2" s="1"><v>44804</v></c>)"
        R"(<c r="F2" s="2"><v>7.0000000000000007E-2</v></c><c r="G2" t="b"><v>1</v></c>)"
        R"(<c r="H2" s="3"><v>44652</v></c><c r="I2" s="4"><v>3.1</v></c>)"
        R"(<c r="J2" s="5"><v>44804.604166666664</v></c><c r="K2"><f>1+1</f><v>2</v></c>)"
        R"(<c r="L2" t="str"><f>"a"</f><v>a_x000A_b</v></c><c r="M2"><v>1E-3</v></c>)"
        R"(<c r="N2" t="s"><v>99</v></c><c r="O2" t="e"><v>#REF!</v></c></row></sheetData>)"));
    ASSERT_EQ(sheet.rows.size(), 2u);
    EXPECT_TRUE(sheet.rows[0].blank());
    const std::vector<std::string> shown{
        "指标", "评价内容",         "",  "0.5",  "2022-08-31", "7%", "TRUE", "2022-04-01",
        "3.10", "2022-08-31 14:30", "2", "a\nb", "0.001",      "",   "#REF!"};
    for (std::size_t i = 0; i < shown.size(); ++i)
        EXPECT_EQ(sheet.rows[1].cell(i).text, shown[i]) << column_letters(i);
    EXPECT_EQ(sheet.place(1, 3), "a.xlsx:表!D2");
    EXPECT_EQ(column_letters(26), "AA");
}

TEST(Sheet, NumbersAreWhatTheOfficeTyped) {
    const struct {
        const char *raw, *code, *shown;
    } rows[] = {{"0.1", "General", "0.1"},
                {"0.30000000000000004", "General", "0.3"},
                {"1.4999999999999999", "General", "1.5"},
                {"100", "General", "100"},
                {"1e15", "General", "1000000000000000"},
                {"123456789012345", "General", "123456789012345"},
                {"0.00001", "General", "0.00001"},
                {"2", "0.00", "2.00"},
                {"0.333", "0.0", "0.333"},  // nothing is rounded away
                {"8", "0\"分\"", "8"},
                {"0.125", "0.0%", "12.5%"},
                {"60", "yyyy/m/d", "1900-02-28"},
                {"61", "yyyy/m/d", "1900-03-01"},
                {"44804", "[$-804]yyyy\"年\"m\"月\"d\"日\";@", "2022-08-31"},
                {"0.5", "h:mm", "12:00"},
                {"abc", "General", "abc"}};
    for (const auto& row : rows)
        EXPECT_EQ(shown_number(row.raw, number_format(row.code), false), row.shown)
            << row.raw << " " << row.code;
    EXPECT_EQ(shown_number("43342", number_format(14), true), "2022-08-31");
}

TEST(Sheet, MergedCellsBelongToEveryCell) {  // TP-P-16
    const Sheet sheet = read(
        workbook_of(sheet_of({{"主动公开", "a"}, {"", "b"}, {"", "c", "x"}}, {"A1:A3", "C3:E9"})));
    ASSERT_EQ(sheet.rows.size(), 3u);
    for (std::size_t row = 0; row < 3; ++row) {
        EXPECT_EQ(sheet.rows[row].cell(0).text, "主动公开");
        EXPECT_EQ(sheet.rows[row].cell(0).spread, row != 0);
    }
    EXPECT_EQ(sheet.rows[2].cell(4).text, "x");
}

TEST(Sheet, CsvHasPlacesToo) {
    const Sheet sheet = read("a,b\r\n\r\n\"c\nd\",e\r\n", "表.csv");
    ASSERT_EQ(sheet.rows.size(), 2u);
    EXPECT_EQ(sheet.place(1, 1), "表.csv:3:2");
    const std::vector<std::vector<std::string>> rows{{"a", "", "x,y"}, {"\"q\"", "1\n2", "=1"}};
    const auto parsed = parse_csv(csv_text(rows), "x");
    ASSERT_TRUE(parsed);
    for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ((*parsed)[i].fields, rows[i]);
}

TEST(Sheet, OldAndLockedFilesAreNamed) {
    const std::string compound = std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    for (const char* name : {"a.xls", "a.xlsx", "a.csv"})
        expect_contains(refusal(compound + std::string(600, '\0'), name), "save it as .xlsx");
    std::string wide;
    for (char c : std::string("EncryptedPackage")) (wide += c) += '\0';
    expect_contains(refusal(compound + std::string(600, '\0') + wide), "take the password off");
    expect_contains(refusal("<html><table>"), "no workbook, whatever its name");
    expect_contains(refusal(test::zip_of({{"mimetype", "application/vnd.oasis"}})), "(.ods)");
    expect_contains(refusal(test::zip_of({{"x.txt", "y"}})), "a ZIP file but no workbook");
}

TEST(Sheet, DamageIsTold) {
    const std::string good = workbook_of(sheet_of({{"指标", "分值"}, {"甲", "1"}}));
    EXPECT_EQ(refusal(good), "read");
    expect_contains(refusal(good.substr(0, good.size() / 2)), "damaged or incomplete");
    std::mt19937 random(11);
    for (int i = 0; i < 300; ++i) {  // never anything but an answer
        std::string bad = good;
        for (int n = 0; n < 3; ++n) bad[random() % bad.size()] = static_cast<char>(random());
        (void)read_workbook(bad, "a.xlsx");
    }
    auto files = test::workbook_files("<sheetData><row>");
    expect_contains(refusal(test::zip_of(files)), "damaged");
}

TEST(Sheet, BombsStayBounded) {
    auto files = test::workbook_files("");
    files.back().second = "<worksheet><!--" + std::string(200u << 20, ' ') + "--></worksheet>";
    expect_contains(refusal(test::zip_of(files)), "unpacks to more than");

    files = test::workbook_files("");
    for (int i = 0; i < 2100; ++i) files.emplace_back("x" + std::to_string(i), "");
    expect_contains(refusal(test::zip_of(files)), "at most 2000");

    std::string laughs = "<!DOCTYPE l [<!ENTITY a \"ha\">";
    for (char c = 'b'; c < 'k'; ++c) {
        laughs += std::string("<!ENTITY ") + c + " \"";
        for (int i = 0; i < 10; ++i) laughs += std::string("&") + static_cast<char>(c - 1) + ";";
        laughs += "\">";
    }
    files = test::workbook_files("");
    files.back().second = laughs +
                          "]><worksheet><sheetData><row><c t=\"str\"><v>&j;</v></c></row>"
                          "</sheetData></worksheet>";
    expect_contains(refusal(test::zip_of(files)), "a document type");

    // One long text that a million cells share.
    files = test::workbook_files("");
    files[4].second = "<sst><si><t>" + std::string(1u << 20, 'x') + "</t></si></sst>";
    std::string cells = "<worksheet><sheetData><row>";
    for (int i = 0; i < 199; ++i) cells += "<c t=\"s\"><v>0</v></c>";
    files.back().second = cells + "</row></sheetData></worksheet>";
    expect_contains(refusal(test::zip_of(files)), "more text than");
}

TEST(Sheet, AMillionRowsDeclaredAreNotRead) {
    const std::string empty =
        "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\" "
        "t=\"str\"><v>x</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\" "
        "s=\"1\"/></row></sheetData>";
    EXPECT_EQ(
        read(workbook_of(empty + "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>"))
            .rows.size(),
        1u);
    expect_contains(
        refusal(workbook_of("<sheetData><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c>"
                            "</row></sheetData>")),
        "表!A1048576: filled beyond row 20000");
    expect_contains(refusal(workbook_of("<sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>"
                                        "</sheetData>")),
                    "filled beyond column GR");
    std::string csv;
    for (int i = 0; i < 20'001; ++i) csv += "x\n";
    expect_contains(refusal(csv, "a.csv"), "a.csv:20001: more than 20000 rows");
    // Merged ranges over each other, each a million cells.
    std::vector<std::vector<std::string>> rows(10'000, {"x"});
    std::vector<std::string> merges(500, "A1:GR10000");
    expect_contains(refusal(workbook_of(sheet_of(rows, merges))), "too many merged cells");
}

TEST(Zip, EncryptedEntriesAreTold) {
    std::string bytes = test::zip_of({{"a", "hello"}});
    bytes[6] = 1;  // the flag, in both heads
    bytes[bytes.find("PK\x01\x02") + 8] = 1;
    auto zip = ZipReader::open(bytes, "a.zip");
    ASSERT_TRUE(zip);
    const auto text = zip->read("a");
    ASSERT_FALSE(text);
    expect_contains(text.error().what, "a.zip: a: protected by a password");
    EXPECT_EQ(zip->read("b").error().code, Errc::not_found);
}

}  // namespace
}  // namespace duwang
