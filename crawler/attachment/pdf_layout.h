// What stands where on the pages of a PDF, as poppler's tools tell it, and the flow made of that:
// words inside ruled lines (框线) become the cells of tables, the others paragraphs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/flow.h"
#include "core/result.h"

namespace duwang::crawler {

// In points, from the upper left corner.
struct PdfBox {
    double left = 0, top = 0, right = 0, bottom = 0;
};
struct PdfWord {
    PdfBox box;
    std::string text;
};
// A straight line, horizontal or vertical, or an edge of a thin filled rectangle.
struct PdfRule {
    double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
};
struct PdfPage {
    double width = 0, height = 0;
    std::vector<PdfWord> words;
    std::vector<PdfRule> rules;
};

// Pages of the XHTML that `pdftotext -bbox` writes. Bounded; Errc::config when it is not that.
Result<std::vector<PdfPage>> read_pdf_words(std::string_view xhtml);
// The rules of one page, of the SVG that `pdftocairo -svg` writes of it.
Result<std::vector<PdfRule>> read_pdf_rules(std::string_view svg);

// May the page hold a table? Only then its rules are worth asking for, which takes a tenth of a second.
bool may_hold_table(const PdfPage& page);

// Tables that go on over pages are joined (join_broken_tables). A table without vertical lines, or
// without any, is not made up: its words are lines.
Flow pdf_flow(const std::vector<PdfPage>& pages);

}  // namespace duwang::crawler
