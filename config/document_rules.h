// documents/*.yaml: what kinds of documents there are, their tables, sections, equations and words.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "crawler/document/rules.h"

namespace duwang::config {

struct DocumentRulesLoad {
    crawler::DocumentRules rules;
    std::vector<Error> errors;  // each begins with "file:line:column"
};

// Every *.yaml of the folder; each says by its `kind` what it is.
DocumentRulesLoad load_document_rules(const std::string& folder);
// Files by name and content.
using NamedTexts = std::vector<std::pair<std::string, std::string_view>>;
DocumentRulesLoad parse_document_rules(const NamedTexts& files);
// Those that the program was built with.
const crawler::DocumentRules& default_document_rules();

}  // namespace duwang::config
