// The first pages are files, the others come from a search interface; variables of a script say how
// many there are of each (U03, P09). What only the interface has needs a script.
#include <fmt/format.h>

#include <algorithm>

#include "crawler/platform/pager_call.h"
#include "crawler/platform/platform.h"

namespace duwang::crawler::platform {
namespace {

// "index" of "/a/b/index.html", also of "/a/b/".
std::pair<std::string, std::string> file_of(std::string_view path) {
    const std::string_view file = path.substr(path.rfind('/') + 1);
    const std::size_t dot = file.rfind('.');
    if (dot == file.npos || dot == 0) return {"index", "html"};
    std::string name(file.substr(0, dot));
    const std::size_t digits = name.find_last_not_of("0123456789");
    if (digits != name.npos && digits + 1 < name.size() && name[digits] == '_') name.resize(digits);
    return {name, std::string(file.substr(dot + 1))};
}

}  // namespace

bool read_static_and_search(const Page& page);
bool read_static_and_search(const Page& page) {
    for (const InlineScript& script : page.scripts) {
        const ScriptNumbers numbers = page.words.numbers_of(script.text);
        if (numbers.records == 0 || numbers.page_size == 0) continue;
        PagerFacts& pager = page.pager();
        pager.kind = numbers.static_pages > 0 ? "static_and_search" : "script";
        pager.records = numbers.records;
        pager.page_size = numbers.page_size;
        page.count_pages();
        pager.offset = static_cast<std::int64_t>(script.offset);
        const std::int64_t files = std::min(numbers.static_pages, pager.pages);
        pager.needs_script = pager.pages > std::max<std::int64_t>(files, 1);
        const auto [name, extension] = file_of(page.context.url.path());
        add_numbered(page, name, extension, 1, files - 1);
        return true;
    }
    return false;
}

}  // namespace duwang::crawler::platform
