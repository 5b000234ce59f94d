// Tables of documents, written cell by cell as their markup tells them: nested ones, cells that
// span columns, cells that go on from the row above.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/flow.h"

namespace duwang::crawler {

class TableWriter {
  public:
    void open_row();
    void head_row() { head_ = true; }  // cells of the open row that follow are heads
    void skip(std::uint32_t columns);  // places without a cell
    // Takes the next free places. `goes_on`: the cell above in the same column goes on here.
    void cell(std::string text, std::uint32_t columns = 1, std::uint32_t rows = 1,
              bool goes_on = false);
    void drop_row();  // the open row is not there after all (deleted)
    Table take();
    std::uint32_t column() const { return column_; }
    bool cut() const { return cut_; }  // there is no place for more

  private:
    std::vector<TableCell> cells_;
    std::vector<std::size_t> above_;       // per column: index into cells_ plus one
    std::vector<std::uint32_t> taken_to_;  // per column: first row that is free again
    std::int64_t row_ = -1;
    std::uint32_t column_ = 0;
    std::size_t first_of_row_ = 0, places_ = 0;
    bool head_ = false, cut_ = false;
};

}  // namespace duwang::crawler
