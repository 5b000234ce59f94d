#include "rules/scoring/alternatives.h"

#include <algorithm>
#include <set>

namespace duwang::rules {
namespace {

using Matched = std::map<std::string, const CheckResult*>;

// One group: rules that count every object, and rules that count once.
class Group {
  public:
    Group(const std::vector<DeductRule>& rules, std::vector<Matched>& matched,
          std::string_view name)
        : rules_(rules), matched_(matched) {
        for (std::size_t i = 0; i < rules.size(); ++i)
            if (rules[i].alternative == name)
                (rules[i].per == Per::object ? each_ : once_).push_back(i);
        auto gravest_first = [&](std::size_t a, std::size_t b) {
            return rules_[a].points > rules_[b].points;
        };
        std::ranges::stable_sort(each_, gravest_first);
        std::ranges::stable_sort(once_, gravest_first);
    }

    void settle() {
        for (std::size_t i : each_)
            for (const auto& [object, result] : matched_[i]) best_.emplace(object, i);
        carriers_.assign(once_.size(), "");
        chosen_ = carriers_;
        search(0, Decimal());
        assign();
    }

  private:
    const std::vector<DeductRule>& rules_;
    std::vector<Matched>& matched_;
    std::vector<std::size_t> each_, once_;
    std::map<std::string, std::size_t> best_;  // object → the gravest rule that counts every object
    std::vector<std::string> carriers_, chosen_;  // by rule of once_: the object it counts for
    Decimal most_;

    Decimal lost(const std::string& object) const {
        auto best = best_.find(object);
        return best == best_.end() ? Decimal() : rules_[best->second].points;
    }

    // Objects that cost the group least when this rule counts for them. With as many of them as
    // there are rules, no better choice is missed.
    std::vector<std::string> candidates(std::size_t rule) const {
        std::vector<std::string> objects;
        for (const auto& [object, result] : matched_[rule]) objects.push_back(object);
        std::ranges::stable_sort(
            objects, [&](const std::string& a, const std::string& b) { return lost(a) < lost(b); });
        if (objects.size() > once_.size()) objects.resize(once_.size());
        return objects;
    }

    void search(std::size_t at, const Decimal& gain) {
        if (at == once_.size()) {
            if (gain > most_) {
                most_ = gain;
                chosen_ = carriers_;
            }
            return;
        }
        for (const std::string& object : candidates(once_[at])) {
            if (std::ranges::find(carriers_, object) != carriers_.end()) continue;
            carriers_[at] = object;
            search(at + 1, gain + rules_[once_[at]].points - lost(object));
            carriers_[at].clear();
        }
        search(at + 1, gain);
    }

    void assign() {
        const std::set<std::string> carrying(chosen_.begin(), chosen_.end());
        for (std::size_t i : each_)
            std::erase_if(matched_[i], [&](const auto& one) {
                return best_.at(one.first) != i || carrying.contains(one.first);
            });
        for (std::size_t k = 0; k < once_.size(); ++k)
            std::erase_if(matched_[once_[k]], [&](const auto& one) {
                const bool elsewhere = best_.contains(one.first) || carrying.contains(one.first);
                return chosen_[k].empty() || (one.first != chosen_[k] && elsewhere);
            });
    }
};

}  // namespace

void settle_alternatives(const std::vector<DeductRule>& rules, std::vector<Matched>& matched) {
    std::set<std::string> groups;
    for (const DeductRule& rule : rules)
        if (!rule.alternative.empty()) groups.insert(rule.alternative);
    for (const std::string& name : groups) Group(rules, matched, name).settle();
}

}  // namespace duwang::rules
