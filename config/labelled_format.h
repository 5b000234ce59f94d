// Rules of documents that say what they are about behind labels: documents/labelled.yaml.
#pragma once

#include "config/word_lists.h"
#include "crawler/document/labelled_rules.h"

namespace duwang::config {

// Telephone numbers are left alone: they are those of vocabulary/calls.yaml.
void read_labelled_formats(WordReader& reader, const Yaml& document, crawler::LabelledRules& rules);

}  // namespace duwang::config
