#include "config/report_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "config/option_value.h"

namespace duwang::config {
namespace {

using crawler::FormatLine;
using crawler::TableFormat;

constexpr int year_max = 9999;

void refuse_twice(WordReader& reader, const Yaml& where, const std::string& key,
                  std::set<std::string>& seen, std::string_view what) {
    if (!key.empty() && !seen.insert(key).second)
        reader.fail(where, fmt::format("the {} {} stands twice; keep one", what, shown(key)));
}

std::vector<FormatLine> read_lines(WordReader& reader, const Yaml& list, std::string_view what) {
    static constexpr std::array<std::string_view, 6> keys{"key",  "labels",  "under",
                                                          "unit", "columns", "counts"};
    std::vector<FormatLine> lines;
    std::set<std::string> seen;
    for (const Yaml& item : list.items()) {
        if (!reader.map(item ? item : list, fmt::format("a {}", what), keys)) continue;
        FormatLine line;
        line.key = reader.word(item, "key", fmt::format("a {}", what));
        refuse_twice(reader, item, line.key, seen, what);
        line.labels = read_list(reader, item, "labels");
        if (!item["labels"])
            reader.fail(item, fmt::format("the {} has no labels; write \"labels: [规章]\", or "
                                          "\"labels: []\" for the only row of a table",
                                          what));
        line.under = read_list(reader, item, "under");
        line.columns = read_list(reader, item, "columns");
        if (item["unit"]) line.unit = reader.word(item, "unit", what);
        line.counts = item["counts"].text_or("true") == "true";
        if (!line.counts && item["counts"].text() != "false")
            reader.fail(item["counts"], "counts is neither true nor false; write one of them");
        lines.push_back(std::move(line));
    }
    return lines;
}

void check_lines(WordReader& reader, const Yaml& node, const TableFormat& table) {
    if (table.rows.empty() || table.columns.empty())
        reader.fail(node, "a table needs rows and columns; write \"rows:\" and \"columns:\" lists");
    for (const FormatLine& row : table.rows) {
        if (row.labels.empty() && table.rows.size() > 1)
            reader.fail(node, fmt::format("the row {} has no label among others; write one",
                                          shown(row.key)));
        for (const std::string& column : row.columns)
            if (table.column(column) == nullptr)
                reader.fail(node, fmt::format("the row {} names the column {}, which the table "
                                              "lacks; write one of its keys",
                                              shown(row.key), shown(column)));
    }
    for (const FormatLine& column : table.columns)
        if (column.labels.empty())
            reader.fail(node,
                        fmt::format("the column {} has no label; write one", shown(column.key)));
}

std::vector<crawler::SectionFormat> read_sections(WordReader& reader, const Yaml& list) {
    static constexpr std::array<std::string_view, 3> keys{"key", "title", "table"};
    std::vector<crawler::SectionFormat> sections;
    for (const Yaml& item : list.items()) {
        if (!reader.map(item ? item : list, "a section", keys)) continue;
        sections.push_back({reader.word(item, "key", "a section"),
                            reader.word(item, "title", "a section"),
                            item["table"] ? reader.word(item, "table", "a section") : ""});
    }
    return sections;
}

void check_sections(WordReader& reader, const Yaml& list, const crawler::ReportFormat& format) {
    for (const crawler::SectionFormat& one : format.sections)
        if (!one.table.empty() && format.table(one.table) == nullptr)
            reader.fail(list, fmt::format("the section {} names the table {}, which the format "
                                          "lacks; write one of its keys",
                                          shown(one.key), shown(one.table)));
}

std::vector<crawler::NumberFormat> read_numbers(WordReader& reader, const Yaml& list) {
    static constexpr std::array<std::string_view, 3> keys{"key", "words", "none"};
    std::vector<crawler::NumberFormat> numbers;
    for (const Yaml& item : list.items()) {
        if (!reader.map(item ? item : list, "a number", keys)) continue;
        crawler::NumberFormat number;
        number.key = reader.word(item, "key", "a number");
        number.words = reader.words(item["words"], "words");
        number.none = read_list(reader, item, "none");
        numbers.push_back(std::move(number));
    }
    return numbers;
}

void read_years(WordReader& reader, const Yaml& document, crawler::ReportFormat& format) {
    static constexpr std::array<std::string_view, 2> keys{"first", "last"};
    const Yaml years = document["years"];
    if (!years)
        return reader.fail(document, "the format has no years; write \"years: {first: 2021}\"");
    if (!reader.map(years, "the years", keys)) return;
    format.first_year = read_number(reader, years, "first", 0, year_max, 0);
    format.last_year = read_number(reader, years, "last", 0, year_max, year_max);
    if (format.first_year > format.last_year)
        reader.fail(years, "the first year is after the last; write the earlier one first");
}

}  // namespace

int read_number(WordReader& reader, const Yaml& map, std::string_view key, int least, int most,
                int otherwise) {
    const Yaml node = map[key];
    if (!node) return otherwise;
    const std::string text = node.text();
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size() && number >= least &&
        number <= most)
        return number;
    reader.fail(node, fmt::format("{} is {}; write a whole number from {} to {}", key, shown(text),
                                  least, most));
    return otherwise;
}

