#include "workflow/read_entries.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/csv.h"
#include "core/sheet.h"
#include "core/text/normalise.h"
#include "core/time.h"
#include "workflow/typed_cells.h"

namespace duwang::workflow {
namespace {

using Kind = AssessmentEntryKind;

struct Word {
    std::string_view typed, means;
};
constexpr Word rectified_words[] = {
    {"按时整改", rectified_on_time},
    {"按时", rectified_on_time},
    {"on_time", rectified_on_time},
    {"逾期整改", rectified_late},
    {"逾期", rectified_late},
    {"late", rectified_late},
    {"未整改", not_rectified},
    {"not_done", not_rectified},
    {"无应整改通知", nothing_to_rectify},
    {"无", nothing_to_rectify},
    {"none", nothing_to_rectify},
    {"撤回", decision_withdrawn},
    {"withdrawn", decision_withdrawn},
};
constexpr Word decision_words[] = {
    {"不适用", ""},
    {"不参评", ""},
    {"exempt", ""},
    {"撤回", decision_withdrawn},
    {"withdrawn", decision_withdrawn},
};

std::optional<std::string_view> meaning(std::span<const Word> words, std::string_view typed) {
    const std::string form = match_form(typed);
    for (const Word& word : words)
        if (word.typed == form) return word.means;
    return std::nullopt;
}

class RowReader {
  public:
    RowReader(TableReader& table, const EntryForm& form) : table_(table), form_(form) {}

    bool is_blank() {
        if (!cell(form_.value).empty()) return false;
        if (!cell("attachments").empty())
            table_.fail(form_.value, fmt::format("empty, and there are attachments; write what was "
                                                 "entered, or take {} out",
                                                 shown(cell("attachments"))));
        return true;
    }

    FilledRow read() {
        FilledRow row;
        row.table = form_.table;
        row.unit_place = table_.place_of("unit");
        row.rater_place = table_.place_of("rater");
        row.value_place = table_.place_of(form_.value);
        row.files_place = table_.place_of("attachments");
        AssessmentEntry& entry = row.entry;
        entry.kind = kind_of_table(form_.table);
        entry.unit = cell("unit");
        entry.item = cell("item");
        entry.rater = cell("rater");
        entry.object = cell("object");
        read_value(entry);
        entry.scale = typed_number(cell("scale"));
        entry.basis = cell("basis");
        entry.by = cell("by");
        const bool call = form_.table == EntryTable::calls;
        entry.reason = cell(call ? "note" : "reason");
        read_day(call ? "called_at" : "at", entry);
        if (entry.by.empty()) table_.fail("by", "empty; write who entered it (经办人)");
        row.files = typed_list(cell("attachments"));
        if (call) read_call(row);
        return row;
    }

  private:
    TableReader& table_;
    const EntryForm& form_;

    std::string cell(std::string_view id) const { return typed_text(table_.cell(id)); }

    void read_value(AssessmentEntry& entry) {
        const std::string text = cell(form_.value);
        if (form_.table == EntryTable::calls) {
            entry.value = text;
        } else if (form_.table == EntryTable::rectifications) {
            translate(text, rectified_words, "按时整改, 逾期整改, 未整改 or 无应整改通知", entry);
        } else if (form_.table == EntryTable::exemptions) {
            translate(text, decision_words, "不适用 or 撤回", entry);
        } else {
            entry.value = typed_number(text);
        }
    }

    void translate(const std::string& text, std::span<const Word> words, std::string_view known,
                   AssessmentEntry& entry) {
        if (const auto means = meaning(words, text))
            entry.value = *means;
        else
            table_.fail(form_.value, fmt::format("{} is not known; write {}", shown(text), known));
    }

    void read_day(std::string_view id, AssessmentEntry& entry) {
        const std::string text = cell(id);
        entry.at = typed_day(text);
        if (text.empty())
            table_.fail(id, "empty; write the day, for example 2022-12-30");
        else if (!parse_timestamp(entry.at))
            table_.fail(id,
                        fmt::format("{} is no date; write for example 2022-12-30", shown(text)));
    }

    void read_call(FilledRow& row) {
        row.entry.object = cell("number");
        row.finding = cell("finding");
        for (std::string_view id : {"address", "capture", "quote"})
            if (std::string text = cell(id); !text.empty()) row.details.emplace_back(id, text);
        if (!row.finding.empty() && row.entry.item.empty())
            table_.fail("item", "empty; a finding needs the indicator that it belongs to");
    }
};

std::optional<EntryTable> table_of_header(const std::vector<std::string>& header) {
    for (EntryTable table : entry_tables) {
        const EntryForm& form = form_of(table);
        const auto value = std::ranges::find(form.columns, form.value,
                                             [](const FormColumn& one) { return one.name.id; });
        if (std::ranges::any_of(
                header, [&](const std::string& word) { return is_column(value->name, word); }))
            return table;
    }
    return std::nullopt;
}

Result<std::vector<FoundTable>> by_header(const std::vector<std::string>& header,
                                          const std::string& name, const std::string& sheet) {
    if (const auto table = table_of_header(header)) return std::vector{FoundTable{*table, sheet}};
    std::string known;
    for (EntryTable table : entry_tables) {
        const EntryForm& form = form_of(table);
        for (const FormColumn& column : form.columns)
            if (column.name.id == form.value)
                known += fmt::format("{}{} ({})", known.empty() ? "" : ", ", column.name.chinese,
                                     form.sheet);
    }
    return failure(Errc::config, fmt::format("{}:1:1: no column says what the table is; begin with "
                                             "a template, its header has one of {}",
                                             name, known));
}

}  // namespace

FilledTable read_entry_table(std::string_view bytes, const std::string& name, EntryTable table,
                             std::string_view sheet) {
    FilledTable filled;
    const EntryForm& form = form_of(table);
    const std::vector<ColumnName> columns = form.names();
    TableReader reader(bytes, name, sheet, columns, filled.errors);
    while (reader.next()) {
        RowReader row(reader, form);
        if (row.is_blank()) {
            filled.blank += reader.good();
            continue;
        }
        FilledRow read = row.read();
        if (reader.good()) filled.rows.push_back(std::move(read));
    }
    return filled;
}

Result<std::vector<FoundTable>> find_entry_tables(std::string_view bytes, const std::string& name) {
    if (!is_workbook(bytes)) {
        auto rows = parse_csv(bytes, name);
        if (!rows) return tl::unexpected(rows.error());
        return by_header(rows->empty() ? std::vector<std::string>() : rows->front().fields, name,
                         {});
    }
    auto book = read_workbook(bytes, name);
    if (!book) return tl::unexpected(book.error());
    std::vector<FoundTable> found;
    for (const Sheet& sheet : book->sheets)
        if (const auto table = entry_table_of_sheet(sheet.name))
            found.push_back({*table, sheet.name});
    if (!found.empty()) return found;
    std::vector<std::string> header;
    for (const SheetRow& row : book->sheets.front().rows) {
        if (row.blank()) continue;
        for (const Cell& cell : row.cells) header.push_back(cell.text);
        break;
    }
    return by_header(header, name, book->sheets.front().name);
}

AssessmentEntryKind kind_of_table(EntryTable table) {
    switch (table) {
        case EntryTable::ratings:
            return Kind::rating;
        case EntryTable::imports:
            return Kind::import;
        case EntryTable::exemptions:
            return Kind::exempt;
        case EntryTable::daily:
            return Kind::daily;
        case EntryTable::rectifications:
            return Kind::rectify;
        default:
            return Kind::mark;
    }
}

}  // namespace duwang::workflow
