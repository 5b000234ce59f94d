// List entries of a page, read from its structure (quirks L01–L14, D01–D03).
#pragma once

#include "core/fact.h"
#include "core/html/document.h"
#include "crawler/page/page_reader.h"
#include "crawler/page/target_cache.h"

namespace duwang::crawler {

// Fills items and, where it mattered, dates_by. `targets` has the base that the page says.
void read_lists(const html::Document& document, const PageContext& context, TargetCache& targets,
                PageFacts& facts);

}  // namespace duwang::crawler
