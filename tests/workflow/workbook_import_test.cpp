// The inventory from a workbook: the same tables, with cells as places.
#include <gtest/gtest.h>

#include "tests/support/zip.h"
#include "workflow/inventory_import.h"

namespace duwang::workflow {
namespace {

std::string all(const std::vector<Error>& errors) {
    std::string text;
    for (const Error& error : errors) text += error.what + "\n";
    return text;
}

InventoryImport units_of(const std::string& bytes, std::string name = "台账.xlsx") {
    InventoryFiles files;
    files.units = {std::move(name), bytes};
    return import_inventory(files);
}

TEST(WorkbookImport, ReadsASheetLikeACsv) {
    const std::string book = test::workbook_of(
        test::sheet_of({{},
                        {"编号", "单位名称", "类别", "上级单位"},
                        {"yh", "云禾县人民政府", "county"},
                        {},
                        {"edu", "云禾县教育局", "department", "云禾县人民政府"}}));
    const InventoryImport import = units_of(book);
    EXPECT_EQ(all(import.errors), "");
    ASSERT_EQ(import.inventory.units.size(), 2u);
    EXPECT_EQ(import.inventory.units[1].parent, "yh");
}

TEST(WorkbookImport, TheSheetOfThatNameIsRead) {
    test::ZipFiles files = test::workbook_files(test::sheet_of({{"别的"}}));
    for (auto& [name, content] : files) {
        if (name == "xl/workbook.xml")
            content.insert(content.find("</sheets>"),
                           R"(<sheet name="单位" sheetId="2" r:id="s9"/>)");
        if (name == "xl/_rels/workbook.xml.rels")
            content.insert(
                content.find("</Relationships>"),
                R"(<Relationship Id="s9" Type="x/worksheet" Target="worksheets/u.xml"/>)");
    }
    files.emplace_back("xl/worksheets/u.xml",
                       "<worksheet>" +
                           test::sheet_of({{"id", "name", "kind"}, {"yh", "云禾县", "county"}}) +
                           "</worksheet>");
    const InventoryImport import = units_of(test::zip_of(files));
    EXPECT_EQ(all(import.errors), "");
    EXPECT_EQ(import.inventory.units.size(), 1u);
}

TEST(WorkbookImport, ErrorsNameTheCellInOrder) {
    const std::string book =
        test::workbook_of(test::sheet_of({{"编号", "单位名称", "类别", "上级单位"},
                                          {"yh", "云禾县", "county", "没有"},
                                          {"yh", "", "county"}}));
    EXPECT_EQ(all(units_of(book).errors),
              "台账.xlsx:表!D2: there is no unit \"没有\"; write an id or name of units.csv\n"
              "台账.xlsx:表!B3: \"name\" (单位名称) is empty; every row needs it\n"
              "台账.xlsx:表!A3: the unit \"yh\" stands in line 2 already; choose another id\n");
}

TEST(WorkbookImport, OldWorkbooksAreNamed) {
    EXPECT_EQ(
        all(units_of("\xD0\xCF\x11\xE0 and more", "units.csv").errors),
        "units.csv: a workbook of the old kind (.xls), whatever its name; open it and save it "
        "as .xlsx\n");
}

}  // namespace
}  // namespace duwang::workflow
