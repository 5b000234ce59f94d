#include "rules/scheme.h"

#include <algorithm>

namespace duwang::rules {
namespace {

bool selects(std::string_view selector, const Unit& unit, bool owns_site) {
    constexpr std::string_view group = "group:";
    constexpr std::string_view id = "unit:";
    if (selector == "site_owner") return owns_site;
    if (selector.starts_with(group))
        return std::ranges::find(unit.groups, selector.substr(group.size())) != unit.groups.end();
    if (selector.starts_with(id)) return unit.id == selector.substr(id.size());
    return unit.kind == selector;
}

}  // namespace

bool applies_to(const Objects& objects, const Unit& unit, bool owns_site) {
    auto hit = [&](const std::string& selector) { return selects(selector, unit, owns_site); };
    return std::ranges::any_of(objects.any_of, hit) && std::ranges::none_of(objects.except, hit);
}

std::string_view method_word(Method method) {
    return method == Method::crawl ? "crawl" : "entered";
}

}  // namespace duwang::rules
