// Which known table a table of a document is, told by its labels.
#pragma once

#include <string>
#include <vector>

#include "core/flow.h"
#include "crawler/document/rules.h"

namespace duwang::crawler {

// The label forms of its cells; of a long table those of its beginning.
std::vector<std::string> words_of(const Table& table);

// Index of the format of each table of the flow; -1: none.
std::vector<int> owners_of(const Flow& flow, const std::vector<TableFormat>& formats);

}  // namespace duwang::crawler
