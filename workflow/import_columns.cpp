#include <fmt/format.h>

#include <array>
#include <map>

#include "core/text/closest.h"
#include "core/text/normalise.h"
#include "workflow/import_sites.h"
#include "workflow/table_reader.h"

namespace duwang::workflow {
namespace {

constexpr std::array<ColumnName, 4> columns{{
    {"unit", "单位", true},
    {"site", "网站", false},
    {"kind", "栏目类型", true},
    {"address", "栏目网址", true},
}};
constexpr std::size_t advice_max = 2000;

std::string find_site(const SiteIndex& sites, const std::string& word, std::string& problem) {
    const std::string form = match_form(word);
    for (const std::string& key : {word, form})
        if (const auto found = sites.ids_and_names.find(key); found != sites.ids_and_names.end())
            return found->second;
    if (sites.dropped.contains(word) || sites.dropped.contains(form)) {
        problem = fmt::format("the site {} has errors of its own; correct them first", shown(word));
        return {};
    }
    std::vector<std::string_view> known;
    if (sites.ids_and_names.size() <= advice_max)
        for (const auto& [name, id] : sites.ids_and_names) known.push_back(name);
    const auto near = closest_word(word, known);
    problem =
        near ? fmt::format("there is no site {}; did you mean \"{}\"?", shown(word), *near)
             : fmt::format("there is no site {}; write an id or name of sites.csv", shown(word));
    return {};
}

void read_unit(TableReader& table, const UnitIndex& units, Column& column) {
    const std::string word = table.cell("unit");
    if (word.empty()) return;  // reported as missing
    std::string problem;
    column.unit = units.find(word, problem);
    if (!problem.empty()) table.fail("unit", problem);
}

// The address must lie on a host of a known site: what lies elsewhere would never be captured.
void read_place(TableReader& table, const SiteIndex& sites, Column& column) {
    std::string problem;
    const std::string word = table.cell("site");
    if (!word.empty()) column.site = find_site(sites, word, problem);
    if (!problem.empty()) return table.fail("site", problem);
    const std::string text = table.cell("address");
    if (text.empty()) return;
    const auto url = read_address(text, problem);
    if (!url) return table.fail("address", problem);
    column.address = std::string(url->str());
    const auto home = sites.hosts.find(url->host_port());
    if (home == sites.hosts.end())
        return table.fail("address",
                          fmt::format("{} is a host of no site; add it to the hosts of its site in "
                                      "sites.csv",
                                      shown(url->host_port())));
    if (column.site.empty()) column.site = home->second;
    if (column.site != home->second)
        table.fail("address",
                   fmt::format("{} belongs to the site {}, not to {}; write that site",
                               shown(url->host_port()), shown(home->second), shown(column.site)));
}

}  // namespace

void import_columns(const TableFile& file, const UnitIndex& units, const SiteIndex& sites,
                    InventoryImport& import) {
    if (!file.bytes) return;
    TableReader table(*file.bytes, file.name, "栏目", columns, import.errors);
    std::map<std::array<std::string, 3>, int> seen;
    while (table.next()) {
        Column column{.unit = {}, .site = {}, .kind = table.cell("kind"), .address = {}};
        read_unit(table, units, column);
        read_place(table, sites, column);
        if (!table.good()) continue;
        const auto [first, fresh] =
            seen.emplace(std::array{column.unit, column.kind, column.address}, table.line());
        if (!fresh)
            table.fail("address", fmt::format("the same column stands in line {} already; take one "
                                              "of the two out",
                                              first->second));
        else
            import.inventory.columns.push_back(std::move(column));
    }
}

}  // namespace duwang::workflow
