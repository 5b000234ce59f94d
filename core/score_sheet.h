// 评分表: all indicators of one unit in one round, each line explained down to its evidence.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/decimal.h"
#include "core/finding.h"

namespace duwang {

// 扣分: points taken by one rule because of findings.
struct DeductionLine {
    std::string rule;             // text of the rule, for people
    std::string kind;             // the finding kind it answers to
    Decimal each;                 // points per object
    std::vector<CheckResult> findings;  // the confirmed fails behind it, one per object
    Decimal asked;                // count × each
    Decimal taken;                // after caps
    bool assumed = false;         // the document gives no number; see the scheme
};

enum class LineState { decided, open, not_applicable };
std::string_view line_state_word(LineState state);

// A part of an indicator (分点), or the whole of it.
struct PartScore {
    std::string id;     // "3.01b"
    std::string title;
    std::string method; // crawl, entered
    Decimal full;
    Decimal deducted;
    Decimal open;       // points that undecided objects could still cost
    Decimal earned;     // full − deducted − open: what is certain
    LineState state = LineState::open;
    bool assumed = false;  // its full mark or its rates are assumptions, not the document's
    std::string note;      // why open or not applicable
    std::vector<DeductionLine> deductions;
    std::vector<CheckResult> results;  // every result looked at, all five outcomes
    struct Mark {
        std::string by, at, reason;
        Decimal points;
    };
    std::optional<Mark> mark;  // an entered mark (录分)
};

// 指标得分.
struct IndicatorScore {
    std::string id;     // "3.38"
    std::string title;
    std::vector<std::string> levels;  // 一级、二级 titles
    std::string basis;                // document, article
    Decimal full, deducted, open, earned;
    LineState state = LineState::open;
    bool bonus = false;
    std::string arithmetic;  // "1 − 2 × 0.1 = 0.8"
    std::vector<PartScore> parts;
};

struct ScoreSheet {
    std::string round;
    std::string unit;
    std::string unit_name;
    std::string scheme;       // id
    std::string scheme_hash;  // SHA-256 of its files
    int places = 2;           // for publication
    Decimal full;             // of the whole scheme
    Decimal applicable;       // full without what does not apply (base, bonus apart)
    Decimal decided;          // applicable without open points
    Decimal earned;           // certain points among the decided
    Decimal low, high;        // bounds of the final base score, re-normalised to `full`
    Decimal bonus;            // certain bonus points
    bool provisional = true;  // open points remain
    std::vector<IndicatorScore> indicators;
};

Json to_json(const ScoreSheet& sheet);

}  // namespace duwang
