// vocabulary/scheme_table.yaml and vocabulary/check_words.yaml: how indicator tables are
// understood.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "core/table_words.h"

namespace duwang::config {

struct TableWordsLoad {
    TableWords words;
    std::vector<Error> errors;  // each begins with "file:line:column"
};
TableWordsLoad load_table_words(const std::string& path);
TableWordsLoad parse_table_words(std::string_view yaml, const std::string& name);

struct CheckWordsLoad {
    std::vector<CheckWords> checks;
    std::vector<Error> errors;
};
CheckWordsLoad load_check_words(const std::string& path);
CheckWordsLoad parse_check_words(std::string_view yaml, const std::string& name);

}  // namespace duwang::config
