// Worked examples of assessments as data: tests/rules/assessment/<plan>.yaml. Numbers in them were
// worked out by hand; every line of a unit that is expected has to stand there, and is compared
// exactly.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/yaml.h"
#include "rules/assessment/assess.h"
#include "rules/reading/settings.h"

namespace duwang::rules {

// A file of examples:
//   versions: [paths of the plan's files], settings {name: value}, at (date of entries that have
//   none), units: ["id name kind parent group…"], rounds {usual: id, NAME: id}, schemes {kind of
//   unit, or NAME: scheme}
//   examples: list of maps with
//     name; row: [ids in coverage.md]; op: [open points]; as_of; work: [the arithmetic, by hand]
//     versions, settings, units: in place of the file's
//     entries: ["mark UNIT ITEM POINTS", "import UNIT ITEM POINTS/SCALE", "rating UNIT ITEM RATER
//       POINTS", "daily UNIT ITEM RECORD ±POINTS", "rectify UNIT ITEM NOTICE RESULT",
//       "exempt UNIT ITEM REASON"], each with "@DATE" behind it when it has a date of its own,
//       and "!" before it when the program refuses it
//     sheets: ["UNIT BASE BONUS", "UNIT LOW…HIGH BONUS"], with "/FULL", "@DATE" and
//       ":NAME" of another round than the usual one; "UNIT none": nothing was asked of it
//     expect: unit → standing, total (as published), exact, grade, rank, best, worst, converted,
//       converted_exact, why, bonus_note (parts of them), and lines: path → points; earlier: the
//       same under the versions that are no longer in force
// Points of lines: "84.25" (final), "provisional 60…84.25", "pending", "blocked", "exempt",
// "not_evaluated".
class ExampleFile {
  public:
    explicit ExampleFile(const std::string& name);  // "wuwei-2022"
    void run() const;                               // adds failures with name and place
    // Example → rows and open points that it cites.
    std::map<std::string, std::set<std::string>> cited() const;

  private:
    Yaml document_;

    void run(const Yaml& example) const;
};

inline const std::vector<std::string> example_files{"turpan-2022", "changji-2022", "wuwei-2022",
                                                    "tacheng-2020", "yueyang-2017"};

}  // namespace duwang::rules
