// Reads a scheme (指标体系) from its folder: scheme.yaml and indicators/*.yaml.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "rules/reading/yaml_form.h"
#include "rules/scheme/scheme.h"

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

// `settings`: what the office filled in where the document leaves values out.
SchemeLoad load_scheme(const std::string& folder, const Settings& settings = {});
// The same from memory; `shown` stands before file names in messages.
SchemeLoad read_scheme(std::vector<SchemeFile> files, const std::string& shown = {},
                       const Settings& settings = {});

// The same from documents that were read already, of files or of cells.
SchemeLoad read_scheme_trees(const Yaml& head, const std::vector<Yaml>& indicators,
                             std::string hash, const Settings& settings = {});

// SHA-256 over names, sizes and bytes of the files in the order of their names, and over the
// settings: two offices that fill in other values do not score by the same table.
std::string scheme_hash(std::vector<SchemeFile> files, const Settings& settings = {});

}  // namespace duwang::rules
