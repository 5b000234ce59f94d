#include "workflow/table_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/sheet.h"
#include "core/text/closest.h"
#include "core/text/normalise.h"
#include "core/text/utf8.h"

namespace duwang::workflow {
namespace {

constexpr std::size_t rows_max = 200'000;
constexpr std::size_t errors_max = 1'000;
constexpr std::size_t cell_bytes_max = 4'096;

bool is_blank_row(const CsvRow& row) {
    return std::ranges::all_of(row.fields,
                               [](const std::string& field) { return trim_blanks(field).empty(); });
}

std::string header_of(std::span<const ColumnName> columns) {
    std::vector<std::string_view> ids;
    for (const ColumnName& column : columns) ids.push_back(column.id);
    return fmt::format("{}", fmt::join(ids, ","));
}

}  // namespace

bool is_column(const ColumnName& column, std::string_view header) {
    const std::string word = match_form(header);
    if (word.empty()) return false;
    if (word == column.id || word == match_form(column.chinese)) return true;
    std::string_view also = column.also;
    while (!also.empty()) {
        const std::size_t end = std::min(also.find('|'), also.size());
        if (word == match_form(also.substr(0, end))) return true;
        also.remove_prefix(std::min(end + 1, also.size()));
    }
    return false;
}

std::string shown(std::string_view text) {
    const std::string_view cut = truncate_code_points(text, 60);
    return fmt::format("\"{}{}\"", printable(cut), cut.size() < text.size() ? "…" : "");
}

TableReader::TableReader(std::string_view bytes, std::string name, std::string_view sheet,
                         std::span<const ColumnName> columns, std::vector<Error>& errors)
    : name_(std::move(name)), columns_(columns), errors_(errors), places_(columns.size()) {
    if (!read_rows(bytes, sheet)) return;
    if (!read_header()) rows_.clear();
    before_row_ = errors_.size();
}

bool TableReader::read_rows(std::string_view bytes, std::string_view sheet) {
    if (!is_workbook(bytes)) {
        Result<std::vector<CsvRow>> rows = parse_csv(bytes, name_);
        if (rows)
            rows_ = std::move(*rows);
        else
            errors_.push_back(rows.error());
        return rows.has_value();
    }
    Result<Workbook> book = read_workbook(bytes, name_);
    if (!book) {
        errors_.push_back(book.error());
        return false;
    }
    const Sheet* named = book->sheet(sheet);
    const Sheet& found = named != nullptr ? *named : book->sheets.front();
    sheet_ = found.name;
    for (const SheetRow& row : found.rows) {
        if (row.blank()) continue;
        CsvRow out{row.number, {}};
        for (const Cell& cell : row.cells) out.fields.push_back(cell.text);
        rows_.push_back(std::move(out));
    }
    return true;
}

bool TableReader::read_header() {
    const std::size_t before = errors_.size();
    if (rows_.empty()) {
        add(1, 0,
            fmt::format("the file is empty; begin with the header \"{}\"", header_of(columns_)));
        return false;
    }
    if (rows_.size() > rows_max) {
        add(rows_[rows_max].line, 0, fmt::format("more than {} rows; split the file", rows_max));
        return false;
    }
    std::vector<std::string_view> known;
    for (const ColumnName& column : columns_)
        known.insert(known.end(), {column.id, column.chinese});
    const CsvRow& header = rows_.front();
    for (std::size_t field = 0; field < header.fields.size(); ++field) {
        const std::string word = match_form(header.fields[field]);
        const auto column = std::ranges::find_if(
            columns_, [&](const ColumnName& one) { return is_column(one, header.fields[field]); });
        if (word.empty()) {
            // Spreadsheets leave empty columns behind; cells in them are reported with their row.
        } else if (column == columns_.end()) {
            add(header.line, field,
                fmt::format("unknown column {}; {}", shown(header.fields[field]),
                            word_advice(word, known)));
        } else if (auto& place = places_[static_cast<std::size_t>(column - columns_.begin())]) {
            add(header.line, field,
                fmt::format("the column {} stands twice, first in column {}; keep one",
                            shown(header.fields[field]), *place + 1));
        } else {
            place = field;
        }
    }
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if ((columns_[i].required || columns_[i].in_header) && !places_[i])
            add(header.line, 0,
                fmt::format("the column \"{}\" ({}) is missing; write the header "
                            "\"{}\"",
                            columns_[i].id, columns_[i].chinese, header_of(columns_)));
    return errors_.size() == before;
}

bool TableReader::next() {
    if (errors_.size() >= errors_max) {
        if (row_ + 1 < rows_.size())
            add(rows_[row_ + 1].line, 0,
                "too many errors; the rest of the file was not read, correct these first");
        rows_.resize(std::min(rows_.size(), row_ + 1));
        return false;
    }
    while (row_ + 1 < rows_.size()) {
        ++row_;
        if (is_blank_row(rows_[row_])) continue;
        before_row_ = errors_.size();
        check_cells();
        return true;
    }
    return false;
}

void TableReader::check_cells() {
    const CsvRow& row = rows_[row_];
    for (std::size_t field = 0; field < row.fields.size(); ++field) {
        const std::string_view text = trim_blanks(row.fields[field]);
        const bool named = std::ranges::find(places_, std::optional(field)) != places_.end();
        if (!named && !text.empty())
            add(row.line, field,
                fmt::format("{} stands in a column without a name; take it out or put a field "
                            "with commas in \"…\"",
                            shown(text)));
        else if (text.size() > cell_bytes_max)
            add(row.line, field,
                fmt::format("a text of {} bytes; write at most {}", text.size(), cell_bytes_max));
        else if (text.find(static_cast<char>(0x1b)) != std::string_view::npos ||
                 text.find("\xEF\xBF\xBD") != std::string_view::npos)
            add(row.line, field,
                fmt::format("{} holds characters that cannot be read; save the table as CSV "
                            "(UTF-8)",
                            shown(text)));
    }
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (columns_[i].required && cell(columns_[i].id).empty())
            add(row.line, *places_[i],
                fmt::format("\"{}\" ({}) is empty; every row needs it", columns_[i].id,
                            columns_[i].chinese));
}

std::optional<std::size_t> TableReader::place(std::string_view id) const {
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (columns_[i].id == id) return places_[i];
    return std::nullopt;
}

std::string TableReader::cell(std::string_view id) const {
    const auto field = place(id);
    const std::vector<std::string>& fields = rows_[row_].fields;
    if (!field || *field >= fields.size()) return {};
    return std::string(trim_blanks(fields[*field]));
}

std::vector<std::string> TableReader::list(std::string_view id) const {
    std::string text = cell(id);
    for (const std::string_view separator : {"；", "、"})
        for (std::size_t at; (at = text.find(separator)) != std::string::npos;)
            text.replace(at, separator.size(), ";");
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find(';', from), text.size());
        const std::string part(trim_blanks(std::string_view(text).substr(from, end - from)));
        if (!part.empty() && std::ranges::find(parts, part) == parts.end()) parts.push_back(part);
        from = end + 1;
    }
    return parts;
}

void TableReader::fail(std::string_view id, std::string_view what) { fail_at(line(), id, what); }

void TableReader::fail_at(int line, std::string_view id, std::string_view what) {
    add(line, place(id).value_or(0), what);
}

std::string TableReader::where(int line, std::size_t field) const {
    return sheet_.empty() ? fmt::format("{}:{}:{}", name_, line, field + 1)
                          : fmt::format("{}:{}!{}{}", name_, sheet_, column_letters(field), line);
}

std::string TableReader::place_of(std::string_view id) const {
    return where(line(), place(id).value_or(0));
}

void TableReader::add(int line, std::size_t field, std::string_view what) {
    errors_.push_back({Errc::config, fmt::format("{}: {}", where(line, field), what)});
}

}  // namespace duwang::workflow
