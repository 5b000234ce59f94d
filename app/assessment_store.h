// Plans of assessments (考评方案) as folders of the workspace or of the installed data.
#pragma once

#include <string>
#include <vector>

#include "app/workspace.h"
#include "rules/assessment/plan.h"

namespace duwang::app {

// Names of all plans, those of the workspace and the installed ones, in order.
std::vector<std::string> plan_names(const Workspace& workspace);
bool is_plan(const Workspace& workspace, const std::string& id);

// Every version of the plan, the earliest first; at least one. What the document leaves out comes
// from the workspace's settings/plan-<id>.yaml. Errc::usage when there is no such plan.
Result<std::vector<rules::AssessmentPlan>> load_plans(const Workspace& workspace,
                                                      const std::string& id);

// Where settings of a plan are written.
std::string plan_settings_file(const Workspace& workspace, const std::string& id);

}  // namespace duwang::app
