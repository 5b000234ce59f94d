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
#include "crawler/document/table_format.h"
#include "crawler/document/tabular_rules.h"

namespace duwang::crawler {

struct SectionFormat {
    std::string key, title;
    std::string table;  // the key of the one that stands in it; empty: none
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
    TabularRules tabular;
    std::string id;  // SHA-256 of the files they were read from: other rules read other facts
};

}  // namespace duwang::crawler
