#include <fmt/format.h>

#include <algorithm>

#include "rules/reading/common_rows.h"
#include "rules/reading/condition_reader.h"
#include "rules/reading/rule_reader.h"
#include "rules/reading/scheme_reader.h"

namespace duwang::rules {
namespace {

using Words = std::string_view;

constexpr Words indicator_keys[] = {
    "id",          "title",   "levels",   "full",       "basis",        "content", "objects",
    "except",      "due",     "bonus",    "parts",      "when",         "neutral", "lead",
    "responsible", "channel", "caps",     "method",     "check",        "base",    "params",
    "deduct",      "assumed", "branches", "unverified", "pending_until"};
constexpr Words part_keys[] = {"id",     "title",    "points",  "method",       "check", "params",
                               "deduct", "assumed",  "objects", "except",       "when",  "neutral",
                               "due",    "branches", "base",    "pending_until"};
constexpr Words branch_keys[] = {"when", "title", "base", "deduct"};
constexpr Words neutral_keys[] = {"when", "share", "text"};
constexpr Words method_words[] = {"crawl", "confirm", "entered", "imported"};
constexpr Words own_part_keys[] = {"method",  "check", "params",  "deduct",
                                   "assumed", "base",  "branches"};

constexpr std::size_t rows_max = 1000;

std::optional<Neutral> read_neutral(YamlForm& form) {
    if (!form.has("neutral")) return std::nullopt;
    YamlForm neutral(form.at("neutral"), "\"neutral\"", neutral_keys, form.reading());
    if (!neutral.usable()) return std::nullopt;
    if (!neutral.has("when")) neutral.required("when");
    return Neutral{read_condition(neutral.at("when"), form.reading()),
                   neutral.amount("share", Amount::share), neutral.optional("text")};
}

Method method_of(const std::string& word) {
    auto found = std::ranges::find(method_words, word);
    return found == std::end(method_words) ? Method::entered
                                           : static_cast<Method>(found - std::begin(method_words));
}

void read_branches(YamlForm& form, Part& part) {
    if (!form.has("branches")) return;
    if (form.has("deduct") || form.has("base"))
        form.fail(form.at("branches"),
                  "\"branches\" beside \"deduct\" or \"base\"; write those "
                  "inside the branches");
    if (!form.at("branches").is_list())
        form.fail(form.at("branches"), "\"branches\" is no list; write \"- when: …\"");
    for (const Yaml& item : form.at("branches").items()) {
        YamlForm row(item, "a branch", branch_keys, form.reading());
        if (!row.usable()) continue;
        Branch branch;
        branch.place = row.place();
        branch.when = read_condition(row.at("when"), form.reading());
        branch.title = row.required("title");
        branch.base = row.optional_amount("base", Amount::points);
        branch.deduct = read_rules(row, "deduct");
        part.branches.push_back(std::move(branch));
    }
}

// What a part and an indicator without parts have in common: how the points are won.
void read_judging(YamlForm& form, Part& part) {
    part.method = method_of(form.one_of("method", method_words, "entered"));
    if (!form.has("method") && form.usable())
        form.reading().errors.push_back(
            {Errc::config, fmt::format("{}: \"method\" is missing; write \"method: crawl\", "
                                       "\"confirm\", \"entered\" or \"imported\"",
                                       form.place())});
    const bool by_check = part.method == Method::crawl || part.method == Method::confirm;
    part.check = by_check ? form.required("check") : form.optional("check");
    part.assumed = form.flag("assumed");
    part.params = read_params(form.at("params"), form.reading());
    part.variant = variant_of(part.params);
    part.base = form.optional_amount("base", Amount::points);
    part.deduct = read_rules(form, "deduct");
    read_branches(form, part);
}

Part read_part(const Yaml& node, const Indicator& indicator, Reading& reading) {
    YamlForm form(node, "a part", part_keys, reading);
    Part part;
    part.place = form.place();
    if (!form.usable()) return part;
    part.id = indicator.id + form.required("id");
    part.indicator = indicator.id;
    part.title = form.required("title");
    part.points_given = form.has("points");
    if (part.points_given) part.points = form.points("points");
    part.objects = read_objects(form);
    part.when = read_condition(form.at("when"), reading);
    part.neutral = read_neutral(form);
    part.due = read_dates(form, "due", false);
    part.pending_until = read_dates(form, "pending_until", true);
    read_judging(form, part);
    return part;
}

Part whole_part(YamlForm& form, const Indicator& indicator) {
    Part part;
    part.id = part.indicator = indicator.id;
    part.title = indicator.title;
    part.points = indicator.full;
    part.points_given = true;
    part.place = indicator.place;
    read_judging(form, part);
    return part;
}

// Parts without marks share the indicator's mark equally (OP-28).
void share_equally(Indicator& indicator) {
    auto given = [](const Part& part) { return part.points_given; };
    if (indicator.parts.empty() || std::ranges::any_of(indicator.parts, given)) return;
    const Decimal count(static_cast<std::int64_t>(indicator.parts.size()));
    for (Part& part : indicator.parts) {
        part.points = indicator.full / count;
        part.assumed = true;
    }
}

void settle_rules(Indicator& indicator) {
    for (Part& part : indicator.parts) {
        settle_shares(part.deduct, part.points);
        for (Branch& branch : part.branches) settle_shares(branch.deduct, part.points);
    }
}

void read_parts(YamlForm& form, Indicator& indicator) {
    if (!form.has("parts")) {
        indicator.parts.push_back(whole_part(form, indicator));
        return;
    }
    Yaml parts = form.at("parts");
    if (!parts.is_list() || parts.items().empty())
        form.fail(parts, "\"parts\" is no list; write \"- id: a\" and so on");
    for (Words key : own_part_keys)
        if (form.has(key))
            form.fail(form.at(key), fmt::format("\"{}\" beside \"parts\"; write it inside the "
                                                "parts",
                                                key));
    for (const Yaml& part : parts.items()) {
        if (indicator.parts.size() >= rows_max) break;
        indicator.parts.push_back(read_part(part, indicator, form.reading()));
    }
    share_equally(indicator);
}

void read_caps(YamlForm& form, Indicator& indicator) {
    if (!form.has("caps")) return;
    std::vector<std::string> names;
    for (const auto& [key, value] : form.at("caps").members()) names.push_back(key.text());
    std::vector<Words> known(names.begin(), names.end());
    YamlForm caps(form.at("caps"), "\"caps\"", known, form.reading());
    for (const std::string& name : names) indicator.caps[name] = caps.points(name);
}

void read_conditions(YamlForm& form, Indicator& indicator) {
    indicator.objects = read_objects(form);
    indicator.when = read_condition(form.at("when"), form.reading());
    indicator.neutral = read_neutral(form);
    indicator.due = read_dates(form, "due", false);
    indicator.pending_until = read_dates(form, "pending_until", true);
}

}  // namespace

void read_indicator(const Yaml& document, Scheme& scheme, Reading& reading) {
    YamlForm form(document, "an indicator", indicator_keys, reading);
    if (!form.usable()) return;
    Indicator indicator;
    indicator.place = form.place();
    indicator.id = form.required("id");
    indicator.title = form.required("title");
    indicator.levels = form.texts("levels");
    indicator.full = scheme.unweighted && !form.has("full")
                         ? form.setting("full." + indicator.id, Amount::points)
                         : form.points("full");
    indicator.basis = form.optional("basis");  // the validator asks for it
    indicator.content = form.optional("content");
    read_conditions(form, indicator);
    indicator.lead = form.texts("lead");
    indicator.responsible = form.texts("responsible");
    indicator.channel = form.optional("channel");
    indicator.bonus = form.flag("bonus");
    indicator.unverified = form.flag("unverified") || scheme.unverified;
    read_caps(form, indicator);
    read_parts(form, indicator);
    settle_rules(indicator);
    for (const Part& part : indicator.parts)
        if (part.method == Method::confirm) scheme.confirmed_checks.insert(part.check);
    scheme.indicators.push_back(std::move(indicator));
}

}  // namespace duwang::rules
