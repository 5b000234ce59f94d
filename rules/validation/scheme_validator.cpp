#include "rules/validation/scheme_validator.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "core/text/closest.h"
#include "rules/reading/yaml_form.h"
#include "rules/validation/condition_validator.h"
#include "rules/validation/head_validator.h"
#include "rules/validation/rule_validator.h"

namespace duwang::rules {
namespace {

class Validator {
  public:
    Validator(const Scheme& scheme, std::span<const CheckDescriptor> checks,
              const KnownNorms& norms)
        : scheme_(scheme), names_(scheme, checks, norms, errors_) {}

    std::vector<Error> run() {
        try {
            if (scheme_.indicators.empty()) error(scheme_.place, "the scheme has no indicators");
            if (!scheme_.valid_until.empty() && scheme_.valid_until < scheme_.valid_from)
                error(scheme_.place, fmt::format("valid_until {} is before valid_from {}",
                                                 scheme_.valid_until, scheme_.valid_from));
            check_head(scheme_, errors_);
            names_.check_settings();
            for (const Indicator& indicator : scheme_.indicators) check_indicator(indicator);
            check_results();
            if (complete()) {
                check_total();
                if (errors_.empty()) check_exclusions();
                for (const Level& level : scheme_.levels) check_level(level);
                check_precision();
            }
        } catch (const std::overflow_error&) {
            error(scheme_.place,
                  "the points cannot be added exactly; use fewer different "
                  "fractions and fewer places");
        }
        return std::move(errors_);
    }

  private:
    const Scheme& scheme_;
    std::vector<Error> errors_;
    NameValidator names_;
    std::map<std::string, std::string> ids_;  // id → place

    // Sums can be checked once every mark is known.
    bool complete() const { return scheme_.missing_settings.empty(); }

    void error(const std::string& place, std::string_view what) {
        errors_.push_back({Errc::config, fmt::format("{}: {}", place, what)});
    }

    void check_id(const std::string& id, const std::string& place) {
        auto [first, fresh] = ids_.emplace(id, place);
        if (!fresh)
            error(place,
                  fmt::format("id \"{}\" is used already at {}; write another", id, first->second));
    }

    void check_indicator(const Indicator& indicator) {
        check_id(indicator.id, indicator.place);
        if (indicator.basis.empty())
            error(indicator.place, fmt::format("indicator {} has no basis; write \"basis: "
                                               "document, article\"",
                                               indicator.id));
        if (indicator.objects.any_of.empty())
            error(indicator.place, fmt::format("indicator {} has no objects; write for example "
                                               "\"objects: [county, department]\"",
                                               indicator.id));
        names_.check_condition(indicator.when);
        if (indicator.neutral) names_.check_condition(indicator.neutral->when);
        Decimal sum;
        for (const Part& part : indicator.parts) {
            if (part.id != indicator.id) check_id(part.id, part.place);
            sum += part.points;
            check_part(indicator, part);
        }
        if (sum != indicator.full && complete())
            error(indicator.place,
                  fmt::format("the parts of {} make {} but its full mark is {} (difference {}); "
                              "correct one of them",
                              indicator.id, sum.exact(), indicator.full.exact(),
                              (sum - indicator.full).exact()));
    }

    void check_part(const Indicator& indicator, const Part& part) {
        names_.check_condition(part.when);
        if (part.neutral) names_.check_condition(part.neutral->when);
        check_method(part);
        if (part.base && *part.base > part.points && complete())
            error(part.place, fmt::format("the base {} is more than the {} points of part {}",
                                          part.base->exact(), part.points.exact(), part.id));
        for (std::size_t i = 0; i < part.branches.size(); ++i) {
            const Branch& branch = part.branches[i];
            names_.check_condition(branch.when);
            if (branch.when.holds_always() && i + 1 < part.branches.size())
                error(branch.place, "a branch without \"when\" is the rest; put it last");
        }
        if (!part.branches.empty() && !part.branches.back().when.holds_always())
            error(part.branches.back().place,
                  "the last branch has a \"when\", so a unit may fall under none; write a last "
                  "branch without \"when\" for the rest");
        for (const auto* rules : rule_lists(part)) check_rules(indicator, part, *rules);
        if (!part.check.empty()) names_.check_use(part.check, part.params, part.place);
    }

    void check_method(const Part& part) {
        bool on_findings = false, any = false;
        for (const auto* rules : rule_lists(part))
            for (const DeductRule& rule : *rules) {
                any = true;
                on_findings = on_findings || rule.source == Source::finding;
            }
        const bool by_check = part.method == Method::crawl || part.method == Method::confirm;
        if (!by_check && (!part.check.empty() || on_findings))
            error(part.place,
                  fmt::format("part {} is entered by people but has a check or rules on "
                              "findings; write \"method: crawl\", or rules on \"cases\" "
                              "or \"number\"",
                              part.id));
        if (by_check && !any && !part.assumed)
            error(part.place, fmt::format("part {} is crawled but has neither deduction rules nor "
                                          "\"assumed: true\"; write \"deduct:\"",
                                          part.id));
    }