std::vector<std::string> read_list(WordReader& reader, const Yaml& map, std::string_view key) {
    const Yaml node = map[key];
    if (!node || (node.is_list() && node.items().empty())) return {};
    return reader.words(node, key);
}

std::vector<TableFormat> read_table_formats(WordReader& reader, const Yaml& list) {
    static constexpr std::array<std::string_view, 4> keys{"key", "title", "columns", "rows"};
    std::vector<TableFormat> tables;
    std::set<std::string> seen;
    for (const Yaml& item : list.items()) {
        if (!reader.map(item ? item : list, "a table", keys)) continue;
        TableFormat table;
        table.key = reader.word(item, "key", "a table");
        refuse_twice(reader, item, table.key, seen, "table");
        table.title = reader.word(item, "title", "a table");
        table.rows = read_lines(reader, item["rows"], "row");
        table.columns = read_lines(reader, item["columns"], "column");
        check_lines(reader, item, table);
        tables.push_back(std::move(table));
    }
    return tables;
}

crawler::ReportFormat read_report_format(WordReader& reader, const Yaml& document) {
    static constexpr std::array<std::string_view, 17> keys{
        "kind",   "id",      "title",        "years",      "marks",     "sections",
        "tables", "numbers", "number_units", "elsewhere",  "equations", "text",
        "fee",    "fill",    "problems",     "similarity", "goes_on"};
    crawler::ReportFormat format;
    if (!reader.map(document, "the format of a report", keys)) return format;
    format.id = reader.word(document, "id", "the format");
    format.title = reader.word(document, "title", "the format");
    read_years(reader, document, format);
    format.marks = read_list(reader, document, "marks");
    format.sections = read_sections(reader, document["sections"]);
    if (!document["tables"])
        reader.fail(document, "the format has no tables; write \"tables:\" and a list");
    format.tables = read_table_formats(reader, document["tables"]);
    check_sections(reader, document["sections"], format);
    format.numbers = read_numbers(reader, document["numbers"]);
    format.number_units = read_list(reader, document, "number_units");
    format.elsewhere = read_list(reader, document, "elsewhere");
    format.goes_on = read_list(reader, document, "goes_on");
    format.equations = read_equation_rules(reader, document, format.tables);
    for (const TextEquation& one : format.equations.text_equations)
        if (std::ranges::find(format.numbers, one.number, &crawler::NumberFormat::key) ==
            format.numbers.end())
            reader.fail(document["text"],
                        fmt::format("{} is no key of \"numbers\"; write one", shown(one.number)));
    return format;
}

void read_report_titles(WordReader& reader, const Yaml& document,
                        crawler::AnnualReportRules& rules) {
    static constexpr std::array<std::string_view, 4> keys{"kind", "words", "others", "sketch"};
    static constexpr std::array<std::string_view, 2> sketch_keys{"hashes", "characters"};
    if (!reader.map(document, "the titles of reports", keys)) return;
    rules.titles.words = reader.words(document["words"], "words");
    rules.titles.others = read_list(reader, document, "others");
    const Yaml sketch = document["sketch"];
    if (!sketch || !reader.map(sketch, "the sketch", sketch_keys)) return;
    rules.sketch.hashes =
        static_cast<std::size_t>(read_number(reader, sketch, "hashes", 16, 1024, 128));
    rules.sketch.characters =
        static_cast<std::size_t>(read_number(reader, sketch, "characters", 2, 64, 8));
}

}  // namespace duwang::config
