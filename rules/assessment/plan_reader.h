// Plans of assessments (考评方案) from YAML.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "rules/assessment/plan.h"
#include "rules/reading/yaml_form.h"

namespace duwang::rules {

// Either a plan, or every error found; each error carries file, line and column, what was found and
// what to write instead.
struct PlanLoad {
    std::optional<AssessmentPlan> plan;
    std::vector<Error> errors;
    std::set<std::string> asked;  // names of settings, missing ones too
};

// One version of a plan. `name`: of the file, for messages; `settings`: what the office filled in
// where the document leaves values out.
PlanLoad read_plan(std::string_view bytes, const std::string& name, const Settings& settings = {});

// The versions of one plan in the order in which they come into force (施行日期); what is wrong
// between them: another id, the same date twice.
std::vector<Error> order_versions(std::vector<AssessmentPlan>& versions);

}  // namespace duwang::rules
