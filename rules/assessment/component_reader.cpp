#include "rules/assessment/component_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/reading/common_rows.h"
#include "rules/reading/condition_reader.h"

namespace duwang::rules {
namespace {

using Words = std::string_view;
using Kind = Component::Kind;

constexpr int depth_max = 8;

constexpr Words own_keys[] = {"id",      "title",  "basis",      "full",
                              "objects", "except", "not_before", "daily"};
// What a component is; exactly one of them.
constexpr std::array kind_keys{std::pair<Words, Kind>{"parts", Kind::parts},
                               std::pair<Words, Kind>{"mean", Kind::mean},
                               std::pair<Words, Kind>{"levels", Kind::levels},
                               std::pair<Words, Kind>{"ratings", Kind::ratings},
                               std::pair<Words, Kind>{"round", Kind::round},
                               std::pair<Words, Kind>{"mark", Kind::mark},
                               std::pair<Words, Kind>{"import", Kind::import},
                               std::pair<Words, Kind>{"rectification", Kind::rectification}};
constexpr Words part_keys[] = {"share", "points"};
constexpr Words mean_keys[] = {"weight"};
constexpr Words level_keys[] = {"ratio", "members", "members_except", "coverage", "seed"};
constexpr Words raters_keys[] = {"id",    "title", "basis",    "weight", "raters",
                                 "named", "until", "at_least", "except", "full"};
constexpr Words round_keys[] = {"id", "scheme", "take"};
constexpr Words from_keys[] = {"from"};
constexpr Words rectification_keys[] = {"on_time", "late", "not_done"};
constexpr Words take_words[] = {"total", "base", "bonus"};

std::vector<Words> keys_with(std::span<const Words> more) {
    std::vector<Words> keys(std::begin(own_keys), std::end(own_keys));
    for (const auto& [key, kind] : kind_keys) keys.push_back(key);
    keys.insert(keys.end(), more.begin(), more.end());
    return keys;
}

class Reader {
  public:
    explicit Reader(Reading& reading) : reading_(reading) {}

    Component result(const Yaml& node) {
        YamlForm form(node, "the result", keys_with({}), reading_);
        Component component;
        component.id = "result";
        if (!form.usable()) return component;
        read_own(form, component);
        if (!component.id.empty() && component.id != "result")
            form.fail(form.at("id"), "the result is always called \"result\"; take the id out");
        component.id = "result";
        if (component.title.empty()) component.title = "基础分";
        read_kind(form, component, 0);
        return component;
    }

    std::vector<Component> bonus_lines(YamlForm& bonus) {
        std::vector<Component> lines;
        each_row(bonus, "parts", "a bonus", keys_with({}), [&](YamlForm& row) {
            Component line;
            read_named(row, line);
            read_kind(row, line, 1);
            lines.push_back(std::move(line));
        });
        return lines;
    }

  private:
    Reading& reading_;

    void read_own(YamlForm& form, Component& component) {
        component.place = form.place();
        component.id = form.optional("id");
        component.title = form.optional("title");
        component.basis = form.optional("basis");
        if (form.has("full")) component.full = form.points("full");
        component.objects = read_objects(form);
        if (component.objects.any_of.empty() && !component.objects.except.empty())
            form.fail(form.at("except"),
                      "\"except\" without \"objects\"; write whom it is asked of as well");
        component.not_before = read_dates(form, "not_before", true);
        component.daily = form.flag("daily");
    }

    void read_named(YamlForm& form, Component& component) {
        read_own(form, component);
        form.required("id");
        form.required("title");
    }

    void read_kind(YamlForm& form, Component& component, int depth) {
        Words found;
        for (const auto& [key, kind] : kind_keys) {
            if (!form.has(key)) continue;
            if (!found.empty())
                form.fail(form.at(key), fmt::format("\"{}\" beside \"{}\"; keep one", key, found));
            found = key;
            component.kind = kind;
        }
        if (found.empty())
            form.fail(form.at("id"),
                      "nothing says where the points come from; write mark, import, round, "
                      "rectification, parts, mean, levels or ratings");
        else if (depth > depth_max)
            form.fail(form.at(found), "components are nested too deeply");
        else
            read_body(form, found, component, depth);
    }

