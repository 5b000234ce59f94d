// The flow of a page: its main text (正文) as paragraphs and tables.
#pragma once

#include "core/flow.h"
#include "core/html/document.h"
#include "core/html/tree.h"

namespace duwang::crawler {

// Of what lies inside `area` (the main text, or <body>), scripts and hidden elements left out.
// Tables that only lay out a page (nested ones, a single cell) are paragraphs; of nested tables
// the innermost ones are tables. Spans are expanded as browsers do it: rowspan=0 to the end of its
// group, values beyond 65,534 and 1,000 clipped. Bounded as Table is.
Flow html_flow(html::Node area);

// The flow of a page by its main text (正文), as far as that can be told; cut, where the tree is
// (html::Document::is_cut). Tables often stand beside the element that holds most of the sentences:
// it goes upwards until all of those with several cells are inside.
Flow main_flow(const html::Document& document, html::Node main);

}  // namespace duwang::crawler
