// A workbook that is to be written: plain texts in rows. What reads one is core/sheet.h.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace duwang {

// Cells from first to last, both included, from 0.
struct BookRange {
    std::size_t first_row = 0, first_column = 0, last_row = 0, last_column = 0;
};

struct BookSheet {
    std::string name;
    std::vector<std::vector<std::string>> rows;
    std::vector<int> widths = {};        // of the columns, in characters; missing ones: as usual
    std::size_t head_rows = 1;           // bold, and they stay when the sheet is scrolled
    std::vector<BookRange> merges = {};  // 合并单元格: the text of the first cell
};

struct Book {
    std::vector<BookSheet> sheets;
};

}  // namespace duwang
