// 版本: what a reader must not see is taken out of a result before any printer gets it.
#pragma once

#include <string>

#include "core/assessment.h"
#include "core/edition.h"

namespace duwang::reports {

// The assessment without what the edition does not show. Numbers that are taken out are zero, texts
// empty; a printer leaves their columns out. Free texts (notes, arithmetic) that repeat a hidden
// name, reason or rating go as a whole. `unit`: id, for editions of one unit; others are left out.
Assessment for_edition(const Assessment& assessment, const Edition& edition,
                       const std::string& unit = {});

}  // namespace duwang::reports
