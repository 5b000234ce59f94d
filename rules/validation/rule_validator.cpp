#include "rules/validation/rule_validator.h"

#include <fmt/format.h>

#include <map>

namespace duwang::rules {
namespace {

// The worst case tries every choice among the rules of a group that count once.
constexpr int single_rules_max = 6;

class RuleForm {
  public:
    RuleForm(const DeductRule& rule, std::vector<Error>& errors) : rule_(rule), errors_(errors) {}

    void check() {
        check_range();
        check_source();
        for (const Where& where : rule_.where) check_where(where);
    }

  private:
    const DeductRule& rule_;
    std::vector<Error>& errors_;

    void refuse(const std::string& place, std::string_view what) {
        errors_.push_back({Errc::config, fmt::format("{}: {}", place, what)});
    }

    void check_range() {
        const bool range = rule_.points_most.has_value();
        if (range && !rule_.alternative.empty())
            refuse(rule_.place, fmt::format("\"range\" beside \"alternative: {}\"; write \"points\""
                                            " instead of the range, or take the alternative out",
                                            rule_.alternative));
        if (range && rule_.source == Source::number)
            refuse(rule_.place,
                   "\"range\" in a rule on a number; write \"points\", or a rule on cases");
        if (rule_.every <= 1) return;
        if (range)
            refuse(rule_.place,
                   "\"every\" beside \"range\"; write \"points\" instead of the range");
        if (!rule_.excluded_by.empty())
            refuse(rule_.place, "\"every\" beside \"excluded_by\"; keep one of both");
    }

    void check_source() {
        if (rule_.source == Source::cases && rule_.finding == no_case)
            refuse(rule_.place,
                   "\"cases: none\": with \"none\" people say that there is no case; write "
                   "another kind, for example \"late\"");
        const bool by_word = rule_.threshold && (rule_.threshold->how == Compare::is ||
                                                 rule_.threshold->how == Compare::is_not);
        if (rule_.source == Source::number && by_word)
            refuse(rule_.place,
                   "a rule on a number with \"is\" or \"is_not\"; write above, at_least, below or "
                   "at_most");
    }

    void check_number(const Where& where, const std::string& value) {
        if (!value.empty() && !number_of(value))
            refuse(where.place, fmt::format("\"{}\" is no number to compare \"{}\" with; write for "
                                            "example \"20\", or compare words with \"is\"",
                                            value.substr(0, 40), where.detail));
    }

    void check_where(const Where& where) {
        const bool by_word = where.how == Compare::is || where.how == Compare::is_not;
        if (where.within_days < 0 && !by_word) {
            check_number(where, where.limit.value);
            for (const DatedValue& version : where.limit.versions)
                check_number(where, version.value);
        }
        // A limit without a date to look it up by is a plain value.
        if (!where.limit.on.empty() && where.limit.norm.empty() && !where.limit.value.empty())
            refuse(where.place,
                   "\"stricter_than\" without \"norm\"; name the norm, or write the value into "
                   "\"versions\"");
    }
};

}  // namespace

void check_form(const DeductRule& rule, std::vector<Error>& errors) {
    RuleForm(rule, errors).check();
}

void check_alternatives(const std::vector<DeductRule>& rules, std::vector<Error>& errors) {
    auto refuse = [&](const DeductRule& rule, std::string_view what) {
        errors.push_back({Errc::config, fmt::format("{}: {}", rule.place, what)});
    };
    std::map<std::string, const DeductRule*> first;
    std::map<std::string, int> single;
    for (const DeductRule& rule : rules) {
        if (rule.alternative.empty()) continue;
        auto [other, fresh] = first.emplace(rule.alternative, &rule);
        if (!fresh && other->second->cap != rule.cap)
            refuse(rule, fmt::format("alternatives \"{}\" stand under different sub-caps; "
                                     "give them the same \"cap\"",
                                     rule.alternative));
        if (rule.every != 1 || rule.ceiling || rule.source == Source::number ||
            !rule.excluded_by.empty())
            refuse(rule, fmt::format("an alternative cannot have \"every\", \"ceiling\", "
                                     "\"number\" or \"excluded_by\"; take it out of \"{}\"",
                                     rule.alternative));
        if (rule.per != Per::object && ++single[rule.alternative] == single_rules_max + 1)
            refuse(rule, fmt::format("more than {} alternatives \"{}\" with \"per: once\" or "
                                     "\"per: whole\"; write at most {}, or another name for some",
                                     single_rules_max, rule.alternative, single_rules_max));
    }
}

}  // namespace duwang::rules
