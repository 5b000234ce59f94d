#include "rules/reading/condition_reader.h"

#include <fmt/format.h>

namespace duwang::rules {
namespace {

using Words = std::string_view;

constexpr Words condition_keys[] = {"all",   "any",      "not",   "objects", "except",  "fact",
                                    "is",    "is_not",   "above", "below",   "at_most", "at_least",
                                    "check", "findings", "as_of", "params"};
constexpr Words date_keys[] = {"from", "until"};
constexpr Words kind_keys[] = {"all", "any", "not", "objects", "fact", "findings", "as_of"};
constexpr int depth_max = 8;
constexpr std::size_t parts_max = 100;

using Kind = Condition::Kind;

void read_list(YamlForm& form, Words key, Condition& condition, int depth) {
    Yaml list = form.at(key);
    if (!list.is_list() || list.items().empty())
        form.fail(list, fmt::format("\"{}\" is no list; write conditions with \"- \"", key));
    for (const Yaml& item : list.items()) {
        if (condition.parts.size() >= parts_max) break;
        condition.parts.push_back(read_condition(item, form.reading(), depth + 1));
    }
}

void read_fact(YamlForm& form, Condition& condition) {
    condition.fact = form.required("fact");
    if (auto test = read_test(form))
        condition.test = *test;
    else
        form.fail(form.at("fact"),
                  "nothing to compare the fact with; write for example \"is: yes\"");
}

void read_findings(YamlForm& form, Condition& condition) {
    condition.findings = form.texts("findings");
    condition.check = form.required("check");
    condition.params = read_params(form.at("params"), form.reading());
    condition.variant = variant_of(condition.params);
    condition.test = read_test(form).value_or(Test{Compare::at_least, "1"});
    if (!number_of(condition.test.value))
        form.fail(form.at("findings"), fmt::format("\"{}\" is no number of objects; write for "
                                                   "example \"at_least: 5\"",
                                                   condition.test.value.substr(0, 40)));
}

void read_kind(YamlForm& form, Words key, Condition& condition, int depth) {
    if (key == "all" || key == "any") {
        condition.kind = key == "all" ? Kind::all : Kind::any;
        read_list(form, key, condition, depth);
    } else if (key == "not") {
        condition.kind = Kind::negation;
        condition.parts.push_back(read_condition(form.at(key), form.reading(), depth + 1));
    } else if (key == "objects") {
        condition.kind = Kind::objects;
        condition.objects = read_objects(form);
    } else if (key == "fact") {
        condition.kind = Kind::fact;
        read_fact(form, condition);
    } else if (key == "findings") {
        condition.kind = Kind::findings;
        read_findings(form, condition);
    } else {
        condition.kind = Kind::as_of;
        YamlForm dates(form.at(key), "as_of", date_keys, form.reading());
        condition.from = dates.date("from");
        condition.until = dates.date("until");
    }
}

}  // namespace

std::optional<Test> read_test(YamlForm& form) {
    std::optional<Test> test;
    for (std::size_t i = 0; i < std::size(compare_keys); ++i) {
        if (!form.has(compare_keys[i])) continue;
        if (test)
            form.fail(form.at(compare_keys[i]),
                      fmt::format("a second comparison \"{}\"; keep one, or join conditions with "
                                  "\"all\"",
                                  compare_keys[i]));
        std::string value = form.required(compare_keys[i]);
        const auto how = static_cast<Compare>(i);
        if (how != Compare::is && how != Compare::is_not && !value.empty() && !number_of(value))
            form.fail(form.at(compare_keys[i]),
                      fmt::format("\"{}: {}\" is no number; write for example \"5\" or \"90%\"",
                                  compare_keys[i], value.substr(0, 40)));
        test = Test{how, std::move(value)};
    }
    return test;
}

Params read_params(const Yaml& node, Reading& reading) {
    Params params;
    if (!node) return params;
    std::vector<std::string> names;
    for (const auto& [key, value] : node.members()) names.push_back(key.text());
    std::vector<Words> known(names.begin(), names.end());  // which ones exist, the validator knows
    YamlForm form(node, "params", known, reading);
    for (const std::string& name : names) params[name] = form.texts(name);
    return params;
}

Objects read_objects(YamlForm& form) { return {form.texts("objects"), form.texts("except")}; }

Condition read_condition(const Yaml& node, Reading& reading, int depth) {
    Condition condition;
    condition.place = node.place();
    if (!node) return condition;
    if (depth > depth_max) {
        reading.errors.push_back(node.error("conditions are nested too deeply; use facts"));
        return condition;
    }
    YamlForm form(node, "a condition", condition_keys, reading);
    if (!form.usable()) return condition;
    Words kind;
    for (Words key : kind_keys) {
        if (!form.has(key)) continue;
        if (!kind.empty())
            form.fail(form.at(key),
                      fmt::format("\"{}\" beside \"{}\"; join them with \"all\"", key, kind));
        kind = key;
    }
    if (kind.empty())
        form.fail(node,
                  "a condition says nothing; write all, any, not, objects, fact, findings or "
                  "as_of");
    else
        read_kind(form, kind, condition, depth);
    return condition;
}

}  // namespace duwang::rules
