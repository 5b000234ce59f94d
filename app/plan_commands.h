// Commands that show plans of assessments (考评方案): list, check, show, matrix, draw.
#pragma once

#include <string>

#include "app/commands.h"

namespace duwang::app {

int plan_list_command(const Place& place);
// Reads every version, holds it against the inventory, and says what is still missing.
int plan_check_command(const Place& place, const std::string& plan);
// How each group is composed, with weights and gates, of the version that holds last.
int plan_show_command(const Place& place, const std::string& plan);
// Who rates whom (互评安排表).
int plan_matrix_command(const Place& place, const std::string& plan);
// The members of levels that were drawn (抽样), in drawn order, with what the order was made of.
int plan_draw_command(const Place& place, const std::string& plan);

}  // namespace duwang::app
