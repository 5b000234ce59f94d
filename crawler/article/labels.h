// Labels ("发布日期：") of a page and the text behind them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "crawler/article/text.h"

namespace duwang::crawler {

struct FoundLabel {
    const LabelMeaning* meaning = nullptr;
    std::uint32_t line = 0;
    std::uint32_t from = 0, to = 0;  // of the label in the text, without its colon
    std::uint32_t behind = 0;        // where its value may begin
    bool with_colon = false;
    bool alone_in_line = true;  // no other label stands there
};

// In reading order. Blanks of all kinds inside a label do not matter (M11); without a colon it has
// to be alone in its cell.
std::vector<FoundLabel> find_labels(const PageText& page, const ArticleWords& words);

// The text behind a label: up to the next label or the end of the line, else in the node that
// follows (M13).
struct LabelValue {
    std::uint32_t from = 0, to = 0;  // in the text; equal: the cell is empty
    std::string text;                // blanks collapsed; lines joined by a blank
    html::Node cell;                 // the following node, where it was looked up; else nothing
};
LabelValue value_of(const PageText& page, const std::vector<FoundLabel>& labels, std::size_t at);

}  // namespace duwang::crawler
