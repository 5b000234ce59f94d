#include "rules/scheme_validator.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "core/text/closest.h"
#include "rules/yaml_form.h"

namespace duwang::rules {
namespace {

std::vector<std::string_view> views(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

bool contains(const std::vector<std::string>& texts, const std::string& text) {
    return std::ranges::find(texts, text) != texts.end();
}

class Validator {
  public:
    Validator(const Scheme& scheme, std::span<const CheckDescriptor> checks)
        : scheme_(scheme), checks_(checks) {}

    std::vector<Error> run() {
        try {
            if (scheme_.indicators.empty()) error(scheme_.place, "the scheme has no indicators");
            for (const Indicator& indicator : scheme_.indicators) check_indicator(indicator);
            check_total();
            for (const Level& level : scheme_.levels) check_level(level);
            check_precision();
        } catch (const std::overflow_error&) {
            error(scheme_.place,
                  "the points cannot be added exactly; use fewer different "
                  "fractions and fewer places");
        }
        return std::move(errors_);
    }

  private:
    const Scheme& scheme_;
    std::span<const CheckDescriptor> checks_;
    std::vector<Error> errors_;
    std::map<std::string, std::string> ids_;    // id → place
    std::map<std::string, const Part*> users_;  // check → the first part that uses it

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
        Decimal sum;
        for (const Part& part : indicator.parts) {
            if (part.id != indicator.id) check_id(part.id, part.place);
            sum += part.points;
            check_part(part);
        }
        if (sum != indicator.full)
            error(indicator.place,
                  fmt::format("the parts of {} make {} but its full mark is {} (difference {}); "
                              "correct one of them",
                              indicator.id, sum.exact(), indicator.full.exact(),
                              (sum - indicator.full).exact()));
    }

    void check_part(const Part& part) {
        if (part.method == Method::entered) {
            if (!part.check.empty() || !part.deduct.empty())
                error(part.place, fmt::format("part {} is entered by people but has a check or "
                                              "deduction rules; write \"method: crawl\" or remove "
                                              "them",
                                              part.id));
            return;
        }
        if (part.deduct.empty() && !part.assumed)
            error(part.place, fmt::format("part {} is crawled but has neither deduction rules nor "
                                          "\"assumed: true\"; write \"deduct:\"",
                                          part.id));
        auto [first, fresh] = users_.emplace(part.check, &part);
        if (!fresh && first->second->params != part.params)
            error(part.place, fmt::format("check {} is used with other params in {}; a check "
                                          "answers once per unit, write the same params",
                                          part.check, first->second->id));
        check_rules(part);
        check_names(part);
    }

    void check_rules(const Part& part) {
        std::set<std::string> kinds;
        for (const DeductRule& rule : part.deduct) {
            if (!kinds.insert(rule.finding).second)
                error(rule.place, fmt::format("a second rule for \"{}\" in {}; keep one",
                                              rule.finding, part.id));
            if (rule.points > part.points)
                error(rule.place, fmt::format("the rule takes {} but part {} has only {}; write "
                                              "at most {}",
                                              rule.points.exact(), part.id, part.points.exact(),
                                              part.points.exact()));
        }
    }

    void check_names(const Part& part) {
        std::vector<std::string> ids;
        for (const CheckDescriptor& check : checks_) ids.push_back(check.id);
        auto check = std::ranges::find(checks_, part.check, &CheckDescriptor::id);
        if (check == checks_.end()) {
            error(part.place, fmt::format("unknown check \"{}\"; {}", part.check,
                                          word_advice(part.check, views(ids))));
            return;
        }
        for (const DeductRule& rule : part.deduct)
            if (!contains(check->finding_kinds, rule.finding))
                error(rule.place,
                      fmt::format("check {} has no finding \"{}\"; {}", check->id, rule.finding,
                                  word_advice(rule.finding, views(check->finding_kinds))));
        for (const auto& [name, values] : part.params)
            if (!contains(check->params, name))
                error(part.place, fmt::format("check {} has no param \"{}\"; {}", check->id, name,
                                              word_advice(name, views(check->params))));
    }

    void compare(const std::string& place, const std::string& what, const Decimal& sum,
                 const Decimal& stated) {
        if (sum != stated)
            error(place, fmt::format("{} make {} but {} is written (difference {}); correct one "
                                     "of them",
                                     what, sum.exact(), stated.exact(), (sum - stated).exact()));
    }

    void check_total() {
        Decimal base;
        Decimal bonus;
        for (const Indicator& indicator : scheme_.indicators)
            (indicator.bonus ? bonus : base) += indicator.full;
        compare(scheme_.place, "the indicators", base, scheme_.full);
        compare(scheme_.place, "the bonus indicators", bonus, scheme_.bonus_full);
    }

    void check_level(const Level& level) {
        Decimal sum;
        for (const Indicator& indicator : scheme_.indicators) {
            if (indicator.bonus || indicator.levels.size() < level.path.size()) continue;
            if (std::equal(level.path.begin(), level.path.end(), indicator.levels.begin()))
                sum += indicator.full;
        }
        compare(level.place, fmt::format("the indicators of {}", fmt::join(level.path, "／")), sum,
                level.points);
    }

    // A score adds multiples of all these points; if this sum fits with room, every score does.
    void check_precision() {
        Decimal sum = scheme_.full;
        for (const Indicator& indicator : scheme_.indicators)
            for (const Part& part : indicator.parts)
                for (const DeductRule& rule : part.deduct) sum += rule.points;
        (void)(sum * Decimal(1'000'000'000));
    }
};

}  // namespace

std::vector<Error> validate_scheme(const Scheme& scheme, std::span<const CheckDescriptor> checks) {
    return Validator(scheme, checks).run();
}

}  // namespace duwang::rules
