// calendar/<year>.yaml: holidays and make-up working days (节假日、调休上班日), one file a year.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/calendar.h"
#include "core/result.h"

namespace duwang::config {

struct CalendarLoad {
    Calendar calendar;
    std::vector<Error> errors;  // each begins with "file:line:column"
};

// Every <year>.yaml of the folder. A file with an error adds no year: its days stay unknown.
CalendarLoad load_calendars(const std::string& folder);
// One file; its name says the year ("…/2022.yaml").
CalendarLoad parse_calendar(std::string_view yaml, const std::string& name);

}  // namespace duwang::config
