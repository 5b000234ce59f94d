// createPageHTML(…), which TRS and UCAP both call to draw a pager, with different arguments.
#pragma once

#include <optional>

#include "crawler/platform/platform.h"
#include "crawler/platform/script_values.h"

namespace duwang::crawler::platform {

constexpr std::int64_t pages_max = 100'000;

struct PagerCall {
    ScriptCall call;
    std::string name, extension;  // of the files: "index", "html"
    std::size_t offset = 0;       // in the page
    std::string_view script;      // variables of the arguments are told by it
};

// The call whose first argument is, or is not, a text: the name of a container (P03).
std::optional<PagerCall> pager_call(const Page& page, bool names_container);

// pages, current, records; `first`: which argument says how many pages there are.
void note_call(const PagerCall& call, std::size_t first, PagerFacts& pager);

// name_1.html, name_2.html …
void add_numbered(const Page& page, std::string_view name, std::string_view extension,
                  std::int64_t from, std::int64_t to);

}  // namespace duwang::crawler::platform
