// A scheme (指标体系) as trees of keys and values, before anybody asks what they mean. What a
// spreadsheet and a folder of YAML files have in common.
#pragma once

#include <optional>
#include <vector>

#include "core/yaml.h"
#include "rules/reading/scheme_loader.h"

namespace duwang::rules {

constexpr std::size_t scheme_indicators_max = 1000;  // of one table

struct SchemeTree {
    Yaml head;                     // scheme.yaml
    std::vector<Yaml> indicators;  // indicators/*.yaml
};

struct SchemeTreeLoad {
    std::optional<SchemeTree> tree;  // nothing when there are errors
    std::vector<Error> errors;
};

// `shown` stands before file names in messages.
SchemeTreeLoad parse_scheme_tree(const std::vector<SchemeFile>& files,
                                 const std::string& shown = {});
// The files of the folder: scheme.yaml, and one for each indicator, named by its id.
std::vector<SchemeFile> scheme_files(const SchemeTree& tree);
// The scheme itself; errors name the places the tree was read from. The hash is that of
// scheme_files() and the settings.
SchemeLoad read_scheme(const SchemeTree& tree, const Settings& settings = {});

}  // namespace duwang::rules
