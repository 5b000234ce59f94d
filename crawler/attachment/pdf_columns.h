// 跨页断表: each page draws only the lines that its part of a table needs, so that one table has
// four columns on one page and ten on the next.
#pragma once

#include <vector>

#include "core/flow.h"

namespace duwang::crawler {

// Gives tables that may go on over a page break the columns of the part that has most of them, so
// that join_broken_tables can join them: nothing stands between them, they begin and end at the
// same places across the page, and every line of the one is there in the other too. `stops`: of
// each table of the flow, where its upright lines stand, from the left, in points.
void level_columns(Flow& flow, const std::vector<std::vector<double>>& stops);

}  // namespace duwang::crawler
