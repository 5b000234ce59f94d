// What a report on an assessment says, complete before a line of it is written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/assessment.h"
#include "core/edition.h"

namespace duwang::reports {

// 覆盖情况 of one version of the plan: of all units, whatever the edition shows.
struct AssessmentCoverage {
    struct Count {
        Standing standing = Standing::final;
        std::int64_t units = 0;
    };
    std::int64_t units = 0;
    std::vector<Count> standings;  // all six, in their order
};

AssessmentCoverage coverage_of(const Assessment& assessment);

// Printers get nothing but this: `versions` hold only what the edition shows.
struct AssessmentReport {
    std::vector<Assessment> versions;          // the one in force first
    std::vector<AssessmentCoverage> coverage;  // of each
    Edition edition;
    std::string unit;  // of an edition of one unit
    std::string audit_head, program_version;
};

AssessmentReport assessment_report(std::vector<Assessment> versions, Edition edition,
                                   std::string unit, std::string audit_head,
                                   std::string program_version);

// One fact per line: "考评单位 12 个：已定 9，暂定 2，待录 1" …, the same in every format.
std::vector<std::string> coverage_lines(const AssessmentReport& report, std::size_t version);

// "武威市…（wuwei-2022）第 1 版 2022-01-01 起施行" and the date.
std::string version_text(const Assessment& assessment);

// Columns that an edition shows and that say something of a group: many documents know no grades,
// no bonus, no conversion.
struct AssessmentColumns {
    bool rank = false, base = false, bonus = false, grade = false, conversion = false;
};
AssessmentColumns columns_of(const GroupAssessment& group, const Edition& edition);

// "86.73", "81.50–88.25", or "" when the edition does not show it.
std::string points_text(const Decimal& low, const Decimal& high, int places);
std::string total_text(const Assessment& assessment, const UnitAssessment& unit);
std::string rank_text(const UnitAssessment& unit);  // "1", "2–4", ""
// The base's points, or "" when they are not shown.
std::string base_text(const Assessment& assessment, const UnitAssessment& unit);
std::string name_text(const UnitAssessment& unit);
// Points of a line; "" when it has none, or an edition hides them.
std::string line_text(const AssessmentLine& line, int places);

}  // namespace duwang::reports
