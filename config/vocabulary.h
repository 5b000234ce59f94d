// Word lists by which sections and marks are recognised.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/vocabulary.h"
#include "crawler/list/rules.h"
#include "crawler/page/mark_rules.h"

namespace duwang::config {

struct SectionsLoad {
    std::vector<SectionList> lists;
    std::vector<Error> errors;  // each begins with "file:line:column"

    const SectionList* list(std::string_view name) const {
        for (const SectionList& one : lists)
            if (one.name == name) return &one;
        return nullptr;
    }
};

struct MarkRulesLoad {
    crawler::MarkRules rules;
    std::vector<Error> errors;
};

struct ListRulesLoad {
    crawler::ListRules rules;
    std::vector<Error> errors;
};

// vocabulary/sections.yaml
SectionsLoad load_sections(const std::string& path);
SectionsLoad parse_sections(std::string_view yaml, const std::string& name);
// vocabulary/marks.yaml: a list that is given replaces the built-in one.
MarkRulesLoad load_mark_rules(const std::string& path);
MarkRulesLoad parse_mark_rules(std::string_view yaml, const std::string& name);
// vocabulary/lists.yaml: likewise.
ListRulesLoad load_list_rules(const std::string& path);
ListRulesLoad parse_list_rules(std::string_view yaml, const std::string& name);

}  // namespace duwang::config
