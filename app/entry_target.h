// What people enter something for: a round (测评批次) or an assessment's plan (考评方案).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/workspace.h"
#include "workflow/entry_template.h"
#include "workflow/import_units.h"
#include "workflow/read_entries.h"

namespace duwang::app {

// Which rows a template has.
struct TemplateScope {
    std::string unit;      // only of this unit, of ratings only what it rates; empty: everything
    bool missing = false;  // only what is not entered yet
};

class EntryTarget {
  public:
    virtual ~EntryTarget() = default;
    virtual const Inventory& inventory() const = 0;
    // Rows of a template; Errc::usage when the target takes no such table.
    virtual Result<std::vector<workflow::PrefilledRow>> prefilled(workflow::EntryTable table,
                                                                  const TemplateScope& scope) = 0;
    // What is wrong with each row, beginning with its place; units are ids by now.
    virtual Result<std::vector<Error>> problems(std::span<const workflow::FilledRow> rows) = 0;
    // Stores all of them; returns how many were new.
    virtual Result<std::size_t> store(std::span<const workflow::FilledRow> rows, Timestamp now) = 0;
};

// The round or the plan of that name. Errc::usage when there is neither, or both.
Result<std::unique_ptr<EntryTarget>> entry_target(Workspace& workspace, const std::string& name);
// entry_round.cpp, entry_plan.cpp
Result<std::unique_ptr<EntryTarget>> round_target(Workspace& workspace, const std::string& round);
Result<std::unique_ptr<EntryTarget>> plan_target(Workspace& workspace, const std::string& plan);

// An error at a cell: "place: what".
Error error_at(const std::string& place, std::string_view what);

}  // namespace duwang::app
