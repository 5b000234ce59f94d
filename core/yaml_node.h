// What a Yaml points at, and the parser behind it. Included by core/yaml*.cpp only.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/yaml.h"

namespace duwang {

// A text as it was read, and where its lines begin.
struct Yaml::Source {
    std::string name, text;
    std::vector<std::size_t> lines;
};

enum class YamlKind { scalar, list, map };

using YamlNodePtr = std::shared_ptr<const Yaml::Node>;  // null: nothing

struct Yaml::Node {
    YamlKind kind = YamlKind::scalar;
    std::string text;                                          // of a scalar
    std::vector<YamlNodePtr> items;                            // of a list
    std::vector<std::pair<YamlNodePtr, YamlNodePtr>> members;  // of a map
    std::shared_ptr<const Source> source;
    int line = -1, column = -1;  // from 0, in bytes; -1: the place is the source's name
    std::size_t nodes = 1;       // of the whole tree below, shared ones counted every time
    int height = 1;
};

constexpr std::size_t yaml_nodes_max = 1'000'000;
constexpr int yaml_depth_max = 100;
constexpr std::size_t yaml_key_bytes_max = 1'000;

// Reads the first document; null for an empty one.
Result<YamlNodePtr> parse_yaml_tree(const std::shared_ptr<const Yaml::Source>& source);
// "name:line:column", the column in characters.
std::string yaml_place(const Yaml::Source& source, int line, int column);

}  // namespace duwang
