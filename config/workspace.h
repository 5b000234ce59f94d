// What `duwang init` puts into a new workspace.
#pragma once

#include <span>
#include <string_view>

namespace duwang::config {

struct WorkspaceFile {
    std::string_view name;  // "units.csv"
    std::string_view content;
};

// duwang.yaml, units.csv, sites.csv, columns.csv, marks.csv, entries.csv. Tables begin with a BOM,
// so that spreadsheet programs read them as UTF-8. Names of units and sites are made up.
std::span<const WorkspaceFile> workspace_files();

}  // namespace duwang::config
