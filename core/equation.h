// 勾稽关系: equations between the cells of a table, and what else is asked of a document's tables
// and text. Data of config/documents; evaluated by checks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace duwang {

// Key of a row or column with its sign; of last year's document where that is said.
struct EquationTerm {
    std::string key;
    bool minus = false;
    bool last_year = false;
};

struct Equation {
    std::string id;     // "T3-1"
    std::string title;  // "新收加结转等于总计加结转下年"
    std::string table;  // key of the table
    // column: the terms are rows, summed in every column. row: the terms are columns, summed in
    // every row. group: like row, once for each group; column "review.upheld" is term "upheld" of
    // the group "review".
    enum class Each { column, row, group } each = Each::column;
    std::vector<std::string> only;    // columns or rows it holds for; empty: all of the table
    std::vector<std::string> groups;  // keys, of group
    std::vector<EquationTerm> left, right;
    std::string left_words, right_words;  // for messages: "各办理结果之和", "总计"
    // Accounts leave cells of nothing blank: every cell but a sum that stands alone on the right
    // may be blank, a mark or absent, and counts as zero; what differs then is doubtful, no failure.
    bool blank_is_zero = false;
    bool every_row = false;  // each row: of rows without keys too; of them what fails is told
    bool hint = false;                    // 提示: a difference is doubtful, no failure
    std::string source;                   // the document that says so
};

// 正文与表格: a number the text names, and the cells whose sum it must be.
struct TextEquation {
    std::string id;      // "N-1"
    std::string number;  // NamedNumber::key
    std::string words;   // for messages: "新收申请"
    std::string table;
    std::vector<std::string> rows, columns;  // every pair of them is summed
    std::vector<std::string> or_rows;        // or their sum over these; empty: no other
    bool hint = true;
    std::string source;
};

// What one format of a document is asked.
struct EquationRules {
    std::vector<Equation> equations;
    std::vector<TextEquation> text_equations;
    // N-2: a fee was charged and the section says nothing but that there is nothing.
    std::string fee_table, fee_row, fee_column, fee_section;
    std::vector<std::string> fee_words;  // the text says that a fee was charged
    std::string fee_title, fee_source;
    bool fee_hint = true;
    // F-1: number cells hold numbers.
    std::string fill_title, fill_source;
    bool fill_hint = false;
    // F-2: this section must say something; `nothing_words`: what says nothing.
    std::string problem_section;
    std::string problem_title, problem_source;
    bool problem_hint = false;
    std::vector<std::string> nothing_words;
    std::vector<std::string> nothing_hints;  // ways to say it at more length: a hint
    // F-3: 雷同, in percent; from here on a hint.
    int similarity_percent = 60;
    std::string similarity_title, similarity_source;
};

}  // namespace duwang
