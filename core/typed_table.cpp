#include "core/typed_table.h"

#include <algorithm>
#include <array>

#include "core/compact_json.h"
#include "core/text/normalise.h"

namespace duwang {
namespace {

constexpr std::array<std::pair<CellState, std::string_view>, 5> state_words{{
    {CellState::absent, "absent"},
    {CellState::blank, "blank"},
    {CellState::number, "number"},
    {CellState::mark, "mark"},
    {CellState::words, "words"},
}};

// Longer ones first, for they end like shorter ones.
constexpr std::array<std::string_view, 24> units{
    "万亿元", "亿元", "千万元", "百万元", "万元", "千元", "百元", "元", "人次", "件次", "件", "条",
    "次",     "个",   "人",     "份",     "宗",   "起",   "篇",   "项", "户",   "场",   "期", "%"};
constexpr std::size_t digits_max = 60;
constexpr std::size_t number_bytes_max = 200;  // what is longer is no number

// How many 元 an amount of this unit is; nothing: it is no unit of money.
std::optional<Decimal> yuan_of(std::string_view unit) {
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 8> all{
        {{"元", 1},
         {"百元", 100},
         {"千元", 1000},
         {"万元", 10'000},
         {"百万元", 1'000'000},
         {"千万元", 10'000'000},
         {"亿元", 100'000'000},
         {"万亿元", 1'000'000'000'000}}};
    for (const auto& [name, yuan] : all)
        if (name == unit) return Decimal(yuan);
    return std::nullopt;
}

// "/", "-", "--", "无", "×" …
bool is_mark(std::string_view form) {
    constexpr std::array<std::string_view, 8> words{"无", "暂无", "空",  "×",
                                                    "x",  "\\",   "n/a", "na"};
    for (std::string_view word : words)
        if (form == word) return true;
    return form.find_first_not_of("-/_.*") == form.npos;
}

std::string_view cut_unit(std::string_view& form) {
    for (std::string_view unit : units) {
        if (form.size() <= unit.size() || !form.ends_with(unit)) continue;
        form.remove_suffix(unit.size());
        return unit;
    }
    return {};
}

// Separators between thousands, commas or blanks: the first group has one to three digits, every
// other one three. Anything else is no number, for two numbers in one cell must not become one.
bool take_whole(std::string_view text, std::string& digits) {
    if (text.find_first_of(", ") == text.npos) {
        digits += text;
        return true;
    }
    const char separator = text.find(',') == text.npos ? ' ' : ',';
    for (std::size_t at = 0, group = 0; at <= text.size(); ++group) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        std::string_view part = trim_blanks(text.substr(at, end - at));
        if (part.empty() || part.size() > 3 || (group > 0 && part.size() != 3)) return false;
        digits += part;
        at = end + 1;
    }
    return true;
}

// "1,234.50" → "1234.50"; nothing when it is no number without sign.
std::optional<std::string> plain_number(std::string_view text, bool& grouped) {
    text = trim_blanks(text);
    if (text.empty() || text.find_first_not_of("0123456789,. ") != text.npos) return std::nullopt;
    const std::size_t point = text.find('.');
    const std::string_view whole = trim_blanks(text.substr(0, point));
    grouped = whole.find(',') != whole.npos;
    std::string digits;
    if (whole.empty() && point == text.npos) return std::nullopt;
    if (whole.empty())
        digits = "0";
    else if (!take_whole(whole, digits))
        return std::nullopt;
    if (digits.find_first_not_of("0123456789") != digits.npos) return std::nullopt;
    if (point != text.npos) {
        const std::string_view rest = trim_blanks(text.substr(point + 1));
        if (rest.empty() || rest.find_first_not_of("0123456789") != rest.npos) return std::nullopt;
        digits += '.';
        digits += rest;
    }
    if (digits.size() > digits_max) return std::nullopt;
    return digits;
}

// (1,234.00) is minus in accounts; (5) may as well be the fifth of a list.
bool unwrap_brackets(std::string_view& form) {
    if (form.size() < 3 || form.front() != '(' || form.back() != ')') return false;
    const std::string_view inside = form.substr(1, form.size() - 2);
    if (inside.find_first_of(".,") == inside.npos) return false;
    form = inside;
    return true;
}

// Folded: full width digits and minus signs of all kinds are plain ones.
std::string number_text(std::string_view text) {
    std::string folded = fold_width(text);
    constexpr std::string_view minus = "负";
    if (folded.starts_with(minus)) folded.replace(0, minus.size(), "-");
    return folded;
}

struct Number {
    Decimal value;
    std::string_view unit;
};

std::optional<Number> number_of(std::string_view form) {
    Number number;
    bool minus = unwrap_brackets(form);
    form = trim_blanks(form);
    if (form.starts_with("¥") || form.starts_with("￥")) {
        form = trim_blanks(form.substr(form.starts_with("¥") ? 2 : 3));
        number.unit = "元";
    }
    if (const std::string_view unit = cut_unit(form); !unit.empty()) number.unit = unit;
    form = trim_blanks(form);
    if (!form.empty() && (form[0] == '-' || form[0] == '+')) {
        if (minus) return std::nullopt;
        minus = form[0] == '-';
        form.remove_prefix(1);
    }
    bool grouped = false;
    const auto digits = plain_number(form, grouped);
    if (!digits) return std::nullopt;
    const auto value = Decimal::parse(*digits);
    if (!value) return std::nullopt;
    number.value = minus ? -*value : *value;
    return number;
}

Json cell_json(const TypedCell& cell) {
    CompactJson json;
    json.always("state", cell_state_word(cell.state)).text("text", cell.text);
    if (cell.state == CellState::number) json.always("value", cell.value.exact());
    json.text("unit", cell.unit).text("said", cell.said).number("row", cell.row, -1).number("column", cell.column, -1);
    return json.take();
}

TypedCell cell_of(const Json& json) {
    TypedCell cell;
    cell.state = cell_state_of(json["state"].text()).value_or(CellState::absent);
    cell.text = json["text"].text();
    cell.unit = json["unit"].text();
    cell.said = json["said"].text();
    cell.row = static_cast<std::int32_t>(json["row"].number(-1));
    cell.column = static_cast<std::int32_t>(json["column"].number(-1));
    if (cell.state != CellState::number) return cell;
    if (auto value = Decimal::parse(json["value"].text()))
        cell.value = *value;
    else
        cell.state = CellState::words;
    return cell;
}

}  // namespace

std::string_view cell_state_word(CellState state) {
    for (const auto& [one, word] : state_words)
        if (one == state) return word;
    return {};
}

std::optional<CellState> cell_state_of(std::string_view word) {
    for (const auto& [state, one] : state_words)
        if (one == word) return state;
    return std::nullopt;
}

const TypedRow* TypedTable::row(std::string_view row_key) const {
    for (const TypedRow& one : rows)
        if (one.key == row_key) return &one;
    return nullptr;
}

std::optional<std::size_t> TypedTable::column(std::string_view column_key) const {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].key == column_key) return i;
    return std::nullopt;
}

