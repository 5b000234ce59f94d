// Expectations about the seed schemes as data: tests/rules/coverage/*.yaml. Each names the row of
// the requirement matrix (coverage.md) that states its points, weight or threshold.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "core/norms.h"
#include "core/yaml.h"
#include "rules/scoring/score.h"

namespace duwang::rules {

// A file of expectations:
//   scheme, as_of, settings (name: value), setting (value of all others),
//   expect: list of maps with
//     row: id in coverage.md; op: the open point that it decides
//     unit: "department+group:finance+site_owner" (kind, groups, owner of the site)
//     what is given: fails {kind: [objects]}, passes, blind [objects], on (day of capture),
//       cases [{kind, object, detail: value …}] ([]: looked, none), facts {name: value},
//       marks {part: points}, imports {part: "87/100"}, daily {part: "-1"}, exempt [items],
//       before [{deducted: [objects]}, {passed: [objects]}] (earlier rounds),
//       rest: full (everything else has its full mark), as_of
//     item: indicator or part, and about it full, taken, open, earned, state, reminders, due
//     about the sheet: asked (full marks of the indicators that ask the unit), applicable, base,
//       bonus, total, grade, provisional
//   or, in place of a unit: norm, on, value; from, to, working_days; trigger, days, last
class Coverage {
  public:
    explicit Coverage(const std::string& name);  // "yueyang-2017-county"
    void run();                                  // adds failures with row and place
    static std::set<std::string> rows_of(const std::string& name);  // ids that it cites

  private:
    Yaml document_;
    Scheme scheme_;
    std::string as_of_;
    Norms norms_;
    Calendar calendar_;

    static void check_keys(const Yaml& node);
    void expect(const Yaml& node);
    void expect_norm(const Yaml& node);
    void expect_days(const Yaml& node);
    void expect_score(const Yaml& node);
};

inline const std::vector<std::string> coverage_files{
    "turpan-2022",       "turpan-2022-fgf",   "yueyang-2017-county",
    "yueyang-2017-unit", "wuwei-2022-county", "wuwei-2022-department",
    "changji-2022",      "tacheng-2020",      "national-2019"};

}  // namespace duwang::rules
