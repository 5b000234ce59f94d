// What the inspections of pages have in common: the page that is asked about, and places in it.
#pragma once

#include <cstdint>
#include <string>

#include "core/html/place.h"
#include "core/json.h"
#include "core/result.h"
#include "crawler/page/page_reader.h"

namespace duwang::app {

struct AskedPage {
    std::string bytes;
    crawler::PageContext context;  // url, content_type, as_of
};

// `url`, `content_type`, `reference_date` and the bytes: `page_b64` or `file`. Errc::usage.
Result<AskedPage> asked_page(const Json& question, std::string_view what);

// `line` and `selector` of an offset in the decoded page.
void set_place(Json& json, const html::PlaceFinder& places, std::int64_t offset);

}  // namespace duwang::app
