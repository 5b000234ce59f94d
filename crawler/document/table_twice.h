// 同一张表出现两次: last year's table beside this year's, an example in front of the report.
#pragma once

#include <string>
#include <vector>

#include "core/flow.h"
#include "crawler/document/rules.h"

namespace duwang::crawler {

// The table of a section is the one that stands there: tables elsewhere that hold rows of it too
// are emptied, and noted as table_twice:KEY. Parts that hold other rows stay. `sections`: of each
// table of the flow, where it stands (SectionsRead::table_keys).
void leave_out_twice(Flow& flow, const ReportFormat& format,
                     const std::vector<std::string>& sections, std::vector<std::string>& notes);

}  // namespace duwang::crawler
