// Writes a tree as YAML that people like to read and that parses back to the same tree.
#pragma once

#include <string>

#include "core/yaml.h"

namespace duwang {

// Block style, two spaces a level; short lists and inner maps on one line; long texts as blocks.
// Numbers stand in quotes, other texts where YAML asks for it. Keys keep their order.
std::string yaml_text(const Yaml& tree);
// Everything on one line, for a cell of a spreadsheet.
std::string yaml_flow_text(const Yaml& tree);

}  // namespace duwang
