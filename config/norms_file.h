// norms.yaml: national norms (国家规定) with the versions that were in force.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/norms.h"
#include "core/result.h"

namespace duwang::config {

struct NormsLoad {
    Norms norms;
    std::vector<Error> errors;  // each begins with "file:line:column"
};

NormsLoad load_norms(const std::string& path);
NormsLoad parse_norms(std::string_view yaml, const std::string& name);

}  // namespace duwang::config
