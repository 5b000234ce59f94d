#include "rules/reading/rule_reader.h"

#include <fmt/format.h>

#include "rules/reading/condition_reader.h"

namespace duwang::rules {
namespace {

using Words = std::string_view;

constexpr Words rule_keys[] = {"finding",     "cases",  "number",   "points",       "share",
                               "range",       "per",    "every",    "ceiling",      "text",
                               "alternative", "cap",    "where",    "excluded_by",  "when",
                               "above",       "below",  "at_most",  "assumed",      "shortfall_of",
                               "is",          "is_not", "at_least", "ceiling_share"};
constexpr Words where_keys[] = {
    "detail",  "is",       "is_not",      "above",      "below",
    "at_most", "at_least", "within_days", "days_since", "working_days_since"};
constexpr Words limit_keys[] = {"norm", "versions", "on", "stricter_than"};
constexpr Words version_keys[] = {"from", "until", "value"};
constexpr Words per_words[] = {"object", "once", "whole"};
constexpr Words source_keys[] = {"finding", "cases", "number"};
constexpr std::size_t rules_max = 200;
constexpr std::size_t points_bytes_max = 12;
constexpr int objects_max = 10'000;
constexpr int days_max = 3'660;

Limit read_limit(const Yaml& node, Reading& reading) {
    Limit limit;
    if (node.is_scalar()) {
        limit.value = node.text();
        return limit;
    }
    YamlForm form(node, "a limit", limit_keys, reading);
    if (!form.usable()) return limit;
    limit.norm = form.optional("norm");
    limit.on = form.required("on");
    limit.value = form.optional("stricter_than");
    for (const Yaml& item : form.at("versions").items()) {
        YamlForm version(item, "a version of a limit", version_keys, reading);
        if (version.usable())
            limit.versions.push_back(
                {version.date("from"), version.date("until"), version.required("value")});
    }
    if (limit.norm.empty() == limit.versions.empty())
        form.fail(node, "write either \"norm: …\" or \"versions: […]\"");
    return limit;
}

Where read_where(const Yaml& node, Reading& reading) {
    Where where;
    where.place = node.place();
    YamlForm form(node, "a condition on details", where_keys, reading);
    if (!form.usable()) return where;
    where.detail = form.required("detail");
    where.working_days = form.has("working_days_since");
    where.since = form.optional(where.working_days ? "working_days_since" : "days_since");
    where.within_days = form.whole("within_days", 0, days_max, -1);
    int comparisons = form.has("within_days") ? 1 : 0;
    for (std::size_t i = 0; i < std::size(compare_keys); ++i) {
        if (!form.has(compare_keys[i])) continue;
        ++comparisons;
        where.how = static_cast<Compare>(i);
        where.limit = read_limit(form.at(compare_keys[i]), reading);
    }
    if (comparisons != 1)
        form.fail(node,
                  "write exactly one comparison, for example \"above: 20\" or \"within_days: 14\"");
    return where;
}

void read_source(YamlForm& form, DeductRule& rule) {
    int sources = 0;
    for (std::size_t i = 0; i < std::size(source_keys); ++i) {
        if (!form.has(source_keys[i])) continue;
        ++sources;
        rule.source = static_cast<Source>(i);
        rule.finding = form.required(source_keys[i]);
    }
    if (sources == 0 && form.usable()) form.required("finding");
    if (sources > 1)
        form.fail(form.at("finding"),
                  "a rule answers to one of finding, cases and number; keep one");
}

// Points of one end of a range, as short as all points.
std::optional<Decimal> range_end(std::string_view text) {
    auto value = Decimal::parse(text);
    if (!value || value->is_negative() || text.size() > points_bytes_max) return std::nullopt;
    return *value;
}

void read_range(YamlForm& form, DeductRule& rule) {
    const std::vector<std::string> ends = form.texts("range");
    auto low = ends.size() == 2 ? range_end(ends[0]) : std::nullopt;
    auto high = ends.size() == 2 ? range_end(ends[1]) : std::nullopt;
    if (!low || !high || *high < *low) {
        form.fail(form.at("range"),
                  "\"range\" is no pair of points from the least to the most; write for example "
                  "[\"1\", \"3\"], no percentages");
        return;
    }
    rule.points = *low;
    rule.points_most = *high;
}

void read_amount(YamlForm& form, DeductRule& rule) {
    rule.ceiling = form.optional_amount("ceiling", Amount::points);
    rule.ceiling_share = form.optional_amount("ceiling_share", Amount::share);
    const int amounts = form.has("points") + form.has("share") + form.has("range");
    if (amounts > 1)
        form.fail(form.at("points"), "write only one of points, share and range");
    else if (form.has("range"))
        read_range(form, rule);
    else if (form.has("share"))
        rule.share = form.amount("share", Amount::share);
    else if (form.has("points") || (!rule.ceiling && !rule.ceiling_share))
        rule.points = form.points("points");
}

void read_number(YamlForm& form, DeductRule& rule) {
    rule.shortfall_of = form.optional_amount("shortfall_of", Amount::number);
    rule.threshold = read_test(form);
    const bool wanted = rule.source == Source::number;
    const int ways = rule.shortfall_of.has_value() + rule.threshold.has_value();
    if (wanted && ways != 1 && form.usable())
        form.fail(form.at("number"),
                  "a rule on a number needs either \"shortfall_of: 12\" or one "
                  "comparison, for example \"below: 90%\"");
    if (!wanted && ways > 0)
        form.fail(form.at("finding"),
                  "comparisons belong to a rule on a number; for details of a "
                  "finding write \"where:\"");
}

DeductRule read_rule(const Yaml& node, Reading& reading) {
    YamlForm form(node, "a deduction rule", rule_keys, reading);
    DeductRule rule;
    rule.place = form.place();
    if (!form.usable()) return rule;
    read_source(form, rule);
    read_amount(form, rule);
    read_number(form, rule);
    std::string per = form.one_of("per", per_words, "object");
    rule.per = per == "once" ? Per::once : per == "whole" ? Per::whole : Per::object;
    rule.every = form.whole("every", 1, objects_max, 1);
    rule.text = form.required("text");
    rule.alternative = form.optional("alternative");
    rule.cap = form.optional("cap");
    rule.excluded_by = form.texts("excluded_by");
    for (const Yaml& item : form.at("where").items())
        rule.where.push_back(read_where(item, reading));
    rule.when = read_condition(form.at("when"), reading);
    rule.assumed = form.flag("assumed");
    return rule;
}

}  // namespace

std::vector<DeductRule> read_rules(YamlForm& form, std::string_view key) {
    std::vector<DeductRule> rules;
    Yaml list = form.at(key);
    if (list && !list.is_list())
        form.fail(list, fmt::format("\"{}\" is no list; write \"- finding: …\"", key));
    for (const Yaml& item : list.items()) {
        if (rules.size() >= rules_max) break;
        rules.push_back(read_rule(item, form.reading()));
    }
    return rules;
}

void settle_shares(std::vector<DeductRule>& rules, const Decimal& part_points) {
    for (DeductRule& rule : rules) {
        if (rule.share) rule.points = *rule.share * part_points;
        if (rule.ceiling_share) rule.ceiling = *rule.ceiling_share * part_points;
    }
}

}  // namespace duwang::rules
