// F-3, and two forms of one report.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "checks/annual_report/equations.h"
#include "config/document_rules.h"
#include "core/html/document.h"
#include "core/text/utf8.h"
#include "crawler/document/document.h"
#include "crawler/document/html_flow.h"
#include "crawler/document/sketch.h"
#include "tests/documents/report_page.h"

namespace duwang {
namespace {

DocumentFacts facts_of(const test::ReportPage& page) {
    const std::string html = report_html(page);
    const html::Document document(html);
    return crawler::read_document(crawler::html_flow(document.body()), {},
                                  config::default_document_rules());
}

std::string sentences(int from, int to) {
    std::string text;
    for (int i = from; i < to; ++i)
        for (int k = 0; k < 12; ++k)
            append_utf8(text, static_cast<char32_t>(0x4E00 + (i * 7919 + k * 104729) % 20000));
    return text;
}

TEST(Similarity, IsTheShareOfEqualRuns) {
    const crawler::SketchRules rules;
    const auto whole = crawler::sketch_of(sentences(0, 100), rules);
    EXPECT_EQ(whole.size(), 128u);
    EXPECT_EQ(checks::similarity_percent(whole, whole), 100);
    EXPECT_EQ(checks::similarity_percent(whole, crawler::sketch_of(sentences(500, 600), rules)), 0);
    // Half of each: a third of the union.
    const auto half =
        checks::similarity_percent(whole, crawler::sketch_of(sentences(50, 150), rules));
    ASSERT_TRUE(half);
    EXPECT_GT(*half, 18);
    EXPECT_LT(*half, 50);
}

TEST(Similarity, NumbersAndBlanksDoNotMatter) {
    const crawler::SketchRules rules;
    EXPECT_EQ(crawler::sketch_of("全年公开 12 条，新收申请 3 件。", rules),
              crawler::sketch_of("全年公开345条、新收申请\n0件", rules));
    EXPECT_TRUE(crawler::sketch_of("很短", rules).empty());
    EXPECT_EQ(checks::similarity_percent({1, 2}, {1, 2}), std::nullopt);
}

// Nobody knows what the part says that was not read.
TEST(Cut, ATableOfWhichAPartIsMissingProvesNothing) {
    DocumentFacts cut = facts_of({});
    ASSERT_FALSE(cut.tables.empty());
    cut.tables.front().notes.emplace_back("cut");
    const auto* format = config::default_document_rules().annual_reports.format(cut.format);
    ASSERT_NE(format, nullptr);
    for (const auto& one : checks::check_report(cut, format->equations))
        EXPECT_NE(one.outcome, Outcome::fail) << one.message;
    for (const auto& one : checks::check_tables(cut, format->equations))
        EXPECT_EQ(one.outcome, Outcome::not_determined) << one.message;
}

TEST(Cut, ADocumentOfWhichAPartIsMissingProvesNothing) {
    const auto& rules = config::default_document_rules();
    const DocumentFacts whole = facts_of({});
    const auto* format = rules.annual_reports.format(whole.format);
    ASSERT_NE(format, nullptr);
    for (const char* note : {"flow_cut", "cut"}) {
        DocumentFacts cut = whole;
        cut.notes.emplace_back(note);
        auto results = checks::check_report(cut, format->equations);
        std::ranges::move(checks::check_years(cut, whole, format->equations),
                          std::back_inserter(results));
        std::ranges::move(checks::check_years(whole, cut, format->equations),
                          std::back_inserter(results));
        std::ranges::move(checks::compare_forms(cut, whole), std::back_inserter(results));
        std::ranges::move(checks::compare_forms(whole, cut), std::back_inserter(results));
        results.push_back(checks::check_similarity(whole, cut, "上年报告", format->equations));
        ASSERT_GT(results.size(), 10u);
        bool held_back = false;
        for (const auto& one : results) {
            EXPECT_TRUE(one.outcome == Outcome::not_determined ||
                        one.outcome == Outcome::not_applicable)
                << one.message;
            held_back = held_back || one.message.find("没有读完整") != std::string::npos;
        }
        EXPECT_TRUE(held_back);
    }
}

TEST(Forms, TheSameReportInTwoFormsAgrees) {
    test::ReportPage word;
    word.writing = {"word", "cut_labels", "broken_spans"};
    const auto results = checks::compare_forms(facts_of({}), facts_of(word));
    ASSERT_EQ(results.size(), 3u);
    for (const auto& one : results) EXPECT_EQ(one.outcome, Outcome::pass) << one.message;
}

TEST(Forms, CellsThatDifferAreNamed) {
    test::ReportPage other;
    other.cells = {{"t3.open.natural", "70"}, {"t2.fees.amount", ""}};
    const auto results = checks::compare_forms(facts_of({}), facts_of(other));
    ASSERT_EQ(results.size(), 3u);
    EXPECT_EQ(results[0].message,
              "表二“行政事业性收费”行“本年收费金额（单位：万元）”列：网页 0，附件 空白");
    EXPECT_EQ(results[1].message, "表三“（一）予以公开”行“自然人”列：网页 7，附件 70");
    EXPECT_EQ(results[1].difference->exact(), "-63");
    EXPECT_EQ(results[2].outcome, Outcome::pass);
}

}  // namespace
}  // namespace duwang
