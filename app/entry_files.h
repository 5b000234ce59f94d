// 附件 in a workspace: files named in tables, and what became of those that were kept.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/workspace.h"
#include "storage/attachments.h"

namespace duwang::app {

storage::Attachments attachments_of(const Workspace& workspace);

// Which files a table may name: a table that came from another body must not reach what else lies
// on the machine of who imports it.
enum class FilesFrom {
    beside,    // the table, and in folders below it
    anywhere,  // the operator vouches for the table: whole paths, links that lead out
};

// The files of one entry, links resolved. Errc::config when a name leads where it may not, or when
// there are too many.
Result<std::vector<std::string>> attachment_paths(const Workspace& workspace,
                                                  const std::string& table,
                                                  std::span<const std::string> names,
                                                  FilesFrom from);
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
