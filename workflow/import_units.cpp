#include "workflow/import_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text/closest.h"
#include "core/text/normalise.h"
#include "workflow/table_reader.h"

namespace duwang::workflow {
namespace {

constexpr std::array<ColumnName, 8> columns{{
    {"id", "编号", true},
    {"name", "单位名称", true},
    {"aliases", "别名", false},
    {"kind", "类别", true},
    {"parent", "上级单位", false},
    {"level", "层级", false},
    {"groups", "分组", false},
    {"contact", "联系方式", false},
}};
constexpr std::size_t id_bytes_max = 64;
constexpr int levels_max = 100;           // of superiors
constexpr std::size_t advice_max = 2000;  // with more units no near one is looked for

struct Read {
    Unit unit;
    std::string parent;  // as written
    int line;
    bool good;
};

std::vector<Read> read_rows(TableReader& table) {
    std::vector<Read> rows;
    std::map<std::string, int> ids, names;  // first line of each
    while (table.next()) {
        Unit unit{.id = table.cell("id"),
                  .name = table.cell("name"),
                  .aliases = table.list("aliases"),
                  .kind = table.cell("kind"),
                  .parent = {},
                  .level = table.cell("level"),
                  .groups = table.list("groups"),
                  .contact = table.cell("contact")};
        if (!unit.id.empty() && !is_good_id(unit.id))
            table.fail("id", fmt::format("{} is no usable id; write 1 to {} letters a-z, digits, "
                                         "'-', '_' or '.', beginning with a letter or digit",
                                         shown(unit.id), id_bytes_max));
        else if (const auto [first, fresh] = ids.emplace(unit.id, table.line());
                 !fresh && !unit.id.empty())
            table.fail("id", fmt::format("the unit {} stands in line {} already; choose another id",
                                         shown(unit.id), first->second));
        if (const auto [first, fresh] = names.emplace(match_form(unit.name), table.line());
            !fresh && !unit.name.empty())
            table.fail("name",
                       fmt::format("the name {} stands in line {} already; two units need two "
                                   "names",
                                   shown(unit.name), first->second));
        rows.push_back({std::move(unit), table.cell("parent"), table.line(), table.good()});
    }
    return rows;
}

// Superior units may stand in any order, so they are looked up when all rows are read.
bool set_parent(Read& row, const UnitIndex& index, TableReader& table) {
    if (row.parent.empty()) return true;
    std::string problem;
    row.unit.parent = index.find(row.parent, problem);
    if (row.unit.parent == row.unit.id)
        problem = "the unit is its own superior; write another unit or leave the field empty";
    if (!problem.empty()) table.fail_at(row.line, "parent", problem);
    return problem.empty();
}

// A chain of superiors must end, and soon.
bool has_cycle(const std::string& id, const std::map<std::string, std::string>& parents) {
    std::string at = id;
    for (int level = 0; level < levels_max; ++level) {
        const auto up = parents.find(at);
        if (up == parents.end() || up->second.empty()) return false;
        at = up->second;
        if (at == id) return true;
    }
    return true;
}

void drop_cycles(std::vector<Read>& rows, TableReader& table) {
    std::map<std::string, std::string> parents;
    for (const Read& row : rows)
        if (row.good) parents[row.unit.id] = row.unit.parent;
    for (Read& row : rows)
        if (row.good && has_cycle(row.unit.id, parents)) {
            table.fail_at(row.line, "parent",
                          fmt::format("going up from {} leads back to it; the uppermost unit has "
                                      "no superior",
                                      shown(row.unit.id)));
            row.good = false;
        }
}

// Dropping a unit drops those under it, and so on, each with its own error.
UnitIndex settle(std::vector<Read>& rows, TableReader& table) {
    for (int level = 0; level <= levels_max; ++level) {
        bool changed = false;
        UnitIndex index;
        for (const Read& row : rows) {
            if (row.good)
                index.add(row.unit);
            else
                index.add_dropped(row.unit.id, row.unit.name);
        }
        for (Read& row : rows)
            if (row.good && !set_parent(row, index, table)) {
                row.good = false;
                changed = true;
            }
        if (!changed) {
            const auto good = std::ranges::count_if(rows, &Read::good);
            drop_cycles(rows, table);
            changed = good != std::ranges::count_if(rows, &Read::good);
        }
        if (!changed) return index;
    }
    for (Read& row : rows) row.good = false;  // hopelessly nested; the errors are listed
    return {};
}

// Behind "units.csv:" or "台账.xlsx:单位!C".
int line_of(const Error& error, std::string_view file) {
    std::string_view rest =
        std::string_view(error.what).substr(std::min(file.size() + 1, error.what.size()));
    const std::size_t mark = rest.substr(0, rest.find(": ")).rfind('!');
    if (mark != rest.npos)
        rest.remove_prefix(std::min(rest.find_first_of("0123456789", mark), rest.size()));
    int line = 0;
    for (const char c : rest) {
        if (c < '0' || c > '9') break;
        line = line * 10 + (c - '0');
    }
    return line;
}

}  // namespace

bool is_good_id(std::string_view id) {
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !id.empty() && id.size() <= id_bytes_max && letter(id.front()) &&
           std::ranges::all_of(
               id, [&](char c) { return letter(c) || c == '-' || c == '_' || c == '.'; });
}

void UnitIndex::add(const Unit& unit) {
    ids_.insert(unit.id);
    names_[match_form(unit.name)].insert(unit.id);
    for (const std::string& alias : unit.aliases) names_[match_form(alias)].insert(unit.id);
}

void UnitIndex::add_dropped(const std::string& id, const std::string& name) {
    dropped_.insert(id);
    dropped_.insert(match_form(name));
}

std::string UnitIndex::find(const std::string& word, std::string& problem) const {
    if (ids_.contains(word)) return word;
    const std::string form = match_form(word);
    if (const auto found = names_.find(form); found != names_.end()) {
        if (found->second.size() == 1) return *found->second.begin();
        problem = fmt::format("{} names more than one unit; write the id", shown(word));
    } else if (dropped_.contains(word) || dropped_.contains(form)) {
        problem = fmt::format("the unit {} has errors of its own; correct them first", shown(word));
    } else {
        std::vector<std::string_view> known;
        if (ids_.size() <= advice_max) known.assign(ids_.begin(), ids_.end());
        const auto near = closest_word(word, known);
        problem =
            near
                ? fmt::format("there is no unit {}; did you mean \"{}\"?", shown(word), *near)
                : fmt::format("there is no unit {}; write an id or name of units.csv", shown(word));
    }
    return {};
}

UnitIndex import_units(const TableFile& file, InventoryImport& import) {
    if (!file.bytes) return {};
    std::vector<Error> errors;
    TableReader table(*file.bytes, file.name, "单位", columns, errors);
    std::vector<Read> rows = read_rows(table);
    UnitIndex index = settle(rows, table);
    for (Read& row : rows)
        if (row.good) import.inventory.units.push_back(std::move(row.unit));
    std::ranges::stable_sort(errors, {},
                             [&file](const Error& error) { return line_of(error, file.name); });
    std::ranges::move(errors, std::back_inserter(import.errors));
    return index;
}

}  // namespace duwang::workflow
