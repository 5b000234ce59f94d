#include "rules/assessment/plan_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/hash.h"
#include "core/yaml.h"
#include "rules/assessment/component_reader.h"
#include "rules/assessment/plan_validator.h"
#include "rules/reading/common_rows.h"
#include "rules/reading/condition_reader.h"
#include "rules/reading/settings.h"

namespace duwang::rules {
namespace {

using Words = std::string_view;

constexpr Words plan_keys[] = {"id",       "title",  "version",    "effective_from",
                               "source",   "period", "places",     "rounding",
                               "settings", "grades", "conversion", "groups"};
constexpr Words period_keys[] = {"from", "until"};
constexpr Words group_keys[] = {"id",    "title",  "objects",    "except",       "result",
                                "bonus", "grades", "conversion", "total_at_most"};
constexpr Words conversion_keys[] = {"title", "weight", "at_most"};
constexpr Words bonus_keys[] = {"at_most", "opens", "parts"};
constexpr Words opens_keys[] = {"above", "at_least"};
constexpr Words rounding_words[] = {"half_up", "down"};

std::optional<Conversion> read_conversion(YamlForm& form) {
    if (!form.has("conversion")) return std::nullopt;
    YamlForm map(form.at("conversion"), "\"conversion\"", conversion_keys, form.reading());
    if (!map.usable()) return std::nullopt;
    Conversion conversion;
    conversion.place = map.place();
    conversion.title = map.required("title");
    const PlanWeight weight = read_weight(map, "weight", Amount::number);
    conversion.weight = weight.value;
    conversion.weight_missing = weight.missing;
    conversion.at_most = map.optional_amount("at_most", Amount::points);
    return conversion;
}

std::optional<BonusPlan> read_bonus(YamlForm& form) {
    if (!form.has("bonus")) return std::nullopt;
    YamlForm map(form.at("bonus"), "\"bonus\"", bonus_keys, form.reading());
    if (!map.usable()) return std::nullopt;
    BonusPlan bonus;
    bonus.place = map.place();
    bonus.at_most = map.points("at_most");
    if (map.has("opens")) {
        YamlForm opens(map.at("opens"), "\"opens\"", opens_keys, map.reading());
        if (opens.usable()) bonus.opens = read_test(opens);
    }
    bonus.lines = read_bonus_lines(map);
    return bonus;
}

AssessedGroup read_group(YamlForm& row) {
    AssessedGroup group;
    group.place = row.place();
    group.id = row.required("id");
    group.title = row.required("title");
    group.objects = read_objects(row);
    if (!row.has("result")) row.required("result");
    if (row.has("result")) group.result = read_result(row.at("result"), row.reading());
    group.bonus = read_bonus(row);
    group.grades = read_grades(row);
    group.conversion = read_conversion(row);
    group.total_at_most = row.optional_amount("total_at_most", Amount::points);
    return group;
}

void read_head(YamlForm& form, AssessmentPlan& plan) {
    plan.place = form.place();
    plan.id = form.required("id");
    plan.title = form.required("title");
    plan.version = form.required("version");
    plan.source = form.optional("source");
    form.required("effective_from");
    plan.effective_from = form.date("effective_from");
    YamlForm period(form.at("period"), "\"period\"", period_keys, form.reading());
    if (period.usable()) {
        period.required("from");
        period.required("until");
        plan.period_from = period.date("from");
        plan.period_until = period.date("until");
    }
    plan.places = read_places(form);
    plan.round_down = form.one_of("rounding", rounding_words, "half_up") == "down";
    plan.settings = read_settings(form);
}

// What is said once for all groups.
void share_among_groups(YamlForm& form, AssessmentPlan& plan) {
    const std::vector<Grade> grades = read_grades(form);
    const std::optional<Conversion> conversion = read_conversion(form);
    for (AssessedGroup& group : plan.groups) {
        if (group.grades.empty()) group.grades = grades;
        if (!group.conversion) group.conversion = conversion;
    }
}

std::string hash_of(std::string_view bytes, const Settings& settings) {
    std::string all = fmt::format("{}\n{}\n", bytes.size(), bytes);
    for (const auto& [name, setting] : settings)
        all += fmt::format("{}\n{}\n{}\n", name, setting.value.size(), setting.value);
    return sha256_hex(all);
}

}  // namespace

PlanLoad read_plan(std::string_view bytes, const std::string& name, const Settings& settings) {
    PlanLoad load;
    auto document = Yaml::parse(bytes, name);
    if (!document) {
        load.errors.push_back(document.error());
        return load;
    }
    Reading reading{load.errors, settings, {}, {}};
    AssessmentPlan plan;
    YamlForm form(*document, "the plan", plan_keys, reading);
    if (!form.usable()) return load;
    read_head(form, plan);
    each_row(form, "groups", "a group", group_keys,
             [&](YamlForm& row) { plan.groups.push_back(read_group(row)); });
    share_among_groups(form, plan);
    check_ranges(plan.settings, reading);
    load.asked = reading.asked;
    plan.missing_settings = std::move(reading.missing);
    plan.hash = hash_of(bytes, settings);
    if (load.errors.empty()) load.errors = validate_plan(plan);
    if (load.errors.empty()) load.plan = std::move(plan);
    return load;
}

std::vector<Error> order_versions(std::vector<AssessmentPlan>& versions) {
    std::vector<Error> errors;
    std::ranges::stable_sort(versions, {}, &AssessmentPlan::effective_from);
    for (std::size_t i = 1; i < versions.size(); ++i) {
        const AssessmentPlan &earlier = versions[i - 1], &later = versions[i];
        if (earlier.id != later.id)
            errors.push_back({Errc::config, fmt::format("{}: id \"{}\" beside \"{}\"; the files of "
                                                        "one folder are versions of one plan",
                                                        later.place, later.id, earlier.id)});
        if (earlier.effective_from == later.effective_from)
            errors.push_back(
                {Errc::config, fmt::format("{}: two versions hold from {}; give the supplementary "
                                           "one its own date of effect",
                                           later.place, later.effective_from)});
    }
    return errors;
}

}  // namespace duwang::rules
