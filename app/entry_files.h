// 附件 in a workspace: files named in tables, and what became of those that were kept.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/workspace.h"
#include "storage/attachments.h"

namespace duwang::app {

storage::Attachments attachments_of(const Workspace& workspace);

// The files of one entry, named beside `table` or by absolute paths. Errc::config when a name leads
// out of the folder, or when there are too many.
Result<std::vector<std::string>> attachment_paths(const Workspace& workspace,
                                                  const std::string& table,
                                                  std::span<const std::string> names);
// Whether all of them can be kept.
Result<void> examine_files(const Workspace& workspace, std::span<const std::string> paths);
// Copies all of them into the workspace.
Result<std::vector<KeptFile>> keep_files(const Workspace& workspace,
                                         std::span<const std::string> paths);

// Every file that the log names, held against its copy.
struct KeptFilesCheck {
    std::size_t files = 0;
    std::vector<Error> problems;  // each names the entry of the log
};
Result<KeptFilesCheck> verify_kept_files(const Workspace& workspace);

}  // namespace duwang::app