    void read_body(YamlForm& form, Words key, Component& component, int depth) {
        switch (component.kind) {
            case Kind::parts:
                return read_parts(form, component, depth);
            case Kind::mean:
                return read_mean(form, component, depth);
            case Kind::levels:
                return read_levels(form, component, depth);
            case Kind::ratings:
                return read_ratings(form, component);
            case Kind::round:
                return read_round(form, component);
            case Kind::rectification:
                return read_rectification(form, component);
            default:
                YamlForm body(form.at(key), fmt::format("\"{}\"", key), from_keys, reading_);
                if (body.usable()) component.from = body.optional("from");
        }
    }

    static void set_weight(Component& component, PlanWeight weight) {
        component.weight = weight.value;
        component.weight_text = std::move(weight.text);
        component.weight_missing = weight.missing;
    }

    void read_parts(YamlForm& form, Component& component, int depth) {
        bool shares = false, points = false;
        each_row(form, "parts", "a part", keys_with(part_keys), [&](YamlForm& row) {
            Component part;
            read_named(row, part);
            read_part_weight(row, part, shares, points);
            read_kind(row, part, depth + 1);
            component.lines.push_back(std::move(part));
        });
        if (shares && points)
            form.fail(form.at("parts"), "shares beside points; write all parts one way");
        check_sum(form, component, points);
    }

    void read_part_weight(YamlForm& row, Component& part, bool& shares, bool& points) {
        if (row.has("share") == row.has("points"))
            row.fail(row.at("id"),
                     "a part needs one of \"share\" and \"points\"; write for example share: "
                     "\"30%\"");
        if (row.has("share")) {
            shares = true;
            set_weight(part, read_weight(row, "share", Amount::share));
        } else if (row.has("points")) {
            points = true;
            set_weight(part, read_weight(row, "points", Amount::points));
            // A part of 20 points is marked with 0 to 20, unless its full mark is given.
            if (!row.has("full") && !part.weight_missing) part.full = part.weight;
            if (!part.weight_missing) part.weight_text += " 分";
        }
    }

    void check_sum(YamlForm& form, Component& component, bool points) {
        Decimal sum;
        for (const Component& part : component.lines) {
            if (part.weight_missing) return;
            sum += part.weight;
        }
        const Decimal due = points ? component.full : Decimal(1);
        if (component.lines.empty() || sum == due) return;
        form.fail(form.at("parts"),
                  points ? fmt::format("the parts have {} points together, the whole has {}; make "
                                       "them add up",
                                       sum.exact(), due.exact())
                         : fmt::format("the shares add up to {}%; they have to be 100% together",
                                       (sum * Decimal(100)).exact()));
    }

    void read_mean(YamlForm& form, Component& component, int depth) {
        each_row(form, "mean", "a line of a mean", keys_with(mean_keys), [&](YamlForm& row) {
            Component line;
            read_named(row, line);
            if (row.has("weight")) set_weight(line, read_weight(row, "weight", Amount::number));
            read_kind(row, line, depth + 1);
            component.lines.push_back(std::move(line));
        });
    }

    void read_levels(YamlForm& form, Component& component, int depth) {
        each_row(form, "levels", "a level", keys_with(level_keys), [&](YamlForm& row) {
            Component level;
            level.place = row.place();
            level.kind = Kind::level;
            level.id = row.required("id");
            level.title = row.required("title");
            level.basis = row.optional("basis");
            set_weight(level, read_weight(row, "ratio", Amount::number));
            read_members(row, level);
            Component each;
            read_own(row, each);
            level.full = each.full;
            level.objects = std::exchange(each.objects, {});
            read_kind(row, each, depth + 1);
            level.lines.push_back(std::move(each));
            component.lines.push_back(std::move(level));
        });
    }

