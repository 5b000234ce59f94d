// By what documents are recognised and read; data of config/documents. One member for each kind.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/equation.h"
#include "core/report_titles.h"
#include "crawler/document/labelled_rules.h"

namespace duwang::crawler {

// A row or column of a known table. Labels are compared as label_form makes them.
struct FormatLine {
    std::string key;
    std::vector<std::string> labels;   // the first is its name; none: the only row, without a label
    std::vector<std::string> under;    // of the heads above it (column) or before it (row)
    std::string unit;                  // of a column's amounts: "万元"; empty: a count
    std::vector<std::string> columns;  // of a row: those that it has; empty: all
};

struct TableFormat {
    std::string key;    // "t3"
    std::string title;  // for people
    std::vector<FormatLine> rows, columns;

    const FormatLine* row(std::string_view row_key) const;
    const FormatLine* column(std::string_view column_key) const;
    bool has(const FormatLine& row, std::string_view column_key) const;
};

struct SectionFormat {
    std::string key, title;
};

// A number that the text names (见 NamedNumber).
struct NumberFormat {
    std::string key;
    std::vector<std::string> words;  // the number stands behind one of them
    std::vector<std::string> none;   // what says that there were none: zero
};

// 年度报告 of one generation (R01).
struct ReportFormat {
    std::string id;                        // "2021"
    std::string title;                     // for people
    int first_year = 0, last_year = 9999;  // 统计年度
    std::vector<std::string> marks;        // labels of tables that only this generation has
    std::vector<SectionFormat> sections;
    std::vector<TableFormat> tables;
    std::vector<NumberFormat> numbers;
    std::vector<std::string> number_units;  // 件, 宗 …
    std::vector<std::string> elsewhere;     // a number behind these is of another year
    EquationRules equations;

    const TableFormat* table(std::string_view table_key) const;
};

struct SketchRules {
    std::size_t hashes = 128;    // smallest hashes that are kept
    std::size_t characters = 8;  // a run of so many is one unit
};

struct AnnualReportRules {
    ReportTitles titles;
    std::vector<ReportFormat> formats;
    SketchRules sketch;

    const ReportFormat* format(std::string_view id) const;
};

struct DocumentRules {
    AnnualReportRules annual_reports;
    LabelledRules labelled;
};

}  // namespace duwang::crawler