    void check_rules(const Indicator& indicator, const Part& part,
                     const std::vector<DeductRule>& rules) {
        std::set<std::string> kinds;
        for (const DeductRule& rule : rules) {
            const bool plain = rule.where.empty() && rule.when.holds_always();
            if (plain && !rule.threshold && !kinds.insert(rule.finding).second)
                error(rule.place, fmt::format("a second rule for \"{}\" in {}; keep one, or tell "
                                              "them apart with \"where\" or \"when\"",
                                              rule.finding, part.id));
            check_form(rule, errors_);
            check_amount(part, rule);
            names_.check_rule(indicator, part, rule);
        }
        check_alternatives(rules, errors_);
    }

    void check_amount(const Part& part, const DeductRule& rule) {
        if (!complete()) return;
        if (rule.most() > part.points)
            error(rule.place, fmt::format("the rule takes {} but part {} has only {}; write "
                                          "at most {}",
                                          rule.most().exact(), part.id, part.points.exact(),
                                          part.points.exact()));
        if (rule.ceiling && *rule.ceiling > part.points)
            error(rule.place, fmt::format("the ceiling {} is above the {} points of part {}",
                                          rule.ceiling->exact(), part.points.exact(), part.id));
    }

    void check_results() {
        for (std::size_t i = 1; i < scheme_.grades.size(); ++i)
            if (!(scheme_.grades[i].from < scheme_.grades[i - 1].from))
                error(scheme_.place,
                      fmt::format("grade \"{}\" begins at {}, not below \"{}\"; write "
                                  "grades from the highest down",
                                  scheme_.grades[i].name, scheme_.grades[i].from.exact(),
                                  scheme_.grades[i - 1].name));
        for (const Veto& veto : scheme_.vetoes) {
            check_id(veto.id, veto.place);
            names_.check_condition(veto.when);
            const bool known = std::ranges::any_of(
                scheme_.grades, [&](const Grade& grade) { return grade.name == veto.grade; });
            if (!veto.grade.empty() && !known)
                error(veto.place,
                      fmt::format("no grade \"{}\"; write one of \"grades\"", veto.grade));
        }
        for (const Scale& scale : scheme_.scales) names_.check_condition(scale.when);
    }

    void compare(const std::string& place, const std::string& what, const Decimal& sum,
                 const Decimal& stated) {
        if (sum != stated)
            error(place, fmt::format("{} make {} but {} is written (difference {}); correct one "
                                     "of them",
                                     what, sum.exact(), stated.exact(), (sum - stated).exact()));
    }

    // Blocks that count with a weight or have a cap of their own; at most one on a path.
    const Level* block_of(const Indicator& indicator) {
        const Level* block = nullptr;
        for (const Level& level : scheme_.levels) {
            if (!level.is_block() || !level.holds(indicator.levels)) continue;
            if (block)
                error(level.place, fmt::format("indicator {} lies in two levels with a weight or a "
                                               "cap; keep one",
                                               indicator.id));
            block = &level;
        }
        return block;
    }

    // Points that one block spares because another took them would not weigh the same.
    void check_exclusions() {
        std::map<std::string, const Level*> blocks;  // part → its block
        for (const Indicator& indicator : scheme_.indicators)
            for (const Part& part : indicator.parts) blocks[part.id] = block_of(indicator);
        for (const Indicator& indicator : scheme_.indicators)
            for (const Part& part : indicator.parts)
                for (const auto* rules : rule_lists(part))
                    for (const DeductRule& rule : *rules)
                        for (const std::string& other : rule.excluded_by)
                            if (blocks.contains(other) && blocks[other] != blocks[part.id])
                                error(rule.place,
                                      fmt::format(
                                          "\"excluded_by\" names {}, which lies in a level with "
                                          "another weight or cap; name parts of one level only",
                                          other));
    }

    void check_total() {
        Decimal base;
        Decimal bonus;
        for (const Indicator& indicator : scheme_.indicators) {
            const Level* block = indicator.bonus ? nullptr : block_of(indicator);
            (indicator.bonus ? bonus : base) +=
                indicator.full * (block ? block->weight : Decimal(1));
        }
        compare(scheme_.place, "the indicators", base, scheme_.full);
        compare(scheme_.place, "the bonus indicators", bonus, scheme_.bonus_full);
    }

    void check_level(const Level& level) {
        Decimal sum;
        for (const Indicator& indicator : scheme_.indicators)
            if (!indicator.bonus && level.holds(indicator.levels)) sum += indicator.full;
        compare(level.place, fmt::format("the indicators of {}", fmt::join(level.path, "／")), sum,
                level.points);
    }

    // A score adds multiples of all these points; if this sum fits with room, every score does.
    void check_precision() {
        Decimal sum = scheme_.full;
        for (const Level& level : scheme_.levels) sum += level.weight;
        for (const Veto& veto : scheme_.vetoes) sum += veto.at_most;
        for (const Indicator& indicator : scheme_.indicators) {
            for (const auto& [name, cap] : indicator.caps) sum += cap;
            for (const Part& part : indicator.parts) {
                sum += part.points + part.base.value_or(0);
                for (const auto* rules : rule_lists(part))
                    for (const DeductRule& rule : *rules)
                        sum += rule.most() + rule.points + rule.ceiling.value_or(0);
            }
        }
        (void)(sum * Decimal(1'000'000'000));
    }
};

}  // namespace

std::vector<Error> validate_scheme(const Scheme& scheme, std::span<const CheckDescriptor> checks,
                                   const KnownNorms& norms) {
    return Validator(scheme, checks, norms).run();
}

}  // namespace duwang::rules
