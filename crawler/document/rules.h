// By what documents are recognised and read; data of config/documents. One member for each kind.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
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
    bool counts = true;  // of a column without a unit: whole numbers, none below zero, no percent
};

// The one of a list with this key; null: none.
template <class One>
const One* with_key(const std::vector<One>& list, std::string_view key) {
    const auto at = std::ranges::find(list, key, &One::key);
    return at == list.end() ? nullptr : &*at;
}

struct TableFormat {
    std::string key;    // "t3"
    std::string title;  // for people; its first word alone names it in messages: "表三 …"
    std::vector<FormatLine> rows, columns;

    const FormatLine* row(std::string_view row_key) const { return with_key(rows, row_key); }
    const FormatLine* column(std::string_view column_key) const {
        return with_key(columns, column_key);
    }
    bool has(const FormatLine& line, std::string_view column_key) const {
        return line.columns.empty() ||
               std::ranges::find(line.columns, column_key) != line.columns.end();
    }
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
    std::vector<std::string> goes_on;       // a word that goes on with these is another: 新收|集
    EquationRules equations;

    const TableFormat* table(std::string_view table_key) const {
        return with_key(tables, table_key);
    }
};

struct SketchRules {
    std::size_t hashes = 128;    // smallest hashes that are kept
    std::size_t characters = 8;  // a run of so many is one unit
};

struct AnnualReportRules {
    ReportTitles titles;
    std::vector<ReportFormat> formats;
    SketchRules sketch;

    const ReportFormat* format(std::string_view id) const {
        const auto at = std::ranges::find(formats, id, &ReportFormat::id);
        return at == formats.end() ? nullptr : &*at;
    }
};

struct DocumentRules {
    AnnualReportRules annual_reports;
    LabelledRules labelled;
    std::string id;  // SHA-256 of the files they were read from: other rules read other facts
};

}  // namespace duwang::crawler
