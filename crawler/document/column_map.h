// Which column of a grid is which column of a known table, by the heads above it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/flow.h"
#include "crawler/document/rules.h"

namespace duwang::crawler {

class ColumnMap {
  public:
    explicit ColumnMap(const TableFormat& format);

    // Does the cell name a column, or what stands above one?
    bool names_column(std::string_view cell_text) const;
    // Reads the heads in rows [from, until).
    void read(const Table& table, std::uint32_t from, std::uint32_t until);
    void forget();

    bool empty() const { return first_ < 0; }
    std::int32_t first() const { return first_; }  // the leftmost known column; -1: none
    std::int32_t place(std::size_t column) const { return places_[column]; }  // -1: not headed here
    // Over all heads that were read.
    bool ever(std::size_t column) const { return !labels_[column].empty(); }
    const std::string& label(std::size_t column) const { return labels_[column]; }

  private:
    std::int32_t column_of(std::vector<std::string>& parts) const;
    std::int32_t column_headed(const std::vector<std::string>& parts) const;

    const TableFormat& format_;
    std::vector<std::vector<std::string>> heads_, under_;  // forms, of each column
    std::vector<std::int32_t> places_;
    std::vector<std::string> labels_;
    std::int32_t first_ = -1;
};

}  // namespace duwang::crawler
