// Workbooks that are written read back as they were.
#include "reports/format/xlsx.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/sheet.h"

namespace duwang::reports {
namespace {

std::string read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Folder {
    std::string name = testing::TempDir() + "duwang-xlsx-XXXXXX";
    Folder() {
        if (mkdtemp(name.data()) == nullptr) ADD_FAILURE() << name;
    }
    ~Folder() { std::filesystem::remove_all(name); }
    std::string path(const std::string& file) const { return name + "/" + file; }
};

TEST(Xlsx, ReadsBackAsItWas) {
    const std::vector<std::string> odd{"=1+1",
                                       "+3",
                                       "-0.5",
                                       "@x",
                                       "'x",
                                       "3.10",
                                       "0.50",
                                       "2022-08-31",
                                       "a\nb",
                                       " 前后 ",
                                       "<&>\"",
                                       "_x000D_",
                                       "😀",
                                       "\x01",
                                       "100%",
                                       "TRUE",
                                       std::string(30'000, 'x')};
    Book book{{{"指标", {{"编号", "文本"}}}, {"说明", {{"a"}, {""}, {"", "b"}}}}};
    for (const std::string& text : odd) book.sheets[0].rows.push_back({text, text});
    book.sheets[0].merges.push_back({1, 1, 2, 1});
    book.sheets[0].rows[2][1].clear();
    const Folder folder;
    const std::string path = folder.path("a.xlsx"), again = folder.path("b.xlsx");
    ASSERT_TRUE(write_xlsx(book, path));
    ASSERT_TRUE(write_xlsx(book, again));
    EXPECT_EQ(read_text(path), read_text(again));  // the same bytes
    const auto read = read_workbook(read_text(path), "a.xlsx");
    ASSERT_TRUE(read) << read.error().what;
    ASSERT_EQ(read->sheets.size(), 2u);
    const Sheet& sheet = read->sheets[0];
    for (std::size_t i = 0; i < odd.size(); ++i) EXPECT_EQ(sheet.rows[i + 1].cell(0).text, odd[i]);
    EXPECT_EQ(sheet.rows[2].cell(1).text, odd[0]);
    EXPECT_TRUE(sheet.rows[2].cell(1).spread);
    EXPECT_EQ(read->sheet("说明")->rows[2].cell(1).text, "b");
}

TEST(Xlsx, WhatCannotBeWrittenIsTold) {
    const Folder folder;
    const Book long_text{{{"a", {{std::string(40'000, 'x')}}}}};
    EXPECT_FALSE(write_xlsx(long_text, folder.path("a.xlsx")));
    EXPECT_FALSE(write_xlsx({{{"a/b", {{"x"}}}}}, folder.path("b.xlsx")));
    const auto nowhere = write_xlsx({{{"a", {{"x"}}}}}, folder.path("none/b.xlsx"));
    ASSERT_FALSE(nowhere);
    EXPECT_NE(nowhere.error().what.find("No such file or directory"), std::string::npos)
        << nowhere.error().what;
    EXPECT_TRUE(std::filesystem::is_empty(folder.path("")));  // no half of one is left
}

TEST(Xlsx, WhatStoodThereStaysUntilTheNewOneIsWhole) {
    const Folder folder;
    const std::string path = folder.path("a.xlsx");
    ASSERT_TRUE(write_xlsx({{{"a", {{"x"}}}}}, path));
    const std::string before = read_text(path);
    EXPECT_FALSE(write_xlsx({{{"a", {{std::string(40'000, 'x')}}}}}, path));
    EXPECT_EQ(read_text(path), before);
}

}  // namespace
}  // namespace duwang::reports
