#include "rules/assessment/round_score.h"

#include <fmt/format.h>

#include "core/hash.h"

namespace duwang::rules {
namespace {

Decimal exact(const Json& points) {
    return Decimal::parse(points["exact"].text("0")).value_or(Decimal());
}

// A veto or a ceiling takes from the base first; bonus is what the total has beyond it.
void split_total(RoundScore& score, const Decimal& base_low, const Decimal& base_high,
                 const Decimal& bonus_full) {
    score.base_low = min(base_low, score.total_low);
    score.base_high = min(base_high, score.total_high);
    score.bonus_low = score.total_low - score.base_low;
    score.bonus_high = score.provisional ? max(bonus_full, score.bonus_low) : score.bonus_low;
}

}  // namespace

Result<RoundScore> round_score(const Json& sheet) {
    if (!sheet.is_object() || sheet["unit"].text().empty())
        return failure(Errc::damaged, "a stored score sheet cannot be read");
    RoundScore score;
    score.round = sheet["round"].text();
    score.scheme = sheet["scheme"].text();
    score.scheme_hash = sheet["scheme_hash"].text();
    score.unit = sheet["unit"].text();
    score.full = exact(sheet["full"]);
    score.total_low = exact(sheet["total_low"]);
    score.total_high = exact(sheet["total_high"]);
    score.provisional = sheet["provisional"].boolean(true);
    score.evaluated = !exact(sheet["applicable"]).is_zero();
    Decimal bonus_full;
    for (const Json& line : sheet["indicators"].items()) {
        if (line["bonus"].boolean()) bonus_full += exact(line["full"]);
        score.indicators.push_back(fmt::format("{}  {}：{}", line["id"].text(),
                                               line["title"].text(), line["arithmetic"].text()));
    }
    split_total(score, exact(sheet["low"]), exact(sheet["high"]), bonus_full);
    return score;
}

Result<RoundScore> round_score(const ScoreSheet& sheet) { return round_score(to_json(sheet)); }

ScoreBook::ScoreBook(std::span<const RoundScore> scores, std::string_view as_of) {
    for (const RoundScore& score : scores)
        if (score.as_of <= as_of) scores_[{score.round, score.unit, score.scheme}] = &score;
}

std::vector<const RoundScore*> ScoreBook::of(std::string_view round, std::string_view scheme,
                                             std::string_view unit) const {
    std::vector<const RoundScore*> found;
    const std::string round_id(round), unit_id(unit);
    for (auto it = scores_.lower_bound({round_id, unit_id, std::string(scheme)});
         it != scores_.end(); ++it) {
        const auto& [its_round, its_unit, its_scheme] = it->first;
        if (its_round != round_id || its_unit != unit_id) break;
        // What another version of the plan has scored again is none of this one's.
        const bool wanted = scheme.empty() ? it->second->edition > 0 : its_scheme == scheme;
        if (wanted) found.push_back(it->second);
    }
    return found;
}

std::string ScoreBook::hash() const {
    std::string all;
    for (const auto& [place, score] : scores_)
        for (const std::string& text :
             {score->round, score->unit, score->scheme, score->scheme_hash, score->as_of,
              score->full.exact(), score->total_low.exact(), score->total_high.exact(),
              score->base_low.exact(), score->base_high.exact(), score->bonus_low.exact(),
              score->bonus_high.exact(),
              fmt::format("{} {} {}", score->provisional, score->evaluated, score->edition)})
            all += text + "\n";
    return sha256_hex(all);
}

}  // namespace duwang::rules
