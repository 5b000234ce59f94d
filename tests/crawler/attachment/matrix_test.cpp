// Every type of attachment × genuine, damaged, renamed, bomb, with a password: a square that is
// missing fails, unless its type says why there is none.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "tests/crawler/attachment/hostile_files.h"
#include "tests/crawler/attachment/locked_files.h"
#include "tests/crawler/attachment/sample_files.h"
#include "tests/support/ofd.h"

namespace duwang::crawler {
namespace {

struct Type {
    const char* kind;
    const char* genuine;  // saved by LibreOffice; "made": by us, no program of Debian's writes any
    const char* renamed;  // the name of another type
    const char* bomb;     // of hostile_files()
    const char* locked;   // saved by LibreOffice, "made", or "none: " and why
};

const std::array types{
    Type{"pdf", "report.pdf", "a.doc", "PdfDeflateBomb", "report-locked.pdf"},
    Type{"ofd", "made", "a.pdf", "OfdBomb", "made"},
    Type{"docx", "report.docx", "a.doc", "DocxBomb", "report-locked.docx"},
    Type{"xlsx", "sheet.xlsx", "a.xls", "XlsxGigabyte", "sheet-locked.xlsx"},
    Type{"pptx", "slides.pptx", "a.pdf", "PptxBomb", "slides-locked.pptx"},
    Type{"odt", "report.odt", "a.docx", "OdtBomb", "report-locked.odt"},
    Type{"ods", "sheet.ods", "a.zip", "OdsBomb", "sheet-locked.ods"},
    Type{"odp", "slides.odp", "a.ppt", "OdpBomb", "slides-locked.odp"},
    Type{"doc", "report.doc", "a.docx", "DocManyPieces", "report-locked.doc"},
    Type{"xls", "sheet.xls", "a.xlsx", "XlsAllPlaces", "sheet-locked.xls"},
    Type{"ppt", "slides.ppt", "a.doc", "PptEndlessText", "made"},
    Type{"rtf", "report.rtf", "a.doc", "RtfNestedGroups",
         "none: RTF has no password that closes a file, only one against changes"},
    Type{"zip", "made", "a.pdf", "FlatZipBomb", "made"},
};

std::string made(const std::string& kind) {
    if (kind == "ofd") return test::ofd_of("公文", {{{{20, 30, "清河县人民政府"}}, {}, "", false}});
    return test::zip_of(test::ZipFiles{{"预算.pdf", std::string(5'000, 'x')}});
}
std::string genuine(const Type& type) {
    return type.genuine == std::string("made") ? made(type.kind) : sample(type.genuine);
}
std::string locked(const Type& type) {
    const std::string kind = type.kind;
    if (type.locked != std::string("made")) return sample(type.locked);
    if (kind == "ppt") return locked_ppt();
    return kind == "ofd" ? locked_ofd() : locked_zip();
}

void PrintTo(const Type& type, std::ostream* out) { *out << type.kind; }

class Matrix : public testing::TestWithParam<Type> {
  protected:
    std::string kind = GetParam().kind, file = "a." + kind;
};

TEST_P(Matrix, Genuine) {
    const AttachmentReading reading = read_attachment(genuine(GetParam()), file);
    EXPECT_EQ(ended(reading), kind + (kind == "zip" ? " listed" : " read")) << reading.facts.note;
    EXPECT_FALSE(reading.facts.renamed);
    EXPECT_EQ(reading.flow.blocks.empty(), kind == "zip");
}

TEST_P(Matrix, Damaged) {
    std::string bytes = genuine(GetParam());
    bytes.resize(bytes.size() / 2);
    const AttachmentReading reading = read_attachment(bytes, file);
    // What kind it was half a file may not tell.
    EXPECT_EQ(reading.facts.state, "not_determined") << ended(reading);
    EXPECT_EQ(reading.facts.cause, "damaged") << ended(reading);
    EXPECT_FALSE(reading.facts.renamed);
    EXPECT_TRUE(reading.flow.blocks.empty());
}

TEST_P(Matrix, Renamed) {
    const AttachmentReading reading = read_attachment(genuine(GetParam()), GetParam().renamed);
    EXPECT_EQ(ended(reading), kind + (kind == "zip" ? " listed" : " read")) << reading.facts.note;
    EXPECT_TRUE(reading.facts.renamed);
}

// That it costs little is seen where all of them are read.
TEST_P(Matrix, Bomb) {
    const auto& all = hostile_files();
    const auto bomb = std::ranges::find(all, std::string_view(GetParam().bomb), &Hostile::name);
    ASSERT_NE(bomb, all.end());
    EXPECT_EQ(kind_said(bomb->file), kind);
    EXPECT_TRUE(bomb->ends.starts_with(kind + " not_determined/")) << bomb->ends;
    EXPECT_EQ(attachment_kind(bomb->make()), kind);
}

TEST_P(Matrix, Locked) {
    if (std::string_view(GetParam().locked).starts_with("none: ")) return;
    const AttachmentReading reading = read_attachment(locked(GetParam()), file);
    EXPECT_EQ(ended(reading), kind + " not_determined/encrypted") << reading.facts.note;
    EXPECT_TRUE(reading.flow.blocks.empty());
}

INSTANTIATE_TEST_SUITE_P(Types, Matrix, testing::ValuesIn(types),
                         [](const auto& param) { return std::string(param.param.kind); });

// A type of which the table above does not tell is one that nobody tried.
TEST(Attachments, EveryTypeThatIsReadIsInTheMatrix) {
    for (const char* ending : {"pdf", "ofd", "docx", "xlsx", "pptx", "odt", "ods", "odp", "doc",
                               "xls", "ppt", "rtf", "zip", "wps", "et", "dps"}) {
        std::string kind(kind_said(std::string("a.") + ending));
        // What WPS writes is one of the others by another name.
        for (const auto& [wps, office] : {std::pair{"wps", "doc"}, {"et", "xls"}, {"dps", "ppt"}})
            if (kind == wps) kind = office;
        EXPECT_TRUE(std::ranges::any_of(types, [&](const Type& type) { return type.kind == kind; }))
            << ending;
    }
    for (const Type& type : types)
        for (const char* square : {type.genuine, type.renamed, type.bomb, type.locked})
            EXPECT_FALSE(std::string_view(square).empty()) << type.kind;
    // The bombs of wps, et and dps.
    for (const char* bomb : {"DocManyPieces", "XlsAllPlaces", "PptEndlessText"})
        EXPECT_TRUE(std::ranges::any_of(
            hostile_files(), [&](const Hostile& one) { return one.name == std::string(bomb); }));
}

// More than their heads is closed.
TEST(Attachments, WhatIsClosedTellsNothing) {
    const std::string words = "\x3F\x65\xA1\x52";  // 政务 in UTF-16
    EXPECT_EQ(locked_ppt().find(words), std::string::npos);
    EXPECT_NE(sample("slides.ppt").find(words), std::string::npos);
    EXPECT_EQ(locked_ofd().find("清河县"), std::string::npos);
    EXPECT_EQ(read_attachment(locked_zip(), "a.zip").facts.entries.size(), 2u);
}

}  // namespace
}  // namespace duwang::crawler
