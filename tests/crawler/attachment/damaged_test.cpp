// Files that were cut off, or in which bytes are wrong, end with a cause and never half read.
#include <gtest/gtest.h>

#include "tests/crawler/attachment/sample_files.h"
#include "tests/support/ofd.h"

namespace duwang::crawler {
namespace {

std::string bytes_of(const std::string& name) {
    if (name == "page.ofd")
        return test::ofd_of("公文", {{{{20, 30, "清河县人民政府"}}, {}, "", false}});
    if (name == "files.zip")
        return test::zip_of(test::ZipFiles{{"预算.pdf", std::string(5'000, 'x')}});
    return sample(name);
}

class Damaged : public testing::TestWithParam<const char*> {};

TEST_P(Damaged, CutInTheMiddle) {
    std::string bytes = bytes_of(GetParam());
    ASSERT_GT(bytes.size(), 100u);
    bytes.resize(bytes.size() / 2);
    const AttachmentReading reading = read_attachment(bytes, GetParam());
    EXPECT_EQ(reading.facts.state, "not_determined") << ended(reading) << reading.flow.text();
    EXPECT_EQ(reading.facts.cause, "damaged") << ended(reading);
    EXPECT_TRUE(reading.flow.blocks.empty());
}

TEST_P(Damaged, BytesFlipped) {
    const std::string bytes = bytes_of(GetParam());
    for (const std::size_t part : {3u, 5u, 7u, 9u}) {
        std::string flipped = bytes;
        for (std::size_t at = flipped.size() / part; at < flipped.size(); at += flipped.size() / 8)
            flipped[at] = static_cast<char>(~flipped[at]);
        const AttachmentReading reading = read_attachment(flipped, GetParam());
        const bool known =
            reading.facts.state == "read" || reading.facts.state == "listed" ||
            (reading.facts.state == "not_determined" && !reading.facts.cause.empty());
        EXPECT_TRUE(known) << ended(reading);
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, Damaged,
                         testing::Values("report.docx", "report.doc", "report.odt", "report.pdf",
                                         "report.rtf", "sheet.xlsx", "sheet.xls", "sheet.ods",
                                         "slides.pptx", "slides.ppt", "slides.odp", "page.ofd",
                                         "files.zip"),
                         [](const auto& param) {
                             std::string name = param.param;
                             name[name.find('.')] = '_';
                             return name;
                         });

}  // namespace
}  // namespace duwang::crawler
