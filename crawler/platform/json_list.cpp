#include "crawler/platform/json_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "crawler/page/dates.h"
#include "crawler/platform/script_values.h"

namespace duwang::crawler::platform {
namespace {

constexpr std::size_t items_max = 2000;
constexpr int depth_max = 6;
constexpr std::size_t title_chars_max = 500;

// The first of the fields, in the order of `names`, that the object has with a value.
const Json& field(const Json& object, const std::vector<std::string>& names) {
    static const Json none;
    for (const std::string& name : names)
        for (const auto& [key, value] : object.members())
            if (lower_ascii(key) == name && !value.is_null() && value.dump() != "\"\"")
                return value;
    return none;
}

std::string plain(const Json& value) {
    std::string text = value.is_text() ? value.text() : value.is_null() ? "" : value.dump();
    if (text.find('<') != text.npos) {
        const html::Document document(text);  // titles are marked up sometimes
        if (document.root()) text = document.root().text();
    }
    return std::string(truncate_code_points(collapse_blanks(text), title_chars_max));
}

// Texts, seconds, milliseconds, "/Date(…)/" (J05).
std::string date_in(const Json& value, const Date& as_of) {
    const auto found = date_of_value(value.is_text() ? value.text() : value.dump(), as_of);
    return found ? found->iso : std::string();
}

bool is_entry(const Json& object, const ListRules& rules) {
    return !field(object, rules.title_fields).is_null() &&
           (!field(object, rules.url_fields).is_null() ||
            !field(object, rules.date_fields).is_null());
}

const Json& best_list(const Json& json, const ListRules& rules, int depth, std::size_t& most) {
    static const Json none;
    if (depth > depth_max) return none;
    const Json* best = &none;
    if (json.is_array() && json.items().size() > most && is_entry(json.items()[0], rules))
        best = &json, most = json.items().size();
    const auto look = [&](const Json& inner) {
        if (const Json& found = best_list(inner, rules, depth + 1, most); !found.is_null())
            best = &found;
    };
    for (const auto& [key, value] : json.members())
        if (value.is_object() || value.is_array()) look(value);
    if (json.items().size() < 50)
        for (const Json& value : json.items())
            if (value.is_object() || value.is_array()) look(value);
    return *best;
}

std::int64_t total_in(const Json& json, const std::vector<std::string>& names, int depth) {
    if (const Json& value = field(json, names); !value.is_null()) {
        const std::string text = value.is_text() ? value.text() : value.dump();
        if (const auto number = ScriptArgument{text, false}.number()) return *number;
    }
    if (depth > 0)
        for (const auto& [key, value] : json.members())
            if (const std::int64_t number = total_in(value, names, depth - 1)) return number;
    return 0;
}

}  // namespace

bool read_list_of(const Json& array, const Answer& answer) {
    const ListRules& rules = answer.words.rules;
    std::vector<ListItem> items;
    for (const Json& object : array.items()) {
        if (items.size() >= items_max) break;
        if (!is_entry(object, rules)) continue;
        ListItem item;
        item.title = plain(field(object, rules.title_fields));
        const Json& date = field(object, rules.date_fields);
        if (!date.is_null()) item.date = date_in(date, answer.context.as_of);
        if (!item.date.empty()) item.date_from = "script";
        item.url = answer.targets.find(field(object, rules.url_fields).text()).url;
        items.push_back(std::move(item));
    }
    const bool any = !items.empty();
    answer.lists.add_list(std::move(items), 0);
    return any;
}

const Json& find_list(const Json& json, const ListRules& rules) {
    std::size_t most = 0;
    return best_list(json, rules, 0, most);
}

void note_totals(const Json& json, const Answer& answer) {
    PagerFacts& pager = answer.pager();
    pager.records = total_in(json, answer.words.rules.total_fields, 2);
    pager.pages = total_in(json, answer.words.rules.page_total_fields, 2);
}

void add_json_pages(const Answer& answer) {
    PagerFacts& pager = answer.pager();
    const auto size = static_cast<std::int64_t>(answer.facts.items.size());
    const std::string own(answer.context.url.str());
    std::size_t at = std::string::npos;
    for (const std::string_view name : {"page=", "pageNo=", "pageIndex=", "pageNum=", "pn="}) {
        at = std::min(own.find(fmt::format("?{}", name)), own.find(fmt::format("&{}", name)));
        if (at == own.npos) continue;
        at += name.size() + 1;
        break;
    }
    if (at == own.npos || size == 0) return;
    const std::size_t end = std::min(own.find_first_not_of("0123456789", at), own.size());
    const auto here = ScriptArgument{own.substr(at, end - at), false}.number();
    if (!here) return;
    pager.current = std::max<std::int64_t>(*here, 1);
    if (pager.pages == 0 && *here <= 1) pager.page_size = size;
    answer.count_pages();
    if (*here > 1) return;  // the first page tells of all the others
    // Where pages are counted from 0 the last one has the number pages - 1.
    const std::int64_t last = *here == 0 ? pager.pages - 1 : pager.pages;
    const auto most = static_cast<std::int64_t>(answer.words.rules.addresses_max);
    for (std::int64_t number = *here + 1; number <= std::min(last, *here + most); ++number)
        answer.add_address(fmt::format("{}{}{}", own.substr(0, at), number, own.substr(end)));
}

}  // namespace duwang::crawler::platform
