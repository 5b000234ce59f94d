// Annual reports from page to verdict: every case of reports.yaml is a test.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <set>

#include "checks/annual_report/equations.h"
#include "config/document_rules.h"
#include "core/html/document.h"
#include "core/yaml.h"
#include "crawler/document/document.h"
#include "crawler/document/html_flow.h"
#include "tests/documents/report_page.h"
#include "tests/support/program.h"

namespace duwang {
namespace {

const std::string folder = DUWANG_SOURCE_DIR "/tests/documents/";

const crawler::DocumentRules& rules() { return config::default_document_rules(); }

DocumentFacts read_page(const std::string& html) {
    const html::Document document(html);
    return crawler::read_document(crawler::html_flow(document.body()), {}, rules());
}

checks::EquationResults results_of(const DocumentFacts& report, const Yaml& one, int year) {
    const EquationRules& asked = rules().annual_reports.format(report.format)->equations;
    checks::EquationResults results = checks::check_report(report, asked);
    if (!one["last_year"]) return results;
    const DocumentFacts last =
        read_page(test::report_html(test::report_page_of(one["last_year"], year - 1)));
    for (auto& more : checks::check_years(report, last, asked)) results.push_back(std::move(more));
    results.push_back(checks::check_similarity(report, last, "上年报告", asked));
    return results;
}

std::vector<std::string> texts(const Yaml& list) {
    std::vector<std::string> all;
    for (const Yaml& one : list.items()) all.push_back(one.text());
    return all;
}

std::string joined(const checks::EquationResults& results) {
    std::string all;
    for (const auto& one : results) all += one.message + "\n";
    return all;
}

class ReportCase : public testing::Test {
  public:
    explicit ReportCase(Yaml one) : one_(std::move(one)) {}

    void TestBody() override {
        const test::ReportPage page = test::report_page_of(one_, 2023);
        const DocumentFacts report = read_page(report_html(page));
        ASSERT_EQ(report.kind, "annual_report") << one_.place();
        EXPECT_EQ(report.format, page.format);
        EXPECT_EQ(report.year, page.year);
        EXPECT_EQ(report.organ, page.organ);
        expect_whole(report);
        expect_cells(report, page);
        expect_results(report, page.year);
    }

  private:
    // Nothing of the form was missed, whatever the way of writing.
    void expect_whole(const DocumentFacts& report) const {
        std::vector<std::string> notes = report.notes;
        for (const TypedTable& table : report.tables)
            for (const std::string& note : table.notes)
                if (!note.starts_with("column_by_order:")) notes.push_back(note);
        EXPECT_EQ(notes, texts(one_["notes"])) << one_.place();
        EXPECT_EQ(report.tables.size(),
                  rules().annual_reports.format(report.format)->tables.size());
    }
    void expect_cells(const DocumentFacts& report, const test::ReportPage& page) const {
        for (const auto& [key, value] : one_["cells"].members())
            expect_cell(report, key.text(), value.text());
        if (!one_["cells"])
            for (const auto& [key, value] : page.cells) expect_text(report, key, value);
    }
    static const TypedCell* cell_at(const DocumentFacts& report, const std::string& key) {
        const std::size_t dot = key.find('.');
        const TypedTable* table = report.table(key.substr(0, dot));
        if (table == nullptr) return nullptr;
        for (const TypedRow& row : table->rows)
            for (const TypedColumn& column : table->columns)
                if (row.key + "." + column.key == key.substr(dot + 1))
                    return table->cell(row.key, column.key);
        return nullptr;
    }
    static void expect_cell(const DocumentFacts& report, const std::string& key,
                            const std::string& value) {
        const TypedCell* cell = cell_at(report, key);
        ASSERT_NE(cell, nullptr) << key;
        EXPECT_EQ(cell->value.exact(), value) << key;
    }
    static void expect_text(const DocumentFacts& report, const std::string& key,
                            const std::string& text) {
        const TypedCell* cell = cell_at(report, key);
        ASSERT_NE(cell, nullptr) << key;
        EXPECT_EQ(cell->text, text) << key;
    }
    void expect_results(const DocumentFacts& report, int year) const {
        const checks::EquationResults results = results_of(report, one_, year);
        std::vector<std::string> found;
        for (const auto& one : results)
            if (one.outcome != Outcome::pass && one.outcome != Outcome::not_applicable)
                found.push_back(fmt::format("{} {}", one.id, outcome_word(one.outcome)));
        std::vector<std::string> expected = texts(one_["expect"]);
        std::ranges::sort(found);
        std::ranges::sort(expected);
        EXPECT_EQ(found, expected) << one_.place() << "\n" << joined(results);
        for (const std::string& words : texts(one_["says"]))
            EXPECT_NE(joined(results).find(words), std::string::npos) << words << "\n"
                                                                      << joined(results);
    }

