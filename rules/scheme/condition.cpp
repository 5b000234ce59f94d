#include "rules/scheme/condition.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/hash.h"

namespace duwang::rules {
namespace {

constexpr std::size_t percent_bytes_max = 18;

bool selects(std::string_view selector, const Unit& unit, bool owns_site) {
    constexpr std::string_view group = "group:";
    constexpr std::string_view id = "unit:";
    if (selector == "site_owner") return owns_site;
    if (selector.starts_with(group))
        return std::ranges::find(unit.groups, selector.substr(group.size())) != unit.groups.end();
    if (selector.starts_with(id)) return unit.id == selector.substr(id.size());
    return unit.kind == selector;
}

bool ordered(Compare how, const Decimal& left, const Decimal& right) {
    switch (how) {
        case Compare::above:
            return left > right;
        case Compare::at_least:
            return left >= right;
        case Compare::below:
            return left < right;
        case Compare::at_most:
            return left <= right;
        case Compare::is:
            return left == right;
        case Compare::is_not:
            return left != right;
    }
    return false;
}

Truth of_fact(const Condition& condition, const Circumstances& about) {
    auto value = about.fact(condition.fact);
    auto held = value ? holds(condition.test, *value) : std::nullopt;
    return held ? truth_of(*held) : Truth::unknown;
}

// A number of objects that can only grow: certain as soon as both ends agree.
Truth of_findings(const Condition& condition, const Circumstances& about) {
    auto count = about.count(condition);
    auto limit = number_of(condition.test.value);
    if (!count || !limit) return Truth::unknown;
    const bool now = ordered(condition.test.how, Decimal(count->certain), *limit);
    const bool then = ordered(condition.test.how, Decimal(count->possible), *limit);
    return now == then ? truth_of(now) : Truth::unknown;
}

Truth of_date(const Condition& condition, std::string_view as_of) {
    return truth_of((condition.from.empty() || condition.from <= as_of) &&
                    (condition.until.empty() || as_of <= condition.until));
}

Truth of_parts(const Condition& condition, const Circumstances& about, Truth decisive) {
    bool unknown = false;
    for (const Condition& part : condition.parts) {
        const Truth truth = evaluate(part, about);
        if (truth == decisive) return decisive;
        unknown = unknown || truth == Truth::unknown;
    }
    if (unknown) return Truth::unknown;
    return decisive == Truth::yes ? Truth::no : Truth::yes;
}

}  // namespace

bool applies_to(const Objects& objects, const Unit& unit, bool owns_site) {
    auto hit = [&](const std::string& selector) { return selects(selector, unit, owns_site); };
    return std::ranges::any_of(objects.any_of, hit) && std::ranges::none_of(objects.except, hit);
}

std::optional<Decimal> number_of(std::string_view text) {
    const bool percent = text.ends_with('%');
    if (percent) text.remove_suffix(1);
    // So short that a hundredth of it is exact.
    if (percent && text.size() > percent_bytes_max) return std::nullopt;
    auto value = Decimal::parse(text);
    if (!value) return std::nullopt;
    return percent ? *value / Decimal(100) : *value;
}

std::optional<bool> holds(const Test& test, std::string_view value) {
    auto left = number_of(value);
    auto right = number_of(test.value);
    if (left && right) return ordered(test.how, *left, *right);
    if (test.how == Compare::is) return value == test.value;
    if (test.how == Compare::is_not) return value != test.value;
    return std::nullopt;
}

Truth evaluate(const Condition& condition, const Circumstances& about) {
    switch (condition.kind) {
        case Condition::Kind::always:
            return Truth::yes;
        case Condition::Kind::all:
            return of_parts(condition, about, Truth::no);
        case Condition::Kind::any:
            return of_parts(condition, about, Truth::yes);
        case Condition::Kind::negation: {
            const Truth inner = evaluate(condition.parts.front(), about);
            if (inner == Truth::unknown) return inner;
            return truth_of(inner == Truth::no);
        }
        case Condition::Kind::objects:
            return truth_of(about.selected(condition.objects));
        case Condition::Kind::fact:
            return of_fact(condition, about);
        case Condition::Kind::findings:
            return of_findings(condition, about);
        case Condition::Kind::as_of:
            return of_date(condition, about.as_of());
    }
    return Truth::unknown;
}

std::string variant_of(const Params& params) {
    if (params.empty()) return {};
    std::string text;
    for (const auto& [name, values] : params) {
        text += fmt::format("{}={}\n", name.size(), name);
        for (const std::string& value : values)
            text += fmt::format("  {}={}\n", value.size(), value);
    }
    constexpr std::size_t shown = 12;
    return sha256_hex(text).substr(0, shown);
}

}  // namespace duwang::rules
