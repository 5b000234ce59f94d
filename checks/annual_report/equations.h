// 勾稽关系 of annual reports (standards.md §5.5): what must be equal in one report, in two years'
// and in two forms of one, evaluated with every cell named. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/document_facts.h"
#include "core/equation.h"
#include "core/finding.h"

namespace duwang::checks {

struct EquationCell {
    std::string table, row, column;  // as the document writes them
    std::string row_key, column_key;
    std::string text;  // as written
    CellState state = CellState::absent;
    std::string from;  // last_year, attachment; empty: the report itself
};

struct EquationResult {
    std::string id, title, source;
    // A hint that does not hold is doubtful. A blank cell is no zero: with one in it an equation is
    // not determined.
    Outcome outcome = Outcome::not_determined;
    // Of not_determined: blank_cell, mark_cell, words_cell, absent_cell, no_table, no_section,
    // short_text, cut (a part of the document was not read).
    // Of not_applicable: not_consecutive, other_generation, other_organ, not_named,
    // nothing_charged, no_equation, declared_empty.
    std::string reason;
    std::string table, row, column;  // titles and labels; empty: it is about more than one
    std::string left_words, right_words;
    std::optional<Decimal> left, right, difference;  // left - right
    std::vector<EquationCell> cells;
    std::string message;  // in Chinese, whole
};
using EquationResults = std::vector<EquationResult>;

// T3-1 … T4-1, N-1, N-2, F-1, F-2: one report by itself.
EquationResults check_report(const DocumentFacts& report, const EquationRules& rules);
// The equations alone, of any document with typed tables: B-1 … B-7 of budgets and final accounts.
EquationResults check_tables(const DocumentFacts& document, const EquationRules& rules);
// with the report of the year before. Those of another generation are not compared.
EquationResults check_years(const DocumentFacts& report, const DocumentFacts& last_year,
                            const EquationRules& rules);
// F-3: `other_name`: "上年报告", "清河县财政局的报告".
EquationResult check_similarity(const DocumentFacts& report, const DocumentFacts& other,
                                const std::string& other_name, const EquationRules& rules);
// 网页与附件: every cell that differs; one that passes when none does.
EquationResults compare_forms(const DocumentFacts& page, const DocumentFacts& attachment);

// Percent of two texts' runs of characters that are the same, by their sketches, rounded down;
// nothing: a text is too short to be compared.
std::optional<int> similarity_percent(const std::vector<std::uint64_t>& one,
                                      const std::vector<std::uint64_t>& other);

}  // namespace duwang::checks
