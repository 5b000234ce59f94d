// Reads a scheme (指标体系) from its folder: scheme.yaml and indicators/*.yaml.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "rules/scheme.h"

namespace duwang::rules {

struct SchemeFile {
    std::string name;     // within the folder: "indicators/3.01.yaml"
    std::string content;  // bytes
};

// Either a scheme, or every error found; each error carries file, line and column, what was found
// and what to write instead.
struct SchemeLoad {
    std::optional<Scheme> scheme;
    std::vector<Error> errors;
};

SchemeLoad load_scheme(const std::string& folder);
// The same from memory; `shown` stands before file names in messages.
SchemeLoad read_scheme(std::vector<SchemeFile> files, const std::string& shown = {});

// SHA-256 over names, sizes and bytes of the files in the order of their names.
std::string scheme_hash(std::vector<SchemeFile> files);

}  // namespace duwang::rules
