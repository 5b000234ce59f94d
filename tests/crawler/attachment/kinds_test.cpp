// 类型: by content, by name, and when the two contradict each other.
#include <gtest/gtest.h>

#include "core/attachment_facts.h"
#include "tests/crawler/attachment/sample_files.h"
#include "tests/support/ofd.h"

namespace duwang::crawler {
namespace {

using namespace std::string_literals;

TEST(Kinds, ByTheFirstBytes) {
    const std::vector<std::pair<std::string, std::string>> rows{
        {"", "empty"},
        {"%PDF-1.4\n", "pdf"},
        {"\xEF\xBB\xBF\r\n\n%PDF-1.7\n", "pdf"},  // a few bytes of garbage before
        {"{\\rtf1 x}", "rtf"},
        {"Rar!\x1A\x07\x00"s, "rar"},
        {"Rar!\x1A\x07\x01\x00"s, "rar"},
        {"7z\xBC\xAF\x27\x1C", "7z"},
        {"\x1F\x8B\x08\x00"s, "gzip"},
        {"\xFF\xD8\xFF\xE0", "jpeg"},
        {"\x89PNG\r\n\x1A\n", "png"},
        {"GIF89a", "gif"},
        {"II*\0"s, "tiff"},
        {"RIFF\x10\0\0\0WEBPVP8 "s, "webp"},
        {"RIFF", "text"},
        {"<!DOCTYPE html><html><body>404</body></html>", "html"},
        {"\r\n <HTML><head>", "html"},
        {"<script>var a</script><body>%PDF-</body>", "html"},
        {"<?xml version=\"1.0\"?><a/>", "xml"},
        {"清河县", "text"},
        {"\x01\x02\x00\x03"s, "unknown"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "unknown"},
        {"PK\x03\x04", "zip"},
    };
    for (const auto& [bytes, kind] : rows) EXPECT_EQ(attachment_kind(bytes), kind) << bytes;
}

TEST(Kinds, OfGenuineFiles) {
    for (const char* name :
         {"report.docx", "report.doc", "report.odt", "report.pdf", "report.rtf", "sheet.xlsx",
          "sheet.xls", "sheet.ods", "slides.pptx", "slides.ppt", "slides.odp"})
        EXPECT_EQ(attachment_kind(sample(name)), kind_said(name)) << name;
    EXPECT_EQ(attachment_kind(test::ofd_of("x", {{}})), "ofd");
    EXPECT_EQ(attachment_kind(test::zip_of(test::ZipFiles{{"a.pdf", "x"}})), "zip");
}

TEST(Kinds, ByName) {
    const std::vector<std::pair<std::string, std::string>> rows{{"W020260101.PDF", "pdf"},
                                                                {"a.docx?v=1", "docx"},
                                                                {"表.ET", "et"},
                                                                {"a.jpg", "jpeg"},
                                                                {"a.tar.gz", "gzip"},
                                                                {"a", ""},
                                                                {"a.exe", ""},
                                                                {"a.csv", "text"},
                                                                {"P0.JPEG#x", "jpeg"},
                                                                {"2026.1.3", ""},
                                                                {"通知.wps", "wps"}};
    for (const auto& [name, kind] : rows) EXPECT_EQ(kind_said(name), kind) << name;
}

struct Renamed {
    const char* sample;
    const char* name;
    const char* kind;
    bool renamed;
};

TEST(Kinds, AContentThatIsNotItsNameIsReadAndSaid) {
    const std::vector<Renamed> rows{
        {"report.pdf", "a.doc", "pdf", true},     {"report.docx", "a.doc", "docx", true},
        {"report.doc", "a.docx", "doc", true},    {"report.rtf", "a.doc", "rtf", true},
        {"report.odt", "a.docx", "odt", true},    {"sheet.xlsx", "a.xls", "xlsx", true},
        {"sheet.xls", "a.xlsx", "xls", true},     {"sheet.ods", "a.zip", "ods", true},
        {"slides.pptx", "a.pdf", "pptx", true},   {"slides.ppt", "a.doc", "ppt", true},
        {"slides.odp", "a.ppt", "odp", true},     {"report.doc", "a.wps", "wps", false},
        {"report.docx", "a.wps", "docx", false},  {"sheet.xls", "a.et", "et", false},
        {"sheet.xlsx", "a.et", "xlsx", false},    {"slides.ppt", "a.dps", "dps", false},
        {"report.pdf", "download", "pdf", false}, {"report.pdf", "a.PDF", "pdf", false},
    };
    for (const Renamed& row : rows) {
        const AttachmentReading reading = read_attachment(sample(row.sample), row.name);
        EXPECT_EQ(ended(reading), std::string(row.kind) + " read") << row.sample << " " << row.name;
        EXPECT_EQ(reading.facts.renamed, row.renamed) << row.sample << " as " << row.name;
        EXPECT_FALSE(reading.flow.blocks.empty()) << row.sample;
    }
    EXPECT_TRUE(read_attachment(test::ofd_of("x", {{}}), "a.pdf").facts.renamed);
}

TEST(Kinds, A07APageInPlaceOfAFile) {
    const AttachmentReading page =
        read_attachment("<html><body><h1>404 Not Found</h1></body></html>", "附件1.docx");
    EXPECT_EQ(ended(page), "html not_determined/html_instead");
    EXPECT_TRUE(page.facts.renamed);
    EXPECT_EQ(ended(read_attachment("", "附件1.pdf")), "empty not_determined/empty_file");
}

TEST(Kinds, A08LargeFilesAreNotOpened) {
    AttachmentLimits limits;
    limits.bytes_max = 1'000;
    EXPECT_EQ(ended(read_attachment(sample("report.pdf"), "a.pdf", limits)),
              "pdf not_determined/too_large");
}

TEST(Kinds, OthersAreKnownAndNotRead) {
    EXPECT_EQ(ended(read_attachment("Rar!\x1A\x07\x01\x00"s, "a.rar")),
              "rar not_determined/unsupported");
    EXPECT_EQ(ended(read_attachment("7z\xBC\xAF\x27\x1C", "a.7z")),
              "7z not_determined/unsupported");
    EXPECT_EQ(ended(read_attachment("\x1F\x8B\x08", "a.gz")), "gzip not_determined/unsupported");
    EXPECT_EQ(ended(read_attachment("\xFF\xD8\xFF\xE0", "a.jpg")), "jpeg scanned");
    EXPECT_EQ(ended(read_attachment("\x01\x02\x00\x03"s, "a.bin")),
              "unknown not_determined/unsupported");
}

TEST(AttachmentFacts, ComeBackFromJson) {
    AttachmentFacts facts;
    EXPECT_EQ(to_json(facts).dump(), "{}");
    facts.name = "附件1.zip";
    facts.bytes = 12'345;
    facts.kind = "zip";
    facts.said = "rar";
    facts.renamed = true;
    facts.state = "listed";
    facts.cause = "c";
    facts.note = "n";
    facts.title = "t";
    facts.pages = 3;
    facts.images = 2;
    facts.entries = {{"预算.pdf", 99, "pdf", true}, {"a", 0, "", false}};
    facts.warnings = {"renamed", "entry_path"};
    const Json json = to_json(facts);
    EXPECT_EQ(to_json(attachment_from_json(json)).dump(), json.dump());
    const AttachmentFacts back = attachment_from_json(Json::parse(json.dump()).value());
    EXPECT_EQ(back.entries.size(), 2u);
    EXPECT_TRUE(back.entries[0].encrypted);
    EXPECT_EQ(back.entries[0].bytes, 99);
    EXPECT_TRUE(back.renamed);
    EXPECT_EQ(back.images, 2);
    EXPECT_EQ(back.warnings, facts.warnings);
}

}  // namespace
}  // namespace duwang::crawler
