// Documents that are tables: which kind they are, and what stands in them (预决算, 标准目录, 清单).
#pragma once

#include <string>
#include <string_view>

#include "core/document_facts.h"
#include "core/flow.h"
#include "crawler/document/tabular_rules.h"

namespace duwang::crawler {

// Cheap: by the title, else by words of the text.
bool may_be_tabular(std::string_view plain_title, std::string_view text, const TabularRules& rules);

// By the title (`title` without blanks is compared), else by the heads of a table. `kind` empty: it
// is none. Notes: no_year, no_tables, no_field, table_missing:KEY, empty_without_statement:KEY,
// no_unit:KEY, topic_missing:KEY, cut.
DocumentFacts read_tabular(const Flow& flow, const std::string& title, const TabularRules& rules);

}  // namespace duwang::crawler
