// Finds what is wrong with a scheme that was read without errors.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "rules/scheme.h"

namespace duwang::rules {

// What rules know of a check: words only.
struct CheckDescriptor {
    std::string id;                          // "site-marks"
    std::vector<std::string> finding_kinds;  // "missing-mark" …
    std::vector<std::string> params;         // names
};

// Sums, caps, duplicates, missing basis and objects, unknown checks, kinds and params. Empty when
// the scheme can be used; every error carries its place and what to write.
std::vector<Error> validate_scheme(const Scheme& scheme, std::span<const CheckDescriptor> checks);

}  // namespace duwang::rules
