// Entries that stand in a script of the page: as an array of objects, or as markup that it writes
// (L13). Also the answer of any interface that says a list as JSON (U13, J04–J06, J08).
#include "core/text/normalise.h"
#include "crawler/page/script_text.h"
#include "crawler/platform/json_list.h"
#include "crawler/platform/script_values.h"

namespace duwang::crawler::platform {
namespace {

constexpr std::size_t array_bytes_max = 1 << 20;
constexpr int arrays_max = 10;

bool read_arrays(const Page& page, const InlineScript& script) {
    const std::string_view text = script.text;
    int tries = 0;
    bool any = false;
    for (std::size_t at = text.find('['); at != text.npos && tries < arrays_max;
         at = text.find('[', at + 1)) {
        const std::size_t inside = text.find_first_not_of(" \t\r\n", at + 1);
        if (inside == text.npos || text[inside] != '{') continue;
        ++tries;
        const std::string_view array = balanced(text, at);
        if (array.empty() || array.size() > array_bytes_max) continue;
        const auto json = Json::parse(array);
        if (!json) continue;
        const Answer answer{page, array, *json};
        if (const Json& list = find_list(*json, page.words.rules); !list.is_null())
            any = read_list_of(list, answer) || any;
        at += array.size() - 1;
    }
    return any;
}

}  // namespace

bool read_script_list(const Page& page);
bool read_script_list(const Page& page) {
    bool any = false;
    for (const InlineScript& script : page.scripts) {
        if (script.text.size() > array_bytes_max) continue;
        std::string markup;
        for (const Written& written : written_markup(script.text)) markup += written.markup;
        if (markup.find("href") != markup.npos && markup.find("<li") != markup.npos) {
            const std::size_t before = page.facts.items.size();
            page.lists.read_fragment(markup, script.offset);
            any = any || page.facts.items.size() > before;
        }
        any = read_arrays(page, script) || any;
    }
    return any;
}

bool read_json_answer(const Answer& answer);
bool read_json_answer(const Answer& answer) {
    const Json& list = find_list(answer.json, answer.words.rules);
    if (list.is_null()) return false;
    answer.pager().kind = "json";
    read_list_of(list, answer);
    note_totals(answer.json, answer);
    add_json_pages(answer);
    return true;
}

}  // namespace duwang::crawler::platform
