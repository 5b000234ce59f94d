// Recognises protection pages (防护墙). Pure.
#pragma once

#include <string>
#include <vector>

#include "core/fact.h"
#include "core/http_message.h"
#include "crawler/options.h"

namespace duwang::crawler {

// Why an answer is a wall, e.g. "状态码 521"; empty when it is none (portal-quirks B01 to B10). A
// full page that merely carries a challenge's variables is no wall (B03), nor is a server's error
// page.
std::string recognise_wall(const FetchOutcome& outcome, const PageFacts& facts,
                           std::size_t links_on_page, const WallOptions& options);

}  // namespace duwang::crawler
