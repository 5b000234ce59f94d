// What users' programs save is read: LibreOffice wrote these files when the tests were built.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/crawler/attachment/sample_files.h"

namespace duwang::crawler {
namespace {

std::string row_of(const Table& table, std::uint32_t row) {
    std::string text;
    for (std::uint32_t column = 0; column < table.columns(); ++column)
        text += (column > 0 ? "|" : "") + std::string(table.text(row, column));
    return text;
}

bool has_link(const AttachmentReading& reading, std::string_view address) {
    return std::ranges::find(reading.links, address, &AttachmentLink::address) !=
           reading.links.end();
}

std::string shown(const AttachmentReading& reading) {
    return ended(reading) + " (" + reading.facts.note + ")\n" + reading.flow.text();
}

class Reports : public testing::TestWithParam<const char*> {};

TEST_P(Reports, AreReadWithTheirTableAndLink) {
    const AttachmentReading reading = read_sample(GetParam());
    ASSERT_EQ(reading.facts.state, "read") << shown(reading);
    const std::string text = reading.flow.text();
    EXPECT_NE(text.find("清河县2025年政府信息公开工作年度报告"), text.npos) << shown(reading);
    EXPECT_NE(text.find("详见公开指南"), text.npos) << shown(reading);
    EXPECT_NE(text.find("二、存在的主要问题"), text.npos) << shown(reading);
    ASSERT_EQ(reading.flow.tables.size(), 1u) << shown(reading);
    const Table& table = reading.flow.tables[0];
    ASSERT_EQ(table.rows(), 4u) << shown(reading);
    ASSERT_EQ(table.columns(), 4u) << shown(reading);
    EXPECT_EQ(row_of(table, 0), "信息内容|信息内容|本年发件数|金额（万元）");
    EXPECT_EQ(row_of(table, 1), "行政管理|行政许可|12|1234.567891");
    EXPECT_EQ(table.text(2, 1), "行政处罚");
    EXPECT_EQ(table.text(2, 2), "0");
    EXPECT_EQ(table.text(2, 3), "") << "a blank is no zero";
    EXPECT_EQ(row_of(table, 3), "合计|合计|12|1234.567891");
    // antiword tells neither links nor cells that go on below each other.
    const bool doc = reading.facts.kind == "doc";
    EXPECT_EQ(table.text(2, 0), doc ? "" : "行政管理");
    EXPECT_EQ(has_link(reading, "http://www.qinghe.gov.cn/xxgk/zn.html"), !doc) << shown(reading);
    EXPECT_FALSE(reading.facts.renamed);
}

INSTANTIATE_TEST_SUITE_P(Kinds, Reports,
                         testing::Values("report.docx", "report.odt", "report.pdf", "report.doc"),
                         [](const auto& param) { return std::string(param.param).substr(7); });

class Sheets : public testing::TestWithParam<const char*> {};

TEST_P(Sheets, AreReadCellByCell) {
    const AttachmentReading reading = read_sample(GetParam());
    ASSERT_EQ(reading.facts.state, "read") << shown(reading);
    ASSERT_EQ(reading.flow.tables.size(), 1u) << shown(reading);
    const Table& table = reading.flow.tables[0];
    EXPECT_EQ(table.text(0, 0), "清河县收支总表");
    EXPECT_EQ(row_of(table, 1), "项目|金额|备注");
    EXPECT_EQ(row_of(table, 2), "收入|123.456789|财政局");
    EXPECT_EQ(table.text(3, 1), "0");
    EXPECT_EQ(table.text(3, 2), "调整");
    const bool xls = reading.facts.kind == "xls";  // xls2csv tells neither
    EXPECT_EQ(table.text(3, 0), xls ? "" : "收入");
    EXPECT_EQ(table.text(0, 1), xls ? "" : "清河县收支总表");
    EXPECT_EQ(has_link(reading, "http://www.qinghe.gov.cn/cz/"), !xls) << shown(reading);
    EXPECT_EQ(reading.facts.pages, 1);
}

INSTANTIATE_TEST_SUITE_P(Kinds, Sheets, testing::Values("sheet.xlsx", "sheet.ods", "sheet.xls"),
                         [](const auto& param) { return std::string(param.param).substr(6); });

class Slides : public testing::TestWithParam<const char*> {};

TEST_P(Slides, AreReadInTheirOrder) {
    const AttachmentReading reading = read_sample(GetParam());
    ASSERT_EQ(reading.facts.state, "read") << shown(reading);
    EXPECT_EQ(reading.facts.pages, 2);
    const std::string text = reading.flow.text();
    const std::size_t first = text.find("政务公开培训"), second = text.find("公开情况");
    ASSERT_NE(first, text.npos) << shown(reading);
    ASSERT_NE(second, text.npos) << shown(reading);
    EXPECT_LT(first, second);
    EXPECT_NE(text.find("件数"), text.npos) << shown(reading);
    EXPECT_TRUE(has_link(reading, "http://www.qinghe.gov.cn/px/")) << shown(reading);
    if (reading.facts.kind == "ppt") return;  // a table is shapes there
    ASSERT_EQ(reading.flow.tables.size(), 1u) << shown(reading);
    EXPECT_EQ(row_of(reading.flow.tables[0], 0), "类别|类别|件数");
    EXPECT_EQ(row_of(reading.flow.tables[0], 1), "规章|现行|0");
}

INSTANTIATE_TEST_SUITE_P(Kinds, Slides, testing::Values("slides.pptx", "slides.odp", "slides.ppt"),
                         [](const auto& param) { return std::string(param.param).substr(7); });

TEST(Samples, RichTextIsReadWithoutItsTable) {
    const AttachmentReading reading = read_sample("report.rtf");
    ASSERT_EQ(ended(reading), "rtf read") << shown(reading);
    EXPECT_NE(reading.flow.text().find("政府信息公开工作年度报告"), std::string::npos);
    EXPECT_TRUE(reading.flow.cut) << "who reads it is told that there is more";
}

TEST(Samples, AScanIsRecognised) {
    const AttachmentReading reading = read_sample("scan.pdf");
    EXPECT_EQ(ended(reading), "pdf scanned");
    EXPECT_EQ(reading.facts.pages, 2);
    EXPECT_GE(reading.facts.images, 1);
}

class Locked : public testing::TestWithParam<const char*> {};

TEST_P(Locked, FilesWithAPasswordSaySo) {
    const AttachmentReading reading = read_sample(GetParam());
    EXPECT_EQ(reading.facts.state, "not_determined") << shown(reading);
    EXPECT_EQ(reading.facts.cause, "encrypted") << shown(reading);
    EXPECT_FALSE(reading.facts.renamed);
    EXPECT_TRUE(reading.flow.blocks.empty());
}

INSTANTIATE_TEST_SUITE_P(Kinds, Locked,
                         testing::Values("report-locked.docx", "report-locked.doc",
                                         "report-locked.odt", "report-locked.pdf",
                                         "sheet-locked.xlsx", "sheet-locked.xls",
                                         "sheet-locked.ods", "slides-locked.pptx",
                                         "slides-locked.odp"),
                         [](const auto& param) {
                             std::string name = param.param;
                             std::ranges::replace_if(
                                 name, [](char c) { return c == '-' || c == '.'; }, '_');
                             return name;
                         });

TEST(Samples, APdfThatOnlyItsOwnerMayChangeIsRead) {
    const AttachmentReading reading = read_sample("report-owner.pdf");
    EXPECT_EQ(ended(reading), "pdf read");
    EXPECT_EQ(reading.flow.tables.size(), 1u);
}

}  // namespace
}  // namespace duwang::crawler
