// Why a unit has its points: each line as arithmetic, down to the captured exchange.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/score_sheet.h"

namespace duwang::reports {

// Text for a terminal. With an id of an indicator ("3.38") or part ("3.01b") only that one; an id
// that the sheet does not have gives an empty text.
std::string explain_unit(const ScoreSheet& sheet,
                         std::optional<std::string_view> indicator = std::nullopt);

}  // namespace duwang::reports
