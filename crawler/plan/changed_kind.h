// 易主: did a link's target become something else since an earlier capture? Pure.
#pragma once

#include "core/fact.h"
#include "core/ports/earlier_capture.h"

namespace duwang::crawler {

// Expired domains that somebody else took. Only of pages that say enough of themselves, then and
// now: a title in Chinese became one without, or a home page's title has no character in common
// with the one of then. A person has to look at it: sites are also renamed.
bool changed_kind(const EarlierSight& then, const PageFacts& now);

}  // namespace duwang::crawler
