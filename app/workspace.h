// A workspace: one folder with the office's configuration, inventory, ledger, captures and reports.
#pragma once

#include <memory>
#include <string>

#include "checks/check.h"
#include "config/config.h"
#include "core/calendar.h"
#include "core/norms.h"
#include "core/vocabulary.h"
#include "crawler/article/rules.h"
#include "crawler/document/rules.h"
#include "crawler/list/rules.h"
#include "crawler/page/mark_rules.h"
#include "rules/scheme/scheme.h"
#include "rules/validation/scheme_validator.h"
#include "storage/ledger/ledger.h"

namespace duwang::app {

struct Workspace {
    std::string folder;
    std::string data;  // schemes, vocabulary: what is installed
    config::Config config;
    crawler::MarkRules marks;
    crawler::ListRules lists;
    crawler::ArticleRules articles;
    crawler::DocumentRules documents;
    std::unique_ptr<storage::Ledger> ledger;

    std::string out_folder(const std::string& round) const;
};

// Where the installed data lies: the argument, or share/duwang beside the program, or the source
// tree the program was built in.
Result<std::string> find_data(const std::string& given);

// Creates the folder with commented samples; existing files are left alone.
Result<void> init_workspace(const std::string& folder);
Result<Workspace> open_workspace(const std::string& folder, const std::string& data);
// The workspace; where there is none only the installed data, without a ledger: enough to look at
// what is installed.
Result<Workspace> open_workspace_or_data(const std::string& folder, const std::string& data);

Result<Vocabulary> load_vocabulary(const Workspace& workspace);
// The registry of checks, as the validator of schemes wants it.
std::vector<rules::CheckDescriptor> check_descriptors();
// Ids of the national norms that are installed, likewise.
Result<std::vector<std::string>> norm_ids(const Workspace& workspace);
// Looks in the workspace's schemes/ first, then in the installed ones.
Result<std::string> scheme_folder(const Workspace& workspace, const std::string& id);
// The scheme there, validated against the registry of checks. What the document leaves out comes
// from the workspace's settings/<id>.yaml.
Result<rules::Scheme> load_checked_scheme(const Workspace& workspace, const std::string& id);

// Calendar and national norms that are installed.
struct Reference {
    Calendar calendar;
    Norms norms;
    std::string hash;  // SHA-256 over the bytes of their files
};
Result<Reference> load_reference(const Workspace& workspace);

// One error that lists several, a line each.
Error joined(const std::vector<Error>& errors);

}  // namespace duwang::app
