#include "crawler/document/rules.h"

#include <algorithm>

namespace duwang::crawler {
namespace {

template <class List>
auto* found(const List& list, std::string_view key) {
    const auto at = std::ranges::find_if(list, [&](const auto& one) { return one.key == key; });
    return at == list.end() ? nullptr : &*at;
}

}  // namespace

const FormatLine* TableFormat::row(std::string_view row_key) const { return found(rows, row_key); }

const FormatLine* TableFormat::column(std::string_view column_key) const {
    return found(columns, column_key);
}

bool TableFormat::has(const FormatLine& row, std::string_view column_key) const {
    return row.columns.empty() || std::ranges::find(row.columns, column_key) != row.columns.end();
}

const TableFormat* ReportFormat::table(std::string_view table_key) const {
    return found(tables, table_key);
}

const ReportFormat* AnnualReportRules::format(std::string_view id) const {
    for (const ReportFormat& one : formats)
        if (one.id == id) return &one;
    return nullptr;
}

}  // namespace duwang::crawler
