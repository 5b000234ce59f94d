// TRS WCM: createPageHTML(pages, current from 0, "index", "html"[, records]). The first page is
// index.html, the second index_1.html (U01–U03, P01, P02, P04, P05).
#include <fmt/format.h>

#include <algorithm>

#include "crawler/platform/pager_call.h"
#include "crawler/platform/platform.h"

namespace duwang::crawler::platform {
namespace {

// Where the call is a comment the variables still say how many there are (P05).
bool read_variables(const Page& page) {
    for (const InlineScript& script : page.scripts) {
        const ScriptNumbers numbers = page.words.numbers_of(script.text);
        if (numbers.pages <= 0 || numbers.static_pages > 0) continue;
        const bool draws = page.words.pager_calls.in(script.raw);
        if (!draws) continue;
        PagerFacts& pager = page.pager();
        pager.kind = "trs";
        pager.pages = std::min<std::int64_t>(numbers.pages, pages_max);
        pager.records = numbers.records;
        pager.page_size = numbers.page_size;
        pager.offset = static_cast<std::int64_t>(script.offset);
        add_numbered(page, "index", "html", 1, pager.pages - 1);
        return true;
    }
    return false;
}

}  // namespace

bool read_trs(const Page& page);
bool read_trs(const Page& page) {
    const auto call = pager_call(page, /*names_container=*/false);
    if (!call) return read_variables(page);
    PagerFacts& pager = page.pager();
    pager.kind = "trs";
    note_call(*call, 0, pager);
    ++pager.current;
    add_numbered(page, call->name, call->extension, 1, pager.pages - 1);
    return true;
}

}  // namespace duwang::crawler::platform
