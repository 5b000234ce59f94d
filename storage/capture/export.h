// Everything in a capture that somebody else may need, one JSON value a line; docs/capture.md has
// the schema. Rows are read one by one: a million addresses take no more memory than ten.
#pragma once

#include <functional>
#include <string>

#include "core/json.h"
#include "core/result.h"

namespace duwang::storage {

// The same capture gives the same values in the same order. Works on captures that still grow.
Result<void> export_capture(const std::string& folder,
                            const std::function<void(const Json&)>& each);

}  // namespace duwang::storage
