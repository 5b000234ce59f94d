// One value of a scheme as the text of a cell, and back. A value that a column cannot hold so that
// it comes back the same is not put there.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/yaml.h"

namespace duwang::rules {

enum class CellForm {
    value,  // a text as it is; lists and maps as YAML on one line, beginning with [ or {
    text,   // the same, but what only looks like YAML is a text: "[2022]3号"
    texts,  // a list of texts, with 、 between
    flag,   // 是, 否
    word,   // one of `words`
};

// A word of the YAML files and what people read.
using WordPair = std::pair<std::string_view, std::string_view>;

struct CellColumn {
    std::string_view key;    // in the YAML files
    std::string_view title;  // at the head of the column
    CellForm form = CellForm::value;
    int width = 12;  // characters
    std::span<const WordPair> words = {};
};

// Nothing when the value would not come back the same.
std::optional<std::string> cell_text(const Yaml& value, const CellColumn& column);
// Nothing, without an error, when the cell is empty: the key is not there. Otherwise the value may
// itself be Yaml() – a key without a value.
std::optional<Yaml> cell_value(std::string_view cell, const std::string& place,
                               const CellColumn& column, std::vector<Error>& errors);

}  // namespace duwang::rules
