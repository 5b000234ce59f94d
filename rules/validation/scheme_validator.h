// Finds what is wrong with a scheme that was read without errors.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "rules/scheme/scheme.h"

namespace duwang::rules {

// What rules know of a check: words only.
struct CheckDescriptor {
    std::string id;                          // "site-marks"
    std::vector<std::string> finding_kinds;  // "missing-mark" …
    std::vector<std::string> params;         // names
};

// Ids of the national norms that are installed; nothing: norms are not looked up.
using KnownNorms = std::optional<std::vector<std::string>>;

// Sums, caps, duplicates, missing basis and objects, unknown checks, kinds, params and norms. Empty
// when the scheme can be used; every error carries its place and what to write.
std::vector<Error> validate_scheme(const Scheme& scheme, std::span<const CheckDescriptor> checks,
                                   const KnownNorms& norms = {});

}  // namespace duwang::rules
