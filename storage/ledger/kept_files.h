// Kept files (附件) of an entry as text in a row and as part of a log entry. Inside storage/ledger
// only.
#pragma once

#include <string>
#include <vector>

#include "core/json.h"
#include "core/kept_file.h"

namespace duwang::storage {

// JSON; "" for none.
std::string files_text(const std::vector<KeptFile>& files);
// Throws Refusal (damaged) when the text is no such list.
std::vector<KeptFile> files_of(const std::string& text);

// Adds basis (依据) and files to what the log says, each only when there is one: what was entered
// before there were any is logged as it was then.
void log_basis(Json& log, const std::string& basis, const std::vector<KeptFile>& files);

}  // namespace duwang::storage
