// Score sheets (评分表) as an assessment takes them.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/decimal.h"
#include "core/json.h"
#include "core/result.h"
#include "core/score_sheet.h"

namespace duwang::rules {

struct RoundScore {
    std::string round, scheme, scheme_hash, unit;
    int edition = 0;              // 0: computed now, not published
    std::string as_of;            // ISO date of the round
    Decimal full;                 // base, bonus apart
    Decimal base_low, base_high;  // 0 … full
    Decimal bonus_low, bonus_high;
    Decimal total_low, total_high;  // after vetoes and caps
    bool provisional = true;
    bool evaluated = true;                // false: nothing was asked of the unit
    std::vector<std::string> indicators;  // "3.01  平台建设：1 − 0.5 = 0.5"
};

// Of a published sheet, as the ledger keeps it; Errc::damaged when it is none.
Result<RoundScore> round_score(const Json& sheet);
// Of a sheet that was computed now.
Result<RoundScore> round_score(const ScoreSheet& sheet);

// The sheets of all rounds, found by round, scheme and unit.
class ScoreBook {
  public:
    // Those of rounds judged as of a later day are left out. The scores have to outlive the book.
    ScoreBook(std::span<const RoundScore> scores, std::string_view as_of);
    // `scheme` may be empty: then those of every scheme.
    std::vector<const RoundScore*> of(std::string_view round, std::string_view scheme,
                                      std::string_view unit) const;
    std::string hash() const;

  private:
    // round, unit, scheme
    std::map<std::tuple<std::string, std::string, std::string>, const RoundScore*> scores_;
};

}  // namespace duwang::rules
