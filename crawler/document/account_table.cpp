#include "crawler/document/account_table.h"

#include <algorithm>
#include <map>

#include "core/text/normalise.h"
#include "crawler/document/account_parts.h"
#include "crawler/document/account_rows.h"
#include "crawler/document/labels.h"
#include "crawler/document/table_head.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t title_chars_max = 80;
constexpr std::size_t statement_chars_max = 200;
constexpr std::size_t blocks_near = 4;  // above and below a table
constexpr std::uint32_t opening_rows = 4;
constexpr std::size_t mark_cells_max = 4'000;

// The table whose title stands in the text: of several the longest.
const TabularTable* titled(std::string_view text, const TabularFormat& format) {
    if (count_code_points(text) > title_chars_max) return nullptr;
    const std::string plain = label_form(text);
    const TabularTable* best = nullptr;
    std::size_t length = 0;
    for (const TabularTable& one : format.tables)
        for (const std::string& title : one.titles) {
            const std::string form = label_form(title);
            if (form.size() > length && plain.find(form) != plain.npos)
                best = &one, length = form.size();
        }
    return best;
}

const TabularTable* marked(const Table& table, const TabularFormat& format) {
    std::vector<std::string> forms;
    for (std::size_t i = 0; i < std::min(table.cells().size(), mark_cells_max); ++i)
        forms.push_back(label_form(table.cells()[i].text));
    std::ranges::sort(forms);
    for (const TabularTable& one : format.tables)
        if (!one.marks.empty() && std::ranges::all_of(one.marks, [&](const std::string& mark) {
                return std::ranges::binary_search(forms, label_form(mark));
            }))
            return &one;
    return nullptr;
}

bool has_number(const Table& table) {
    return std::ranges::any_of(table.cells(), [](const TableCell& cell) {
        return cell.row > 0 && read_cell(cell.text).state == CellState::number;
    });
}

// 续表, （续）: a title that stands once more.
std::string title_form(std::string_view title) {
    std::string form = label_form(title);
    for (std::string_view word : {"续表", "续"})
        for (std::size_t at = form.find(word); at != form.npos; at = form.find(word))
            form.erase(at, word.size());
    return form;
}

std::size_t rows_twice(const TypedTable& table) {
    return static_cast<std::size_t>(std::ranges::count_if(
        table.notes, [](const std::string& note) { return note.starts_with("row_twice:"); }));
}

class AccountsReader {
  public:
    AccountsReader(const Flow& flow, const TabularFormat& format) : flow_(flow), format_(format) {}
    AccountsRead run();

  private:
    struct Near {
        const TabularTable* format = nullptr;
        std::string title, unit, statement;
    };
    void look(Near& near, const std::string& text) const;
    void look_above(Near& near, std::size_t block) const;
    void look_inside(Near& near, const Table& table) const;
    void look_below(Near& near, std::size_t block) const;
    std::string statement_in(const std::string& text) const {
        if (!contains_any(strip_blanks(text), format_.statements)) return {};
        return std::string(truncate_code_points(text, statement_chars_max));
    }
    bool goes_on(const Near& near, const Table& table);
    void add_table(std::size_t block);
    void add_statements();

    const Flow& flow_;
    const TabularFormat& format_;
    std::map<std::string, TypedTable> found_;
    std::map<std::string, Table> wholes_;  // of those with amounts: what they were read of
    std::vector<std::string> notes_;
};

void AccountsReader::look(Near& near, const std::string& text) const {
    if (near.unit.empty()) near.unit = unit_said(text);
    if (near.statement.empty()) near.statement = statement_in(text);
    if (near.format != nullptr) return;
    near.format = titled(text, format_);
    if (near.format != nullptr) near.title = text;
}

void AccountsReader::look_above(Near& near, std::size_t block) const {
    for (std::size_t i = 1; i <= std::min(block, blocks_near); ++i) {
        const FlowBlock& above = flow_.blocks[block - i];
        if (above.kind == FlowBlock::Kind::table) return;
        const bool known = near.format != nullptr;
        look(near, above.text);
        if (known || near.format != nullptr) return;
    }
}

