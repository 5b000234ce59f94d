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
    std::vector<PdfCell> cells;          // by row and column
    std::vector<double> xs, ys;          // where lines stand
    std::vector<std::uint32_t> cell_of;  // of each place between them, row by row: index into cells

    // The cell around a point; null: none.
    const PdfCell* at(double x, double y) const;
};

// From the top down. Frames with a single cell are no tables.
std::vector<PdfGrid> pdf_grids(const std::vector<PdfRule>& rules);

}  // namespace duwang::crawler
