// `duwang assess` and what `explain` says of a plan.
#pragma once

#include <string>

#include "app/commands.h"

namespace duwang::app {

struct AssessOrder {
    std::string plan;
    std::string as_of;  // ISO date; empty: today
    std::string unit;   // id or name, for editions of one unit
    std::string edition = "internal";
    std::string format = "all";  // all, json, csv, table
    bool approve = false;        // 审定: keep the result in the ledger as it is
    std::string by, basis;       // of the approval
};

int assess_command(const Place& place, const AssessOrder& order);
// Every step of a unit's result, or of one component; with the id of a round it is as ever.
int explain_plan_command(const Place& place, const AssessOrder& order, const std::string& item);
// Whether the workspace has a plan of this id; errors of opening it are left to the command.
bool names_plan(const Place& place, const std::string& id);

}  // namespace duwang::app
