#include "rules/scheme_reader.h"

#include <fmt/format.h>

#include "core/time.h"
#include "rules/yaml_form.h"

namespace duwang::rules {
namespace {

using Words = std::string_view;

constexpr Words head_keys[] = {"id",     "title", "version",    "valid_from", "valid_until",
                               "places", "full",  "bonus_full", "levels"};
constexpr Words level_keys[] = {"path", "points"};
constexpr Words indicator_keys[] = {"id",      "title",  "levels", "full",   "basis", "content",
                                    "objects", "except", "due",    "bonus",  "parts", "method",
                                    "check",   "params", "deduct", "assumed"};
constexpr Words part_keys[] = {"id",     "title",  "points",  "method",  "check",
                               "params", "deduct", "assumed", "objects", "except"};
constexpr Words rule_keys[] = {"finding", "points", "per", "text", "alternative", "assumed"};
constexpr Words method_words[] = {"crawl", "entered"};
constexpr Words per_words[] = {"object", "once", "whole"};
constexpr Words own_part_keys[] = {"method", "check", "params", "deduct", "assumed"};

constexpr std::size_t rows_max = 1000;

DeductRule read_rule(const Yaml& node, std::vector<Error>& errors) {
    YamlForm form(node, "a deduction rule", rule_keys, errors);
    DeductRule rule;
    rule.place = form.place();
    if (!form.usable()) return rule;
    rule.finding = form.required("finding");
    rule.points = form.points("points");
    std::string per = form.one_of("per", per_words, "object");
    rule.per = per == "once" ? Per::once : per == "whole" ? Per::whole : Per::object;
    rule.text = form.required("text");
    rule.alternative = form.optional("alternative");
    rule.assumed = form.flag("assumed");
    return rule;
}

Params read_params(const Yaml& node, std::vector<Error>& errors) {
    Params params;
    if (!node) return params;
    std::vector<std::string> names;
    for (const auto& [key, value] : node.members()) names.push_back(key.text());
    std::vector<Words> known(names.begin(), names.end());  // which ones exist, the validator knows
    YamlForm form(node, "params", known, errors);
    for (const std::string& name : names) params[name] = form.texts(name);
    return params;
}

// What a part and an indicator without parts have in common: how the points are won.
void read_judging(YamlForm& form, Part& part, std::vector<Error>& errors) {
    part.method =
        form.one_of("method", method_words, "") == "crawl" ? Method::crawl : Method::entered;
    if (!form.has("method"))
        errors.push_back({Errc::config, fmt::format("{}: \"method\" is missing; write \"method: "
                                                    "crawl\" or \"method: entered\"",
                                                    form.place())});
    part.check = part.method == Method::crawl ? form.required("check") : form.optional("check");
    part.assumed = form.flag("assumed");
    part.params = read_params(form.at("params"), errors);
    Yaml rules = form.at("deduct");
    if (rules && !rules.is_list())
        form.fail(rules, "\"deduct\" is no list; write \"- finding: …\"");
    for (const Yaml& rule : rules.items()) part.deduct.push_back(read_rule(rule, errors));
}

Part read_part(const Yaml& node, const Indicator& indicator, std::vector<Error>& errors) {
    YamlForm form(node, "a part", part_keys, errors);
    Part part;
    part.place = form.place();
    if (!form.usable()) return part;
    part.id = indicator.id + form.required("id");
    part.title = form.required("title");
    part.points = form.points("points");
    part.objects = {form.texts("objects"), form.texts("except")};
    read_judging(form, part, errors);
    return part;
}

Part whole_part(YamlForm& form, const Indicator& indicator, std::vector<Error>& errors) {
    Part part;
    part.id = indicator.id;
    part.title = indicator.title;
    part.points = indicator.full;
    part.place = indicator.place;
    read_judging(form, part, errors);
    return part;
}

void read_parts(YamlForm& form, Indicator& indicator, std::vector<Error>& errors) {
    if (!form.has("parts")) {
        indicator.parts.push_back(whole_part(form, indicator, errors));
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
        indicator.parts.push_back(read_part(part, indicator, errors));
    }
}

std::string read_date(YamlForm& form, std::string_view key) {
    std::string text = form.optional(key);
    if (!text.empty() && (text.size() != 10 || !parse_timestamp(text)))
        form.fail(form.at(key), fmt::format("\"{}: {}\" is no date; write for example "
                                            "\"2022-12-31\"",
                                            key, text.substr(0, 40)));
    return text;
}

int read_places(YamlForm& form) {
    constexpr Words words[] = {"0", "1", "2", "3", "4"};
    return form.one_of("places", words, "2").front() - '0';
}

}  // namespace

void read_scheme_head(const Yaml& document, Scheme& scheme, std::vector<Error>& errors) {
    YamlForm form(document, "the scheme", head_keys, errors);
    scheme.place = form.place();
    if (!form.usable()) return;
    scheme.id = form.required("id");
    scheme.title = form.required("title");
    scheme.version = form.required("version");
    scheme.valid_from = read_date(form, "valid_from");
    scheme.valid_until = read_date(form, "valid_until");
    scheme.places = read_places(form);
    scheme.full = form.points("full");
    if (form.has("bonus_full")) scheme.bonus_full = form.points("bonus_full");
    for (const Yaml& node : form.at("levels").items()) {
        YamlForm level(node, "a level", level_keys, errors);
        if (level.usable())
            scheme.levels.push_back({level.texts("path"), level.points("points"), level.place()});
    }
}

void read_indicator(const Yaml& document, Scheme& scheme, std::vector<Error>& errors) {
    YamlForm form(document, "an indicator", indicator_keys, errors);
    if (!form.usable()) return;
    Indicator indicator;
    indicator.place = form.place();
    indicator.id = form.required("id");
    indicator.title = form.required("title");
    indicator.levels = form.texts("levels");
    indicator.full = form.points("full");
    indicator.basis = form.optional("basis");  // the validator asks for it
    indicator.content = form.optional("content");
    indicator.objects = {form.texts("objects"), form.texts("except")};
    indicator.due = form.optional("due");
    indicator.bonus = form.flag("bonus");
    read_parts(form, indicator, errors);
    scheme.indicators.push_back(std::move(indicator));
}

}  // namespace duwang::rules
