// 广东公开目录平台: /gkmlpt/index#<类目号>, whose entries come from
// /gkmlpt/api/all/<类目号>?page=1&sid=… as JSON (U07, J09; section 19 no. 4).
#include <fmt/format.h>

#include "crawler/platform/json_list.h"
#include "crawler/platform/platform.h"
#include "crawler/platform/script_values.h"

namespace duwang::crawler::platform {
namespace {

constexpr std::string_view folder = "/gkmlpt/";

std::string category_of(const Page& page, std::string_view config) {
    if (const std::string_view fragment = page.context.url.fragment(); !fragment.empty())
        return std::string(fragment.substr(0, fragment.find('?')));
    return value_of(config, "DEFAULT_ID").value_or("");
}

bool is_number(std::string_view text) {
    return !text.empty() && text.size() < 12 && text.find_first_not_of("0123456789") == text.npos;
}

}  // namespace

bool read_gkmlpt(const Page& page);
bool read_gkmlpt(const Page& page) {
    const std::string_view path = page.context.url.path();
    const std::size_t at = path.find(folder);
    if (at == path.npos || path.substr(at).find("/content/") != path.npos) return false;
    for (const InlineScript& script : page.scripts) {
        const auto sid = value_of(script.text, "SID");
        if (!sid) continue;
        const std::string category = category_of(page, script.text);
        page.pager().kind = "gkmlpt";
        page.pager().offset = static_cast<std::int64_t>(script.offset);
        if (is_number(category) && is_number(*sid))
            page.add_address(fmt::format("{}api/all/{}?page=1&sid={}",
                                         path.substr(0, at + folder.size()), category, *sid));
        else
            page.pager().needs_script = true;
        return true;
    }
    return false;
}

bool read_gkmlpt_answer(const Answer& answer);
bool read_gkmlpt_answer(const Answer& answer) {
    if (!answer.json["articles"].is_array()) return false;
    PagerFacts& pager = answer.pager();
    pager.kind = "gkmlpt";
    read_list_of(answer.json["articles"], answer);
    pager.records = answer.json["total"].number(answer.json["classify"]["post_count"].number());
    // J09: a node of the tree may only lead on; it has entries all the same.
    answer.add_address(answer.json["classify"]["jump_url"].text());
    if (answer.json["articles"].items().empty() && pager.records == 0)
        answer.facts.reading.why = "says_empty";
    add_json_pages(answer);
    return true;
}

}  // namespace duwang::crawler::platform