    Yaml one_;
};

bool register_all() {
    const auto cases = Yaml::load(folder + "reports.yaml");
    if (!cases) return false;
    int number = 0;
    for (const Yaml& one : cases->items()) {
        std::string name = fmt::format("{:02}_", ++number);
        for (const char c : one["name"].text())
            name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
        testing::RegisterTest("Reports", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                              [one]() -> testing::Test* { return new ReportCase(one); });
    }
    return number > 0;
}

const bool registered = register_all();

TEST(ReportCases, AreFound) { EXPECT_TRUE(registered); }

// Every equation of the form holds somewhere and fails somewhere in reports.yaml.
TEST(ReportCases, EachEquationFailsAndPassesSomewhere) {
    const auto cases = Yaml::load(folder + "reports.yaml");
    ASSERT_TRUE(cases);
    std::set<std::string> passed, failed;
    for (const Yaml& one : cases->items()) {
        const test::ReportPage page = test::report_page_of(one, 2023);
        for (const auto& result : results_of(read_page(report_html(page)), one, page.year)) {
            if (result.outcome == Outcome::pass) passed.insert(result.id);
            if (result.outcome == Outcome::fail || result.outcome == Outcome::doubtful)
                failed.insert(result.id);
        }
    }
    for (const char* id :
         {"T3-1", "T3-2", "T3-3", "T4-1", "X-1", "X-2", "N-1", "N-2", "F-1", "F-2", "F-3"}) {
        EXPECT_TRUE(passed.contains(id)) << id;
        EXPECT_TRUE(failed.contains(id)) << id;
    }
}

// By the heads of both parts, not by order: a blank first value stays in its column.
TEST(ReportCases, AHeadCutByAPageBreakIsOneHead) {
    test::ReportPage page;
    page.writing = {"cut_head"};
    page.cells = {{"t3.closed.secret.natural", ""}, {"t3.closed.secret.total", "4"}};
    const DocumentFacts report = read_page(test::report_html(page));
    const TypedTable* table = report.table("t3");
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->columns[*table->column("natural")].label, "自然人");
    EXPECT_EQ(table->cell("closed.secret", "natural")->state, CellState::blank);
    EXPECT_EQ(table->cell("closed.secret", "total")->value.exact(), "4");
    EXPECT_TRUE(table->notes.empty()) << table->notes.front();
}

// Table three of another year, for comparison: in front of section three, and behind it.
TEST(ReportCases, TheTableOfASectionStandsInIt) {
    test::ReportPage before;
    before.cells = {{"t3.new.natural", "90"}, {"t3.new.total", "92"}};
    const std::string other = test::report_html(before);
    const std::size_t section = other.find("<p>三、");
    const std::size_t from = other.find("<table", section);
    const std::string copy = "<p>上年的数据</p>" + other.substr(from, other.find("<p>四、") - from);
    for (const char* place : {"<p>二、", "<p>五、", "<p>六、"}) {
        test::ReportPage page;
        page.replace = {{place, copy + place}};
        const DocumentFacts report = read_page(test::report_html(page));
        const TypedTable* table = report.table("t3");
        ASSERT_NE(table, nullptr) << place;
        EXPECT_EQ(table->cell("new", "natural")->value.exact(), "12") << place;
        EXPECT_TRUE(table->notes.empty()) << place << table->notes.front();
        EXPECT_EQ(report.notes, std::vector<std::string>{"table_twice:t3"}) << place;
    }
}

// Behind the heading of the next section by mistake: it holds other rows, so it is a part.
TEST(ReportCases, APartElsewhereStaysAPart) {
    test::ReportPage page;
    page.writing = {"split"};
    page.replace = {{"<p>- 3 -</p>", "<p>四、政府信息公开行政复议、行政诉讼情况</p>"}};
    const DocumentFacts report = read_page(test::report_html(page));
    EXPECT_EQ(report.table("t3")->cell("total", "natural")->value.exact(), "12");
    EXPECT_TRUE(report.table("t3")->notes.empty());
}

// The file that LibreOffice makes others of; DUWANG_UPDATE_DOCS=1 writes it anew.
TEST(ReportCases, TheFileForOfficeProgramsIsTheUsualReport) {
    const std::string path = folder + "report-2023.html";
    if (std::getenv("DUWANG_UPDATE_DOCS")) test::write_text(path, test::report_html({}));
    EXPECT_EQ(test::read_text(path), test::report_html({}));
}

}  // namespace
}  // namespace duwang
