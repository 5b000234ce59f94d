// The ruled tables of a page: lines that cross become a grid, places without a line between them
// one cell.
#pragma once

#include <cstdint>
#include <vector>

#include "crawler/attachment/pdf_layout.h"

namespace duwang::crawler {

struct PdfCell {
    PdfBox box;
    std::uint32_t row = 0, column = 0, rows = 1, columns = 1;
};

struct PdfGrid {
    PdfBox box;
    std::vector<PdfCell> cells;  // by row and column
};

// From the top down. Frames with a single cell are no tables.
std::vector<PdfGrid> pdf_grids(const std::vector<PdfRule>& rules);

}  // namespace duwang::crawler