void AccountsReader::look_inside(Near& near, const Table& table) const {
    look(near, table.caption);
    look(near, table.origin);
    std::vector<const TableCell*> below;
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        if (row >= opening_rows && row + opening_rows < table.rows()) continue;
        for (const TableCell* cell : cells_of_row(table, row)) {
            if (cell->row != row) continue;
            // Titles stand over the width of a table; a cell of it may be named like one.
            if (row < opening_rows && cell->columns * 2 >= table.columns()) look(near, cell->text);
            if (near.unit.empty()) near.unit = unit_said(cell->text);
            if (near.statement.empty()) near.statement = statement_in(cell->text);
        }
    }
}

// Until the title of the next table.
void AccountsReader::look_below(Near& near, std::size_t block) const {
    for (std::size_t i = block + 1; i < std::min(flow_.blocks.size(), block + blocks_near); ++i) {
        const FlowBlock& below = flow_.blocks[i];
        if (below.kind == FlowBlock::Kind::table) return;
        const std::string said = statement_in(below.text);
        const TabularTable* other = titled(below.text, format_);
        if (other != nullptr && other != near.format) return;
        if (near.statement.empty()) near.statement = said;
    }
}

// 续表: does the table go on with the one that was found? Then both are read as one.
bool AccountsReader::goes_on(const Near& near, const Table& table) {
    const std::string& key = near.format->format.key;
    TypedTable& before = found_[key];
    const auto whole = wholes_.find(key);
    const std::string& title = near.title.empty() ? near.format->format.title : near.title;
    if (whole == wholes_.end() || title_form(title) != title_form(before.title) ||
        (!near.unit.empty() && near.unit != before.unit))
        return false;
    auto joined = joined_accounts(whole->second, table);
    if (!joined) return false;
    TypedTable typed = read_account_rows(*joined, *near.format, format_, before.unit);
    if (rows_twice(typed) > rows_twice(before)) return false;
    typed.title = before.title;
    before = std::move(typed);
    whole->second = std::move(*joined);
    return true;
}

void AccountsReader::add_table(std::size_t block) {
    const Table& table = flow_.tables[flow_.blocks[block].table];
    Near near;
    look_inside(near, table);
    look_above(near, block);
    if (near.format == nullptr) near.format = marked(table, format_);
    if (near.format == nullptr) return;
    const std::string& key = near.format->format.key;
    const bool filled = has_number(table);
    if (!filled) look_below(near, block);
    if (const auto before = found_.find(key); before != found_.end()) {
        if (filled && goes_on(near, table)) return;
        if (!filled || !before->second.rows.empty()) {
            before->second.notes.push_back("table_twice");
            return;
        }
    }
    TypedTable typed;
    if (filled) {
        typed = read_account_rows(table, *near.format, format_, near.unit);
        wholes_[key] = table;
        if (near.unit.empty()) notes_.push_back("no_unit:" + key);
    } else {
        typed.key = key;
        typed.origin = table.origin;
        typed.unit = near.unit;
        typed.statement = near.statement;
        if (near.statement.empty()) notes_.push_back("empty_without_statement:" + key);
    }
    typed.title = near.title.empty() ? near.format->format.title : near.title;
    found_[key] = std::move(typed);
}

// Of tables that are not there, not even empty: the text says why.
void AccountsReader::add_statements() {
    const TabularTable* last = nullptr;
    std::size_t since = 0;
    for (const FlowBlock& block : flow_.blocks) {
        if (block.kind == FlowBlock::Kind::table) {
            last = nullptr;
            continue;
        }
        if (const TabularTable* one = titled(block.text, format_)) last = one, since = 0;
        if (last == nullptr || ++since > blocks_near) continue;
        const std::string said = statement_in(block.text);
        if (said.empty() || found_.contains(last->format.key)) continue;
        TypedTable typed;
        typed.key = last->format.key;
        typed.title = last->format.title;
        typed.statement = said;
        typed.notes.emplace_back("no_table");
        found_[typed.key] = std::move(typed);
    }
}

AccountsRead AccountsReader::run() {
    for (std::size_t i = 0; i < flow_.blocks.size(); ++i)
        if (flow_.blocks[i].kind == FlowBlock::Kind::table) add_table(i);
    add_statements();
    AccountsRead read;
    for (const TabularTable& one : format_.tables) {
        const auto at = found_.find(one.format.key);
        if (at == found_.end())
            notes_.push_back("table_missing:" + one.format.key);
        else
            read.tables.push_back(std::move(at->second));
    }
    read.notes = std::move(notes_);
    return read;
}

}  // namespace

AccountsRead read_account_tables(const Flow& flow, const TabularFormat& format) {
    return AccountsReader(flow, format).run();
}

}  // namespace duwang::crawler
