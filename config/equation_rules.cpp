#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config/option_value.h"
#include "config/report_format.h"

namespace duwang::config {
namespace {

using crawler::TableFormat;

class EquationReader {
  public:
    EquationReader(WordReader& reader, const std::vector<TableFormat>& tables)
        : reader_(reader), tables_(tables) {}

    Equation equation(const Yaml& node);
    TextEquation text(const Yaml& node);
    void fee(const Yaml& node, EquationRules& rules);
    bool hint(const Yaml& node, bool otherwise);
    const TableFormat* table(const Yaml& node, const std::string& key);
    void row(const Yaml& node, const TableFormat* table, const std::string& key);
    void column(const Yaml& node, const TableFormat* table, const std::string& key);
    std::string optional(const Yaml& node, std::string_view key) {
        return node[key] ? reader_.word(node, key, key) : std::string();
    }
    WordReader& reader() { return reader_; }

  private:
    std::vector<EquationTerm> terms(const Yaml& node, std::string_view key);
    Equation::Each each(const Yaml& node);
    bool one_word(const Yaml& node, std::string_view key, std::string_view good);
    void check(const Yaml& node, const Equation& equation);

    WordReader& reader_;
    const std::vector<TableFormat>& tables_;
};

// "-last:valid"
EquationTerm term_of(std::string_view text) {
    EquationTerm term;
    constexpr std::string_view last = "last:";
    if (text.starts_with('-')) term.minus = true, text.remove_prefix(1);
    if (text.starts_with(last)) term.last_year = true, text.remove_prefix(last.size());
    term.key = text;
    return term;
}

std::vector<EquationTerm> EquationReader::terms(const Yaml& node, std::string_view key) {
    std::vector<EquationTerm> all;
    for (const std::string& word : reader_.words(node[key], key)) all.push_back(term_of(word));
    return all;
}

bool EquationReader::hint(const Yaml& node, bool otherwise) {
    if (!node["severity"]) return otherwise;
    const std::string word = reader_.word(node, "severity", "an equation");
    if (word != "error" && word != "hint")
        reader_.fail(node["severity"],
                     fmt::format("the severity is {}; write error or hint", shown(word)));
    return word == "hint";
}

const TableFormat* EquationReader::table(const Yaml& node, const std::string& key) {
    const auto at = std::ranges::find(tables_, key, &TableFormat::key);
    if (at != tables_.end()) return &*at;
    reader_.fail(node, fmt::format("there is no table {}; write the key of one above", shown(key)));
    return nullptr;
}

void EquationReader::row(const Yaml& node, const TableFormat* table, const std::string& key) {
    if (table != nullptr && table->row(key) == nullptr)
        reader_.fail(node, fmt::format("the table {} has no row {}; write the key of one",
                                       shown(table->key), shown(key)));
}

void EquationReader::column(const Yaml& node, const TableFormat* table, const std::string& key) {
    if (table != nullptr && table->column(key) == nullptr)
        reader_.fail(node, fmt::format("the table {} has no column {}; write the key of one",
                                       shown(table->key), shown(key)));
}

Equation::Each EquationReader::each(const Yaml& node) {
    const std::string word = reader_.word(node, "each", "an equation");
    if (word == "row") return Equation::Each::row;
    if (word == "group") return Equation::Each::group;
    if (word != "column" && !word.empty())
        reader_.fail(node["each"],
                     fmt::format("each is {}; write row, column or group", shown(word)));
    return Equation::Each::column;
}

void EquationReader::check(const Yaml& node, const Equation& equation) {
    const TableFormat* table = this->table(node, equation.table);
    const bool groups = equation.each == Equation::Each::group;
    if (groups == equation.groups.empty())
        reader_.fail(node, "groups and \"each: group\" go together; write both or none");
    for (const auto* side : {&equation.left, &equation.right})
        for (const EquationTerm& term : *side) {
            if (equation.each == Equation::Each::column) row(node, table, term.key);
            if (equation.each == Equation::Each::row) column(node, table, term.key);
            for (const std::string& group : equation.groups)
                column(node, table, group + "." + term.key);
        }
    for (const std::string& key : equation.only) {
        if (equation.each == Equation::Each::column) column(node, table, key);
        if (equation.each == Equation::Each::row) row(node, table, key);
    }
}

bool EquationReader::one_word(const Yaml& node, std::string_view key, std::string_view good) {
    if (!node[key]) return false;
    const std::string word = reader_.word(node, key, "an equation");
    if (word != good)
        reader_.fail(node[key],
                     fmt::format("{} is {}; write {}, or leave it out", key, shown(word), good));
    return word == good;
}

Equation EquationReader::equation(const Yaml& node) {
    static constexpr std::array<std::string_view, 14> keys{
        "id",    "title",      "table",       "each",     "only",   "groups", "left",
        "right", "left_words", "right_words", "severity", "source", "blanks", "rows"};
    Equation one;
    if (!reader_.map(node, "an equation", keys)) return one;
    one.id = reader_.word(node, "id", "an equation");
    one.title = reader_.word(node, "title", "an equation");
    one.table = reader_.word(node, "table", "an equation");
    one.each = each(node);
    one.only = read_list(reader_, node, "only");
    one.groups = read_list(reader_, node, "groups");
    one.left = terms(node, "left");
    one.right = terms(node, "right");
    one.left_words = reader_.word(node, "left_words", "an equation");
    one.right_words = reader_.word(node, "right_words", "an equation");
    one.hint = hint(node, false);
    one.source = reader_.word(node, "source", "an equation");
    one.blank_is_zero = one_word(node, "blanks", "zero");
    one.every_row = one_word(node, "rows", "all");
    check(node, one);
    return one;
}

TextEquation EquationReader::text(const Yaml& node) {
    static constexpr std::array<std::string_view, 8> keys{
        "number", "words", "table", "rows", "or_rows", "columns", "severity", "source"};
    TextEquation one;
    one.id = "N-1";
    if (!reader_.map(node, "a number of the text", keys)) return one;
    one.number = reader_.word(node, "number", "a number of the text");
    one.words = reader_.word(node, "words", "a number of the text");
    one.table = reader_.word(node, "table", "a number of the text");
    one.rows = reader_.words(node["rows"], "rows");
    one.or_rows = read_list(reader_, node, "or_rows");
    one.columns = reader_.words(node["columns"], "columns");
    one.hint = hint(node, true);
    one.source = optional(node, "source");
    const TableFormat* found = table(node, one.table);
    for (const std::string& key : one.rows) row(node, found, key);
    for (const std::string& key : one.columns) column(node, found, key);
    return one;
}

void EquationReader::fee(const Yaml& node, EquationRules& rules) {
    static constexpr std::array<std::string_view, 8> keys{"title",   "table", "row",      "column",
                                                          "section", "words", "severity", "source"};
    if (!node || !reader_.map(node, "the fee", keys)) return;
    rules.fee_title = reader_.word(node, "title", "the fee");
    rules.fee_table = reader_.word(node, "table", "the fee");
    rules.fee_row = reader_.word(node, "row", "the fee");
    rules.fee_column = reader_.word(node, "column", "the fee");
    rules.fee_section = reader_.word(node, "section", "the fee");
    rules.fee_words = read_list(reader_, node, "words");
    rules.fee_hint = hint(node, true);
    rules.fee_source = reader_.word(node, "source", "the fee");
    const TableFormat* found = table(node, rules.fee_table);
    row(node, found, rules.fee_row);
    column(node, found, rules.fee_column);
}

void read_rest(EquationReader& own, const Yaml& document, EquationRules& rules) {
    static constexpr std::array<std::string_view, 3> fill_keys{"title", "severity", "source"};
    static constexpr std::array<std::string_view, 6> problem_keys{"title", "section",  "nothing",
                                                                  "hints", "severity", "source"};
    static constexpr std::array<std::string_view, 3> similar_keys{"title", "percent", "source"};
    WordReader& reader = own.reader();
    if (const Yaml node = document["fill"]; node && reader.map(node, "fill", fill_keys)) {
        rules.fill_title = reader.word(node, "title", "fill");
        rules.fill_hint = own.hint(node, false);
        rules.fill_source = reader.word(node, "source", "fill");
    }
    if (const Yaml node = document["problems"];
        node && reader.map(node, "problems", problem_keys)) {
        rules.problem_title = reader.word(node, "title", "problems");
        rules.problem_section = reader.word(node, "section", "problems");
        rules.nothing_words = reader.words(node["nothing"], "nothing");
        rules.nothing_hints = read_list(reader, node, "hints");
        rules.problem_hint = own.hint(node, false);
        rules.problem_source = reader.word(node, "source", "problems");
    }
    if (const Yaml node = document["similarity"];
        node && reader.map(node, "similarity", similar_keys)) {
        rules.similarity_title = reader.word(node, "title", "similarity");
        rules.similarity_percent = read_number(reader, node, "percent", 1, 100, 60);
        rules.similarity_source = reader.word(node, "source", "similarity");
    }
}

}  // namespace

EquationRules read_equation_rules(WordReader& reader, const Yaml& document,
                                  const std::vector<TableFormat>& tables) {
    EquationRules rules;
    EquationReader own(reader, tables);
    for (const Yaml& item : document["equations"].items())
        rules.equations.push_back(own.equation(item ? item : document));
    for (const Yaml& item : document["text"].items())
        rules.text_equations.push_back(own.text(item ? item : document));
    own.fee(document["fee"], rules);
    read_rest(own, document, rules);
    return rules;
}

}  // namespace duwang::config
