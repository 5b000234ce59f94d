// Commands by which people enter things by file: templates and their import.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/entry_files.h"
#include "workflow/entry_table.h"

namespace duwang::app {

// `duwang template TABLE NAME [FILE]`: the workbook or CSV to fill in, with everything that is
// known.
struct TemplateOrder {
    std::string table;  // "marks"
    std::string name;   // of a round or a plan
    std::string file;   // .xlsx or .csv; empty: "<name>-<table>.xlsx"
    std::string unit;   // id, name or alias; empty: all
    bool missing = false;
};
int template_command(const Place& place, const TemplateOrder& order);

// `duwang import NAME FILE…`: all files or nothing.
struct ImportOrder {
    std::string name;
    std::vector<std::string> files;
    std::optional<workflow::EntryTable> only;  // what the files hold; else their sheets say
    FilesFrom attachments = FilesFrom::beside;
};
int import_command(const Place& place, const ImportOrder& order);
// The same in an open workspace; what was decided after `latest` (ISO date; empty: any day) is
// refused.
int import_tables(Workspace& workspace, const ImportOrder& order, Timestamp now,
                  const std::string& latest = {});

}  // namespace duwang::app
