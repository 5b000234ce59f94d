// A workspace with a scheme of the test's own, scored by the program on the demo's portals.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "tests/support/workspace_fixture.h"

namespace duwang::test {

// 台面测评, 20 points for counties: links, marks, a platform whose gaps a person confirms, cases
// with a condition, cases with a range, an imported score, and a mark with daily points.
void write_desk(const std::string& workspace, const std::string& id = "desk");
// Replaces `before`, which must be there, in a file of a scheme of the workspace.
void change_scheme(const std::string& workspace, const std::string& id, const std::string& file,
                   const std::string& before, const std::string& after);

class ScoringWorkspace {
  public:
    ScoringWorkspace() : folder_(portals_.make("ws")) { write_desk(folder_); }

    const std::string& folder() const { return folder_; }
    ProgramEnd run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"-w", folder_});
        return run_program(arguments);
    }
    // `options` name the scheme.
    ProgramEnd sweep(const std::string& round, const std::vector<std::string>& options) const;
    // Writes an entries.csv with the given rows below its header, and imports it.
    ProgramEnd enter(const std::string& round, const std::string& rows) const;

    Json report(const std::string& round) const {
        return Json::parse(read_text(folder_ + "/out/" + round + "/report.json")).value();
    }
    // Number and hash of the last entry of the log.
    std::string log_head() const { return run({"log", "verify"}).out; }
    // All files of the reports of a round, names and bytes.
    std::string report_files(const std::string& round) const;

  private:
    PortalWorkspace portals_;
    std::string folder_;
};

// "yunshan 3" → "deducted/open/earned state" of every part of every sheet.
using Lines = std::map<std::string, std::string>;
Lines lines_of(const Json& report);
// What is different in `after`: "yunshan 3: 0/3/0 open → 0.5/2.5/0 open".
std::vector<std::string> changes(const Lines& before, const Lines& after);
// The first object with a result of that kind and outcome of a unit's part.
std::string object_of(const Json& report, std::string_view unit, std::string_view part,
                      std::string_view kind, std::string_view outcome);

// The cells of a CSV table of the reports, by "unit scheme" and name of column.
std::map<std::string, std::map<std::string, std::string>> totals_of(const std::string& workspace,
                                                                    const std::string& round);

}  // namespace duwang::test
