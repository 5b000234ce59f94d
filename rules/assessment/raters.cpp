#include "rules/assessment/raters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/assessment/evaluation.h"
#include "rules/assessment/weighted_mean.h"

namespace duwang::rules {
namespace {

constexpr std::size_t names_max = 10;

// Raters without a rating, by name.
std::string missing_note(const std::vector<std::string>& missing, std::size_t all) {
    if (missing.empty()) return {};
    const std::size_t shown = std::min(missing.size(), names_max);
    return fmt::format("{} 个评价主体中 {} 个没有评：{}{}", all, missing.size(),
                       fmt::join(missing.begin(), missing.begin() + static_cast<long>(shown), "、"),
                       missing.size() > shown ? " 等" : "");
}

class Ratings {
  public:
    Ratings(const Component& component, const Unit& unit, const Evaluation& about)
        : component_(component), about_(about) {
        const auto given = about.entries.ratings(unit.id, component.id, component.until);
        for (const Rater& rater : about.raters.of(component, unit)) {
            ++all_;
            auto found = std::ranges::find_if(given, [&](const Stated& one) {
                return one.entry->rater == rater.id || one.entry->rater == rater.name;
            });
            if (found == given.end())
                missing_.push_back(rater.name);
            else
                counted_.push_back({*found, rater.name});
        }
    }

    void fill(AssessmentLine& line) const {
        if (all_ == 0) return leave_out(line, "没有可以评价该单位的主体");
        line.note = missing_note(missing_, all_);
        const std::string& until =
            component_.until.empty() ? about_.plan.period_until : component_.until;
        const bool running = about_.as_of <= until;
        const Decimal given = static_cast<std::int64_t>(counted_.size());
        if (counted_.empty()) return keep_open(line, Standing::pending, line.note);
        if (!running && component_.at_least && given < *component_.at_least)
            return keep_open(line, Standing::blocked,
                             fmt::format("只有 {} 份评价，方案要求至少 {} 份", given.exact(),
                                         component_.at_least->exact()));
        add_up(line);
        if (!running || missing_.empty()) return;
        // Those who have not rated yet still can.
        const Decimal all = static_cast<std::int64_t>(all_);
        line.high = (line.low * given + line.full * (all - given)) / all;
        line.low = line.low * given / all;
        line.standing = Standing::provisional;
    }

  private:
    const Component& component_;
    const Evaluation& about_;
    struct Counted {
        Stated stated;
        std::string rater;  // name
    };
    std::vector<Counted> counted_;
    std::vector<std::string> missing_;
    std::size_t all_ = 0;

    void add_up(AssessmentLine& line) const {
        Decimal sum;
        std::vector<std::string> texts;
        for (const auto& [one, rater] : counted_) {
            const Decimal scale = one.scale.is_zero() ? line.full : one.scale;
            sum += one.points / scale * line.full;
            texts.push_back(scale == line.full ? shown_points(one.points)
                                               : fmt::format("{} ÷ {} × {}", one.points.exact(),
                                                             scale.exact(), line.full.exact()));
            line.sources.push_back(source_of(*one.entry));
            line.sources.back().rater = rater;
        }
        line.low = line.high = sum / Decimal(static_cast<std::int64_t>(counted_.size()));
        line.standing = Standing::final;
        const std::string terms = texts.size() > names_max
                                      ? fmt::format("{} 份评价之和", texts.size())
                                      : fmt::format("({})", fmt::join(texts, " + "));
        line.arithmetic = fmt::format("{} ÷ {} = {}", terms, texts.size(), shown_points(line.low));
    }
};

}  // namespace

RaterBook::RaterBook(const Inventory& inventory) : inventory_(inventory) {
    for (const Unit& unit : inventory.units) names_.emplace(unit.id, &unit);
    for (const Unit& unit : inventory.units) {
        names_.emplace(unit.name, &unit);
        for (const std::string& alias : unit.aliases) names_.emplace(alias, &unit);
    }
}

std::vector<Rater> RaterBook::everybody(const Component& raters) const {
    std::vector<Rater> all;
    if (!raters.rater_units.any_of.empty())
        for (const Unit& unit : inventory_.units)
            if (applies_to(raters.rater_units, unit, false)) all.push_back({unit.id, unit.name});
    for (const std::string& name : raters.rater_names) {
        auto unit = names_.find(name);
        Rater rater =
            unit == names_.end() ? Rater{name, name} : Rater{unit->second->id, unit->second->name};
        if (std::ranges::find(all, rater.id, &Rater::id) == all.end())
            all.push_back(std::move(rater));
    }
    return all;
}

std::vector<Rater> RaterBook::of(const Component& raters, const Unit& rated) const {
    auto group = groups_.find(&raters);
    if (group == groups_.end()) group = groups_.emplace(&raters, everybody(raters)).first;
    std::vector<Rater> others = group->second;
    std::erase_if(others, [&](const Rater& rater) { return rater.id == rated.id; });
    return others;
}

void evaluate_raters(const Component& component, const Unit& unit, const Evaluation& about,
                     AssessmentLine& line) {
    Ratings(component, unit, about).fill(line);
}

}  // namespace duwang::rules
