// documents/labelled.yaml: kinds of documents that say what they are about behind labels.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "crawler/document/labelled_rules.h"

namespace duwang::config {

struct LabelledLoad {
    crawler::LabelledRules rules;  // without telephone numbers: those are vocabulary/calls.yaml
    std::vector<Error> errors;     // each begins with "file:line:column"
};

LabelledLoad load_labelled_documents(const std::string& path);
LabelledLoad parse_labelled_documents(std::string_view yaml, const std::string& name);

}  // namespace duwang::config
