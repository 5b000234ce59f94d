// A scheme as a workbook for review: 说明, 各级分值, 指标, 扣分规则. Comments of the YAML files are
// not part of a scheme and stay behind.
#pragma once

#include <vector>

#include "core/book.h"
#include "rules/sheet/scheme_tree.h"

namespace duwang::rules {

struct SchemeBook {
    Book book;
    std::vector<Error> errors;  // indicators without an id, or with the same; keys that stand twice
};

// read_scheme_book() makes the same tree of it.
SchemeBook scheme_book(const SchemeTree& tree);

}  // namespace duwang::rules
