// Rules of documents that are tables: documents/finance.yaml, catalogues.yaml, lists.yaml.
#pragma once

#include "config/word_lists.h"
#include "crawler/document/rules.h"

namespace duwang::config {

void read_tabular_formats(WordReader& reader, const Yaml& document, crawler::TabularRules& rules);

}  // namespace duwang::config
