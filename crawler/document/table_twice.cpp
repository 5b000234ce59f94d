#include "crawler/document/table_twice.h"

#include <algorithm>
#include <set>

#include "core/typed_table.h"
#include "crawler/document/format_reader.h"
#include "crawler/document/table_owner.h"

namespace duwang::crawler {
namespace {

// Keys of the rows that are read of these tables alone.
std::set<std::string> rows_of(const Flow& flow, const std::vector<std::size_t>& tables,
                              const TableFormat& format) {
    Flow part;
    for (const std::size_t table : tables) part.tables.push_back(flow.tables[table]);
    std::set<std::string> rows;
    for (const TypedTable& typed : read_formats(part, {format}))
        for (const TypedRow& row : typed.rows)
            if (std::ranges::any_of(row.cells, [](const TypedCell& cell) {
                    return cell.state != CellState::absent;
                }))
                rows.insert(row.key);
    return rows;
}

}  // namespace

void leave_out_twice(Flow& flow, const ReportFormat& format,
                     const std::vector<std::string>& sections, std::vector<std::string>& notes) {
    const std::vector<int> owners = owners_of(flow, format.tables);
    for (const SectionFormat& section : format.sections) {
        const TableFormat* table = format.table(section.table);
        if (table == nullptr) continue;
        const auto own = static_cast<int>(table - format.tables.data());
        std::vector<std::size_t> inside, outside;
        for (std::size_t i = 0; i < flow.tables.size(); ++i)
            if (owners[i] == own) (sections[i] == section.key ? inside : outside).push_back(i);
        if (inside.empty() || outside.empty()) continue;
        const std::set<std::string> rows = rows_of(flow, inside, *table);
        bool twice = false;
        for (const std::size_t one : outside) {
            const std::set<std::string> others = rows_of(flow, {one}, *table);
            if (std::ranges::none_of(others, [&](const auto& row) { return rows.contains(row); }))
                continue;
            flow.tables[one] = {};
            twice = true;
        }
        if (twice) notes.push_back("table_twice:" + table->key);
    }
}

}  // namespace duwang::crawler
