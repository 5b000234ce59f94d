// Guides, organisation pages and consultations: labelled.yaml.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/documents/document_case.h"

namespace duwang {
namespace {

using test::document_of;
using test::Lines;
using test::lines_of;

Lines elements_of(const DocumentFacts& facts) {
    Lines lines;
    for (const DocumentElement& one : facts.elements)
        lines.push_back(
            fmt::format("{}={}{}", one.key, one.value,
                        one.notes.empty() ? "" : fmt::format(" ({})", fmt::join(one.notes, ", "))));
    return lines;
}

Lines leaders_of(const DocumentFacts& facts) {
    Lines lines;
    for (const DocumentLeader& one : facts.leaders)
        lines.push_back(fmt::format("{}|{}|{}", one.name, one.post, one.duties));
    return lines;
}

class Labelled : public testing::TestWithParam<Yaml> {};

TEST_P(Labelled, IsReadAsWritten) {
    const Yaml& one = GetParam();
    const DocumentFacts facts = document_of(one["title"].text(), one["html"].text());
    EXPECT_EQ(facts.kind, one["kind"].text());
    if (facts.kind.empty()) return;
    if (one["elements"]) {
        EXPECT_EQ(elements_of(facts), lines_of(one["elements"]));
    }
    EXPECT_EQ(leaders_of(facts), lines_of(one["leaders"]));
    // What is kept of it says the same.
    const DocumentFacts again = document_from_json(to_json(facts));
    EXPECT_EQ(elements_of(again), elements_of(facts));
    EXPECT_EQ(leaders_of(again), leaders_of(facts));
}

std::vector<Yaml> cases() {
    const auto document = Yaml::load(DUWANG_SOURCE_DIR "/tests/documents/labelled.yaml");
    return document ? document->items() : std::vector<Yaml>();
}

std::string name_of(const testing::TestParamInfo<Yaml>& info) {
    std::string name;
    for (const char c : info.param["name"].text()) name += std::isalnum(c) != 0 ? c : '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(Documents, Labelled, testing::ValuesIn(cases()), name_of);

TEST(Labelled, ManyLabelsStayBounded) {
    std::string html;
    for (int i = 0; i < 20'000; ++i) html += "<p>联系电话：0999-9900001 传真：无；地址：x</p>";
    EXPECT_LE(document_of("信息公开指南", html).elements.size(), 2'100U);
    // A paragraph without an end, all colons and blanks.
    std::string colons = "<p>";
    for (int i = 0; i < 100'000; ++i) colons += "a : ";
    EXPECT_TRUE(document_of("信息公开指南", colons).elements.empty());
}

}  // namespace
}  // namespace duwang
