// One report as a page, as a Word file and as a PDF that LibreOffice made of it: the same numbers,
// cell by cell.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "checks/annual_report/equations.h"
#include "config/document_rules.h"
#include "core/html/document.h"
#include "crawler/attachment/attachment.h"
#include "crawler/document/document.h"
#include "crawler/document/html_flow.h"
#include "tests/documents/report_page.h"

namespace duwang {
namespace {

namespace fs = std::filesystem;

test::ReportPage page_of(const std::string& yaml) {
    return test::report_page_of(*Yaml::parse(yaml, "variant"), 2023);
}

// Ways in which real reports are written; all of them survive a word processor.
const std::map<std::string, std::string> variants = {
    {"plain", "{}"},
    {"word", "{writing: [word, cut_labels, full_width]}"},
    {"repeated-heads", "{writing: [repeated_heads]}"},
    {"broken-spans", "{writing: [broken_spans]}"},
    {"blanks-and-zeros",
     "{set: {t3.closed.secret.natural: '', t3.closed.law.business: '', t3.unable.unclear.total: "
     "'', "
     "t4.all.review.upheld: '/', t4.all.review.total: '—'}}"},
    {"six-decimals", "{set: {t2.fees.amount: '1234.567891'}}"},
    {"wrong-sum", "{set: {t3.open.natural: '6', t3.open.total: '8'}}"},
    {"old-form", "{format: '2019', year: 2020}"},
};

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class OfficeForms : public testing::Test {
  protected:
    static fs::path folder() { return fs::path(DUWANG_TEST_FILES) / "office-forms"; }

    // Made for all variants together: starting the office program is what takes time.
    static void make_files() {
        fs::remove_all(folder());
        fs::create_directories(folder());
        for (const auto& [name, yaml] : variants)
            std::ofstream(folder() / (name + ".html"))
                << on_paper(test::report_html(page_of(yaml)), name);
        const std::string office =
            fmt::format("cd '{0}' && soffice -env:UserInstallation=file://{0}/profile --headless ",
                        folder().string());
        run(office + "--infilter=HTML:EncodedText --convert-to 'docx:MS Word 2007 XML' *.html");
        run(office + "--convert-to pdf *.docx");
    }
    // Tables as wide as the paper, as people set them before they print. Rows that lost their
    // merged cells hold numbers in columns made for one digit: on upright paper two of them touch.
    static std::string on_paper(std::string html, const std::string& name) {
        if (name == "broken-spans")
            html.insert(html.find("</head>"), "<style>@page { size: 29.7cm 21cm }</style>");
        for (std::size_t at = html.find("<table"); at != html.npos;
             at = html.find("<table", at + 1))
            html.insert(at + 6, " width=\"100%\"");
        return html;
    }
    static void run(const std::string& command) {
        ASSERT_EQ(std::system((command + " >>log 2>&1").c_str()), 0) << command;
    }

    static DocumentFacts page_facts(const std::string& name) {
        const std::string html = read_file(folder() / (name + ".html"));
        const html::Document document(html);
        return crawler::read_document(crawler::html_flow(document.body()), {},
                                      config::default_document_rules());
    }
    static DocumentFacts file_facts(const std::string& file) {
        const auto reading = crawler::read_attachment(read_file(folder() / file), file);
        EXPECT_EQ(reading.facts.state, "read") << file << ": " << reading.facts.note;
        return crawler::read_document(reading.flow, {}, config::default_document_rules());
    }
};

using Cells = std::map<std::string, std::string>;

Cells cells_of(const DocumentFacts& facts) {
    Cells cells;
    for (const TypedTable& table : facts.tables)
        for (const TypedRow& row : table.rows)
            for (std::size_t i = 0; i < row.cells.size() && i < table.columns.size(); ++i)
                if (!row.key.empty() && !table.columns[i].key.empty())
                    cells[fmt::format("{}.{}.{}", table.key, row.key, table.columns[i].key)] =
                        fmt::format("{} {}", cell_state_word(row.cells[i].state),
                                    row.cells[i].value.exact());
    return cells;
}

void expect_same(const Cells& expected, const Cells& found) {
    for (const auto& [place, cell] : expected) {
        const auto same = found.find(place);
        EXPECT_EQ(same == found.end() ? "no such cell" : same->second, cell) << place;
    }
    EXPECT_EQ(found.size(), expected.size());
}

TEST_F(OfficeForms, GiveTheSameNumbers) {
    make_files();
    for (const auto& [name, yaml] : variants) {
        const DocumentFacts page = page_facts(name);
        const Cells expected = cells_of(page);
        ASSERT_EQ(page.kind, "annual_report") << name;
        EXPECT_GT(expected.size(), 150U) << name;
        for (const char* ending : {".docx", ".pdf"}) {
            SCOPED_TRACE(name + ending);
            const DocumentFacts file = file_facts(name + ending);
            EXPECT_EQ(file.format, page.format);
            EXPECT_EQ(file.year, page.year);
            expect_same(expected, cells_of(file));
            for (const auto& one : checks::compare_forms(page, file))
                EXPECT_EQ(one.outcome, Outcome::pass) << one.message;
        }
    }
}

}  // namespace
}  // namespace duwang
