// editions.yaml: which editions (版本) of a result there are, and what each may show.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/edition.h"
#include "core/result.h"

namespace duwang::config {

struct EditionsLoad {
    std::vector<Edition> editions;
    std::vector<Error> errors;  // each begins with "file:line:column"
};

EditionsLoad load_editions(const std::string& path);
EditionsLoad parse_editions(std::string_view yaml, const std::string& name);

// The edition of that id; Errc::usage names those there are.
Result<Edition> edition_of(const std::vector<Edition>& editions, std::string_view id);

}  // namespace duwang::config