    void read_members(YamlForm& row, Component& level) {
        const std::vector<std::string> members = row.texts("members");
        if (members.empty())
            row.fail(row.at("id"),
                     "a level has no \"members\"; write members: self, or for example members: "
                     "[township]");
        level.self = members == std::vector<std::string>{"self"};
        if (!level.self) level.members = {members, row.texts("members_except")};
        if (row.has("seed")) level.seed = row.required("seed");
        if (row.has("coverage") && row.optional("coverage") != "all")
            level.coverage = row.amount("coverage", Amount::share);
        if (level.coverage.is_zero())
            row.fail(row.at("coverage"), "no member has to be evaluated; write for example 50%");
        if (level.seed && level.coverage == Decimal(1))
            row.fail(row.at("seed"),
                     "nothing is drawn where all members are evaluated; take the seed out or "
                     "write for example coverage: \"50%\"");
    }

    void read_ratings(YamlForm& form, Component& component) {
        each_row(form, "ratings", "a group of raters", raters_keys, [&](YamlForm& row) {
            Component raters;
            raters.kind = Kind::raters;
            raters.place = row.place();
            raters.id = row.required("id");
            raters.title = row.required("title");
            raters.basis = row.optional("basis");
            raters.full = row.has("full") ? row.points("full") : component.full;
            if (row.has("weight")) set_weight(raters, read_weight(row, "weight", Amount::number));
            raters.rater_units = {row.texts("raters"), row.texts("except")};
            raters.rater_names = row.texts("named");
            raters.until = row.date("until");
            raters.at_least = row.optional_amount("at_least", Amount::number);
            if (raters.rater_units.any_of.empty() && raters.rater_names.empty())
                row.fail(row.at("id"),
                         "nobody rates; write for example raters: [county] or named: [市委宣传部]");
            component.lines.push_back(std::move(raters));
        });
    }

    void read_round(YamlForm& form, Component& component) {
        YamlForm body(form.at("round"), "\"round\"", round_keys, reading_);
        if (!body.usable()) return;
        component.rounds = body.texts("id");
        if (component.rounds.empty()) body.required("id");
        component.scheme = body.optional("scheme");
        const std::string take = body.one_of("take", take_words, "total");
        component.take = take == "base"    ? Component::Take::base
                         : take == "bonus" ? Component::Take::bonus
                                           : Component::Take::total;
    }

    void read_rectification(YamlForm& form, Component& component) {
        YamlForm body(form.at("rectification"), "\"rectification\"", rectification_keys, reading_);
        if (!body.usable()) return;
        auto rate = [&](Words key, Decimal& value) {
            if (body.has(key)) value = body.amount(key, Amount::share);
        };
        rate("on_time", component.on_time);
        rate("late", component.late);
        rate("not_done", component.not_done);
    }
};

}  // namespace

PlanWeight read_weight(YamlForm& form, std::string_view key, Amount kind) {
    PlanWeight weight;
    weight.value = form.amount(key, kind);
    const Yaml node = form.at(key);
    if (!node.is_map()) {
        weight.text = node.text();
        if (weight.value.is_zero() && node.is_scalar())
            form.fail(node, fmt::format("\"{}\" counts nothing; leave the line out", key));
        return weight;
    }
    const auto& settings = form.reading().settings;
    auto given = settings.find(node["setting"].text());
    weight.missing = given == settings.end();
    if (!weight.missing) weight.text = given->second.value;
    return weight;
}

Component read_result(const Yaml& node, Reading& reading) { return Reader(reading).result(node); }

std::vector<Component> read_bonus_lines(YamlForm& bonus) {
    return Reader(bonus.reading()).bonus_lines(bonus);
}

}  // namespace duwang::rules
