// Schemes as folders of the workspace.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "rules/reading/scheme_loader.h"

namespace duwang::app {

// The YAML files of a scheme's folder, by name.
Result<std::vector<rules::SchemeFile>> read_scheme_files(const std::string& folder);

// Writes the folder anew, all or nothing; a README.md that was there stays. An existing folder is
// Errc::usage unless it may be replaced.
Result<void> store_scheme(const std::string& folder, const std::vector<rules::SchemeFile>& files,
                          bool replace);

}  // namespace duwang::app
