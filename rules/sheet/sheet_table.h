// One sheet whose columns are found by their titles.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/sheet.h"

namespace duwang::rules {

class SheetTable {
  public:
    // The first row that is not blank is the head. Unknown, doubled and missing titles are errors;
    // then there are no rows.
    SheetTable(const Sheet& sheet, const std::vector<std::string_view>& titles,
               std::vector<Error>& errors);

    // Rows that are not blank, as indices into the sheet.
    const std::vector<std::size_t>& rows() const { return rows_; }
    const Cell& cell(std::size_t row, std::string_view title) const;
    std::string text(std::size_t row, std::string_view title) const;  // without blanks around it
    std::string place(std::size_t row, std::string_view title) const;
    // An error that begins with the place of the cell.
    void fail(std::size_t row, std::string_view title, std::string_view what);

  private:
    const Sheet& sheet_;
    std::vector<Error>& errors_;
    std::map<std::string, std::size_t, std::less<>> columns_;
    std::vector<std::size_t> rows_;

    void read_head(std::size_t head, const std::vector<std::string_view>& titles);
    void check_beyond(std::size_t row);
};

}  // namespace duwang::rules
