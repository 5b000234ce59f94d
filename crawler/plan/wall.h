// Recognises protection pages (防护墙) and pages that only look fine. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/fact.h"
#include "core/link_facts.h"
#include "core/http_message.h"
#include "crawler/options.h"

namespace duwang::crawler {

// Why an answer is a wall, e.g. "状态码 521"; empty when it is none (portal-quirks B01 to B10). A
// full page that merely carries a challenge's variables is no wall (B03), nor is a server's error
// page.
std::string recognise_wall(const FetchOutcome& outcome, const PageFacts& facts,
                           std::size_t links_on_page, const WallOptions& options);

// Near-duplicates by fingerprint and length of the visible text.
bool alike(std::uint64_t fingerprint_a, std::int64_t chars_a, std::uint64_t fingerprint_b,
           std::int64_t chars_b);

// A good answer that may still be a "not found" page: "like_random_path", "home_redirect",
// "error_phrase", "deleted_refresh"; empty when nothing speaks for it.
std::string suspect_of(const FetchOutcome& outcome, const PageFacts& facts,
                       const std::string& asked_url, const std::string& home_url,
                       const std::vector<ControlFacts>& random_paths,
                       const std::vector<std::string>& error_phrases);

}  // namespace duwang::crawler
