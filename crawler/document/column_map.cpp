#include "crawler/document/column_map.h"

#include <algorithm>

#include "crawler/document/head.h"
#include "crawler/document/labels.h"

namespace duwang::crawler {
namespace {

bool one_of(const std::vector<std::string>& list, std::string_view form) {
    return std::ranges::find(list, form) != list.end();
}

}  // namespace

ColumnMap::ColumnMap(const TableFormat& format)
    : format_(format), places_(format.columns.size(), -1), labels_(format.columns.size()) {
    for (const FormatLine& column : format.columns) {
        heads_.push_back(label_forms(column.labels));
        under_.push_back(label_forms(column.under));
    }
}

bool ColumnMap::names_column(std::string_view cell_text) const {
    const std::string form = label_form(cell_text);
    if (form.empty()) return false;
    for (std::size_t i = 0; i < heads_.size(); ++i)
        if (one_of(heads_[i], form) || one_of(under_[i], form)) return true;
    return false;
}

// A head that the end of a page cut in two ("自然", below it "人") is the column that both halves
// name together.
std::int32_t ColumnMap::column_of(std::vector<std::string>& parts) const {
    std::int32_t found = column_headed(parts);
    for (std::vector<std::string> halves = parts; found < 0 && halves.size() > 1;) {
        const std::string below = std::move(halves.back());
        halves.pop_back();
        halves.back() += below;
        found = column_headed(halves);
        if (found >= 0) parts = halves;
    }
    return found;
}

// The first one that is not placed yet: heads that lost what stood above them come in order.
std::int32_t ColumnMap::column_headed(const std::vector<std::string>& parts) const {
    std::vector<std::string> forms = label_forms(parts);
    const std::string last = forms.back();
    forms.pop_back();
    for (const bool strict : {true, false}) {
        if (!strict && !forms.empty()) break;
        for (std::size_t i = 0; i < heads_.size(); ++i) {
            if (places_[i] >= 0 || !one_of(heads_[i], last)) continue;
            const bool under =
                under_[i].empty() || std::ranges::any_of(forms, [&](const std::string& form) {
                    return one_of(under_[i], form);
                });
            if (under || !strict) return static_cast<std::int32_t>(i);
        }
    }
    return -1;
}

void ColumnMap::read(const Table& table, std::uint32_t from, std::uint32_t until) {
    forget();
    const TableCell* last = nullptr;
    for (std::uint32_t column = 0; column < table.columns(); ++column) {
        const TableCell* lowest = table.at(until - 1, column);
        if (lowest == nullptr || lowest == last) continue;
        last = lowest;
        std::vector<std::string> parts = head_parts(table, column, from, until);
        if (parts.empty()) continue;
        const std::int32_t found = column_of(parts);
        if (found < 0) continue;
        const auto index = static_cast<std::size_t>(found);
        places_[index] = static_cast<std::int32_t>(column);
        if (labels_[index].empty()) labels_[index] = joined_parts(parts);
        if (first_ < 0) first_ = static_cast<std::int32_t>(column);
    }
}

void ColumnMap::forget() {
    std::ranges::fill(places_, -1);
    first_ = -1;
}

}  // namespace duwang::crawler
