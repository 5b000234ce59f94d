// Documents that are tables: budgets and final accounts (预决算), standard catalogues (标准目录),
// lists of powers, licences and charges (清单). Data of config/documents.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/equation.h"
#include "crawler/document/table_format.h"

namespace duwang::crawler {

// What a cell of a column has to hold, and what it comes to (TypedCell::said).
enum class CellForm {
    words,    // as written
    amount,   // a number in the unit of the table
    mark,     // √, ■, 是: "yes"; □: "no"
    choices,  // "■政府网站 □政府公报": what is marked, apart by "、"
    limit,    // 时限: "20 工作日", "即办", or the word of `limits` that stands in it
};

struct ColumnRule {
    CellForm form = CellForm::words;
    bool required = true;  // its lack and its blank cells are noted
    bool carried = false;  // a blank cell means what stands above it
};

struct TabularTable {
    TableFormat format;
    std::vector<std::string> titles;  // words of its title; the longest that is met decides
    std::vector<std::string> marks;   // or cells that all stand in it
    std::vector<ColumnRule> columns;  // of each column of the format
    std::vector<int> halves;          // of each row: 1 left, 2 right half only; 0: either
};

// A part of the text by words of its heading (三公经费说明), or a field by its names.
struct TopicFormat {
    std::string key;
    std::vector<std::string> words;
};

struct TabularFormat {
    std::string kind;   // budget, catalogue, power_list …
    std::string title;  // for people
    // list: one table, as many rows as there are. accounts: several tables of known rows.
    enum class Shape { list, accounts } shape = Shape::list;
    std::vector<std::string> titles, not_titles;  // as of LabelledFormat
    std::vector<std::string> hints;  // without a title: one of these stands in the text, and …
    std::size_t heads_min = 0;       // … so many columns are headed in one table; 0: never
    std::vector<TabularTable> tables;
    std::vector<TopicFormat> fields;       // 领域: by words of the title
    std::vector<TopicFormat> topics;       // 情况说明
    std::vector<std::string> label_heads;  // heads of columns that hold labels: 项目, 科目名称
    std::vector<std::string> skipped;    // heads of columns, labels of rows without meaning: 行次
    std::vector<std::string> subtotals;  // stands for what is above it: 小计
    std::vector<std::string> statements;  // 空表说明: words that say a table is empty on purpose
    std::vector<std::string> yes, no;     // marks
    std::vector<std::string> limits;      // 时限 without a number: 长期, 实时
    EquationRules equations;

    const TabularTable* table(std::string_view key) const {
        for (const TabularTable& one : tables)
            if (one.format.key == key) return &one;
        return nullptr;
    }
};

struct TabularRules {
    std::vector<TabularFormat> formats;

    const TabularFormat* format(std::string_view kind) const {
        for (const TabularFormat& one : formats)
            if (one.kind == kind) return &one;
        return nullptr;
    }
};

}  // namespace duwang::crawler
