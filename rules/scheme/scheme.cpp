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

namespace {

class Conditions {
  public:
    void add(const Condition& condition) {
        found_.push_back(&condition);
        for (const Condition& part : condition.parts) add(part);
    }
    void add(const std::optional<Neutral>& neutral) {
        if (neutral) add(neutral->when);
    }
    void add(const Part& part) {
        add(part.when);
        add(part.neutral);
        for (const Branch& branch : part.branches) add(branch.when);
        for (const auto* rules : rule_lists(part))
            for (const DeductRule& rule : *rules) add(rule.when);
    }
    std::vector<const Condition*> take() { return std::move(found_); }

  private:
    std::vector<const Condition*> found_;
};

}  // namespace

std::vector<const Condition*> conditions_of(const Scheme& scheme) {
    Conditions conditions;
    for (const Indicator& indicator : scheme.indicators) {
        conditions.add(indicator.when);
        conditions.add(indicator.neutral);
        for (const Part& part : indicator.parts) conditions.add(part);
    }
    for (const Veto& veto : scheme.vetoes) conditions.add(veto.when);
    for (const Scale& scale : scheme.scales) conditions.add(scale.when);
    return conditions.take();
}

const Part* part_of(const Scheme& scheme, const std::string& id) {
    for (const Indicator& indicator : scheme.indicators)
        for (const Part& part : indicator.parts)
            if (part.id == id) return &part;
    return nullptr;
}

bool Level::holds(const std::vector<std::string>& levels) const {
    return path.size() <= levels.size() && std::equal(path.begin(), path.end(), levels.begin());
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
