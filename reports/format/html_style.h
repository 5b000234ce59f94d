// What the pages look like. Used by html.cpp and html_unit.cpp.
#pragma once

#include <string>
#include <string_view>

#include "reports/model.h"

namespace duwang::reports {

// A whole document around `body`, whose markup must be escaped already.
std::string html_document(std::string_view title, std::string_view body);
// Coverage as a section: what was planned, reached, judged, and why not.
std::string html_coverage(const Coverage& coverage);
// The sources at the foot of every page: captures, scheme, program, audit chain.
std::string html_sources(const RoundReport& report);
// A coloured word: decided, open or not_applicable.
std::string html_state(std::string_view css_class, std::string_view label);

}  // namespace duwang::reports
