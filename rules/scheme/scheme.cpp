#include "rules/scheme/scheme.h"

#include <fmt/format.h>

#include <algorithm>

namespace duwang::rules {

std::string_view method_word(Method method) {
    switch (method) {
        case Method::crawl:
            return "crawl";
        case Method::confirm:
            return "confirm";
        case Method::entered:
            return "entered";
        case Method::imported:
            return "imported";
    }
    return "entered";
}

std::string_view Dates::date_for(const Unit& unit, bool owns_site) const {
    for (const Entry& entry : entries)
        if (entry.objects.any_of.empty() || applies_to(entry.objects, unit, owns_site))
            return entry.date;
    return {};
}

std::vector<const std::vector<DeductRule>*> rule_lists(const Part& part) {
    std::vector<const std::vector<DeductRule>*> lists;
    if (part.branches.empty()) lists.push_back(&part.deduct);
    for (const Branch& branch : part.branches) lists.push_back(&branch.deduct);
    return lists;
}

std::string missing_text(const Scheme& scheme) {
    if (scheme.missing_settings.empty()) return {};
    constexpr std::size_t shown_max = 20;
    std::string text;
    for (std::size_t i = 0; i < scheme.missing_settings.size() && i < shown_max; ++i) {
        const std::string& name = scheme.missing_settings[i];
        auto known = std::ranges::find(scheme.settings, name, &Setting::name);
        text += fmt::format("\n  {}", name);
        if (known == scheme.settings.end()) continue;
        text += fmt::format(": {}{}", known->title,
                            known->why.empty() ? "" : fmt::format("（{}）", known->why));
    }
    if (scheme.missing_settings.size() > shown_max)
        text += fmt::format("\n  … 共 {} 项", scheme.missing_settings.size());
    return fmt::format(
        "scheme {} cannot score yet: its document leaves out {} values; write them "
        "into settings/{}.yaml of the workspace, for example \"{}: \\\"3\\\"\":{}",
        scheme.id, scheme.missing_settings.size(), scheme.id, scheme.missing_settings.front(),
        text);
}

}  // namespace duwang::rules
