// 评分表: all indicators of one unit in one round, each line explained down to its evidence.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/decimal.h"
#include "core/finding.h"
#include "core/kept_file.h"

namespace duwang {

// 扣分: points taken by one rule because of findings.
struct DeductionLine {
    std::string rule;                   // text of the rule, for people
    std::string kind;                   // the finding kind it answers to
    Decimal each;                       // points per object; of a range the least
    std::vector<CheckResult> findings;  // the confirmed fails behind it, one per object
    Decimal count;                      // how many times it is asked, before caps
    Decimal asked;                      // count × each, or what people chose inside a range
    Decimal taken;                      // after caps
    bool once = false;                  // however many objects
    bool chosen = false;                // `asked` was chosen inside a range
    std::optional<Decimal> ceiling;     // the part gets at most this (封档)
    std::string cap;                    // name of the sub-cap that cut it short, or empty
    std::string number;    // the entered number it answers to: "信息报送 9 条，少于 12"
    std::string skipped;   // what was not taken again, and why
    bool assumed = false;  // the document gives no number; see the scheme
};

// What a person decided about a part or one of its findings (认定).
struct DecisionNote {
    std::string what;  // "确认", "不适用" …
    std::string object, value, reason, by, at;
    Grounds grounds = {};
};

enum class LineState { decided, open, not_applicable };
std::string_view line_state_word(LineState state);

// A part of an indicator (分点), or the whole of it.
struct PartScore {
    std::string id;  // "3.01b"
    std::string title;
    std::string method;  // crawl, entered
    Decimal full;
    Decimal deducted;
    Decimal open;    // points that undecided objects could still cost
    Decimal earned;  // full − deducted − open: what is certain
    LineState state = LineState::open;
    bool assumed = false;  // its full mark or its rates are assumptions, not the document's
    std::string note;      // why open or not applicable
    Decimal base;          // what deductions start from; less than `full` in some branches
    std::string branch;    // title of the branch (分档) that holds, or empty
    std::string neutral;   // why a share was given without task, or empty
    Decimal daily;         // signed daily entries (日常加减分) that took effect
    std::vector<DeductionLine> deductions;
    std::vector<CheckResult> results;    // every result looked at, all five outcomes
    std::vector<CheckResult> reminders;  // found before the due date: no points (OP-20)
    std::vector<CheckResult> carried;    // deducted in an earlier round of the period (OP-09)
    std::vector<DecisionNote> decisions;
    struct Mark {
        std::string by, at, reason;
        Decimal points;   // converted to the part's full mark
        std::string raw;  // of an imported score: "87 / 100"
        Grounds grounds = {};
    };
    std::optional<Mark> mark;  // an entered mark (录分) or imported score
};

// 指标得分.
struct IndicatorScore {
    std::string id;  // "3.38"
    std::string title;
    std::vector<std::string> levels;  // 一级、二级 titles
    std::string basis;                // document, article
    Decimal full, deducted, open, earned;
    LineState state = LineState::open;
    bool bonus = false;
    bool unverified = false;  // its points were not compared with the document
    std::string due;          // 完成时限 in the document's words
    std::string arithmetic;   // "1 − 2 × 0.1 = 0.8"
    std::vector<PartScore> parts;
};

// A veto or a ceiling of the whole result (单项否决, 总分封档), or a factor: what became of it.
struct TotalRule {
    std::string id, title, text;
    std::string state;  // "yes", "no", "unknown"
    bool veto = false;
    Decimal at_most;    // of a veto or ceiling
    std::string grade;  // of a veto
    // What checks say that it rests on, where it holds or could.
    std::vector<CheckResult> findings = {};
};

struct ScoreSheet {
    std::string round;
    std::string unit;
    std::string unit_name;
    std::string scheme;             // id
    std::string scheme_hash;        // SHA-256 of its files
    std::string scheme_version;     // as its author calls it
    std::string reference_hash;     // SHA-256 over the calendar and the norms that were used
    int places = 2;                 // for publication
    Decimal full;                   // of the whole scheme
    Decimal applicable;             // full without what does not apply (base, bonus apart)
    Decimal decided;                // applicable without open points
    Decimal earned;                 // certain points among the decided
    Decimal low, high;              // bounds of the final base score, re-normalised to `full`
    Decimal bonus;                  // certain bonus points
    Decimal total_low, total_high;  // base and bonus after ceilings, vetoes and caps
    Decimal factor = 0;     // base = earned × factor; 0: re-normalised (÷ applicable × full)
    std::string published;  // the total as published, empty while provisional
    Decimal rank_low, rank_high;  // the bounds of the total as they would be published
    int rank = 0;                 // 名次 among the sheets of its scheme; 0: none
    std::string grade;            // 等次; empty while provisional, unless a veto settles it
    std::string bonus_note;       // why bonus did not open, or empty
    std::vector<TotalRule> total_rules;
    bool provisional = true;  // open points remain
    std::vector<IndicatorScore> indicators;
};

Json to_json(const ScoreSheet& sheet);

}  // namespace duwang
