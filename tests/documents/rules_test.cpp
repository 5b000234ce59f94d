#include <gtest/gtest.h>

#include <algorithm>

#include "config/document_rules.h"

namespace duwang::config {
namespace {

TEST(DocumentRules, InstalledFilesAreTheBuiltInOnes) {
    const DocumentRulesLoad load = load_document_rules(DUWANG_SOURCE_DIR "/config/documents");
    for (const Error& error : load.errors) ADD_FAILURE() << error.what;
    const auto& formats = default_document_rules().annual_reports.formats;
    ASSERT_EQ(formats.size(), 3u);
    ASSERT_EQ(load.rules.annual_reports.formats.size(), 3u);
    EXPECT_EQ(formats[0].id, "2021");
    EXPECT_EQ(formats[0].table("t3")->rows.size(), 25u);
    EXPECT_EQ(formats[0].table("t3")->columns.size(), 7u);
    EXPECT_EQ(formats[0].table("t4")->columns.size(), 15u);
    EXPECT_EQ(formats[0].sections.size(), 6u);
    EXPECT_EQ(formats[1].table("t3")->rows.size(), 23u);
    EXPECT_EQ(default_document_rules().annual_reports.sketch.hashes, 128u);
}

// A year belongs to one generation.
TEST(DocumentRules, YearsDoNotOverlap) {
    for (int year = 2008; year < 2040; ++year)
        EXPECT_EQ(std::ranges::count_if(default_document_rules().annual_reports.formats,
                                        [&](const crawler::ReportFormat& one) {
                                            return year >= one.first_year && year <= one.last_year;
                                        }),
                  1)
            << year;
}

constexpr const char* start = R"(kind: annual_report
id: x
title: X
years: {first: 2021}
tables:
  - key: t
    title: T
    columns: [{key: c, labels: [C]}]
    rows: [{key: r, labels: [R]}]
)";

struct Case {
    const char *yaml, *place, *advice;
};

class Mistakes : public testing::TestWithParam<Case> {};

TEST_P(Mistakes, AreToldWithPlaceAndAdvice) {
    const auto load = parse_document_rules({{"x.yaml", GetParam().yaml}});
    ASSERT_FALSE(load.errors.empty());
    EXPECT_TRUE(load.errors[0].what.starts_with(GetParam().place)) << load.errors[0].what;
    EXPECT_NE(load.errors[0].what.find(GetParam().advice), std::string::npos)
        << load.errors[0].what;
}

const std::string unknown_row = std::string(start) +
                                "equations:\n  - {id: E, title: e, table: t, each: column, left: "
                                "[q], right: [r], left_words: l, right_words: r, source: s}\n";
const std::string unknown_table =
    std::string(start) + "fill: {title: f, severity: bad, source: s}\n";
const std::string section_of_no_table =
    std::string(start) + "sections: [{key: \"3\", title: s, table: u}]\n";
const std::string unknown_key = std::string(start) + "equation: []\n";

const std::string tabular_form =
    "kind: tabular\nkinds:\n  x:\n    title: X\n    shape: list\n    titles: [a]\n"
    "    tables: [{key: t, title: T, columns: [{key: c, labels: [C], form: date}]}]\n";

const Case mistakes[] = {
    {"kind: report\n", "x.yaml:1:7", "write annual_report or annual_report_titles"},
    {"[]", "x.yaml:1:1", "write \"key: value\" lines"},
    {"kind: annual_report\nid: x\ntitle: X\ntables: []\n", "x.yaml:1:1", "years: {first: 2021}"},
    {unknown_key.c_str(), "x.yaml:10:1", "unknown key"},
    {unknown_row.c_str(), "x.yaml:11:5", "has no row \"q\"; write the key of one"},
    {section_of_no_table.c_str(), "x.yaml:10:11", "which the format lacks"},
    {unknown_table.c_str(), "x.yaml:10:28", "write error or hint"},
    {"kind: annual_report_titles\nwords: [a]\nsketch: {hashes: many}\n", "x.yaml:3:18",
     "write a whole number from 16 to 1024"},
    {"kind: tabular\nkinds:\n  x: {title: X, shape: round}\n", "x.yaml:3:24",
     "write list or accounts"},
    {tabular_form.c_str(), "x.yaml:7:71", "write one of words, amount, mark, choices, limit"},
};
INSTANTIATE_TEST_SUITE_P(DocumentRules, Mistakes, testing::ValuesIn(mistakes));

TEST(DocumentRules, AFolderWithoutRulesIsTold) {
    const auto load = load_document_rules("/nowhere");
    ASSERT_EQ(load.errors.size(), 1u);
    EXPECT_NE(load.errors[0].what.find("/nowhere"), std::string::npos);
}

}  // namespace
}  // namespace duwang::config