const TypedCell* TypedTable::cell(std::string_view row_key, std::string_view column_key) const {
    const TypedRow* found = row(row_key);
    const auto place = column(column_key);
    return found && place && *place < found->cells.size() ? &found->cells[*place] : nullptr;
}

TypedCell read_cell(std::string_view text, std::string_view unit) {
    TypedCell cell;
    cell.text = collapse_blanks(text);
    if (cell.text.empty()) {
        cell.state = CellState::blank;
        return cell;
    }
    cell.state = CellState::words;
    if (cell.text.size() > number_bytes_max) return cell;
    const std::string form = number_text(cell.text);
    if (const auto number = number_of(form)) {
        cell.state = CellState::number;
        cell.value = number->value;
        cell.unit = number->unit;
        const auto own = yuan_of(number->unit), wanted = yuan_of(unit);
        if (own && wanted) cell.value = number->value * *own / *wanted;
    } else if (is_mark(match_form(form))) {
        cell.state = CellState::mark;
    }
    return cell;
}

std::string unit_said(std::string_view text) {
    const std::string form = match_form(text);
    const auto starts = [&](std::string_view rest) -> std::string {
        for (std::string_view unit : units)
            if (rest.starts_with(unit)) return std::string(unit);
        return {};
    };
    for (std::string_view label : {"单位:", "单位("})
        if (const std::size_t at = form.find(label); at != form.npos)
            if (std::string unit = starts(std::string_view(form).substr(at + label.size()));
                !unit.empty())
                return unit;
    for (std::size_t at = form.find('('); at != form.npos; at = form.find('(', at + 1)) {
        const std::size_t end = form.find(')', at);
        if (end == form.npos) break;
        const std::string inside = form.substr(at + 1, end - at - 1);
        if (std::string unit = starts(inside); unit == inside) return unit;
    }
    return {};
}

Json to_json(const TypedTable& table) {
    Json columns = Json::array(), rows = Json::array();
    for (const TypedColumn& one : table.columns)
        columns.push_back(CompactJson().text("key", one.key).text("label", one.label).take());
    for (const TypedRow& one : table.rows) {
        Json cells = Json::array();
        for (const TypedCell& cell : one.cells) cells.push_back(cell_json(cell));
        rows.push_back(CompactJson()
                           .text("key", one.key)
                           .text("label", one.label)
                           .list("cells", std::move(cells))
                           .take());
    }
    return CompactJson()
        .text("key", table.key)
        .text("title", table.title)
        .text("origin", table.origin)
        .text("unit", table.unit)
        .text("statement", table.statement)
        .list("columns", std::move(columns))
        .list("rows", std::move(rows))
        .list("notes", list_of(table.notes))
        .take();
}

TypedTable typed_table_from_json(const Json& json) {
    TypedTable table;
    table.key = json["key"].text();
    table.title = json["title"].text();
    table.origin = json["origin"].text();
    table.unit = json["unit"].text();
    table.statement = json["statement"].text();
    for (const Json& one : json["columns"].items())
        table.columns.push_back({one["key"].text(), one["label"].text()});
    for (const Json& one : json["rows"].items()) {
        TypedRow row{one["key"].text(), one["label"].text(), {}};
        for (const Json& cell : one["cells"].items()) row.cells.push_back(cell_of(cell));
        row.cells.resize(table.columns.size());
        table.rows.push_back(std::move(row));
    }
    table.notes = texts_of(json["notes"]);
    return table;
}

}  // namespace duwang
