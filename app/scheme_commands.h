// Indicator tables (指标表) in and out: `scheme import`, `scheme export`.
#pragma once

#include <string>

#include "app/commands.h"

namespace duwang::app {

struct SchemeTableArgument {
    std::string file;
    std::string id, title;  // empty: as the table says
    std::string sheet;      // empty: the only one with a table
    bool replace = false;
    bool dry_run = false;
};

int scheme_import_command(const Place& place, const SchemeTableArgument& argument);
// `file`: empty for SCHEME.xlsx in the current folder.
int scheme_export_command(const Place& place, const std::string& scheme, const std::string& file);

}  // namespace duwang::app
