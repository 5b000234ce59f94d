// The parts of `inspect page` about articles (稿件): as JSON, and as a table for people.
#pragma once

#include <string>

#include "core/fact.h"
#include "core/html/place.h"
#include "core/json.h"

namespace duwang::app {

// null: the page is no article and no document.
Json article_json(const ArticleFacts& article, const html::PlaceFinder& places);

// The <meta> names that government sites agree on, as far as they are there.
Json metadata_json(const PageFacts& facts);

// The whole answer of `inspect page` as a table in Chinese.
std::string page_table(const Json& answer);

}  // namespace duwang::app
