// What decides how pages are read, in one short text: captures that carry the same mark hold what
// reading their pages again would yield.
#pragma once

#include <string>

#include "crawler/run/site_plan.h"

namespace duwang::crawler {

// "1-<hash>": version of the reader, and hash of the rules it was given. Rules that only decide
// what is done with facts (scope, error phrases) are no part of it: they are applied anew.
std::string reader_mark(const SitePlan& plan);
// By what targets of links are chosen to be judged, likewise.
std::string focus_mark(const SitePlan& plan);

}  // namespace duwang::crawler
