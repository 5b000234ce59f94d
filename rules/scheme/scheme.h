// 指标体系: a versioned indicator table as data. Source: design.md §5; checks are known here only
// by their names. docs/schemes.md describes the files.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/decimal.h"
#include "rules/scheme/deduct_rule.h"

namespace duwang::rules {

enum class Method { crawl, confirm, entered, imported };
std::string_view method_word(Method method);

// 完成时限 or another date that depends on the unit. The first that selects the unit holds.
struct Dates {
    struct Entry {
        Objects objects;   // empty: every unit
        std::string date;  // ISO
    };
    std::string text;  // in the document's words
    std::vector<Entry> entries;

    // "" when no date is set for the unit.
    std::string_view date_for(const Unit& unit, bool owns_site) const;
};

// 无任务时的给分: when the unit had nothing to do, a share of the full mark.
struct Neutral {
    Condition when;
    Decimal share;
    std::string text;
};

// 分档: another base and other rates, by a fact or a person's choice.
struct Branch {
    Condition when;  // always: the rest
    std::string title;
    std::optional<Decimal> base;
    std::vector<DeductRule> deduct;
    std::string place;
};

// 分点: the smallest thing that has points of its own.
struct Part {
    std::string id;         // "3.01b"; equals the indicator's id when there is only one
    std::string indicator;  // "3.01"
    std::string title;
    Decimal points;
    bool points_given = false;  // otherwise an equal share of the indicator (OP-28)
    Method method = Method::entered;
    std::string check;  // "site-marks"
    Params params;
    std::string variant;          // of params
    std::optional<Decimal> base;  // starts from less than its points
    std::vector<DeductRule> deduct;
    std::vector<Branch> branches;  // instead of base and deduct
    bool assumed = false;          // its share of the full mark is not the document's
    Objects objects;               // empty: as the indicator
    Condition when;                // does not hold: not applicable
    std::optional<Neutral> neutral;
    Dates due;            // empty: as the indicator
    Dates pending_until;  // likewise
    std::string place;
};

// 三级指标.
struct Indicator {
    std::string id;  // "3.38"
    std::string title;
    std::vector<std::string> levels;  // 一级、二级
    Decimal full;
    std::string basis;
    std::string content;  // 评价内容, in the document's words
    Objects objects;
    Condition when;
    std::optional<Neutral> neutral;
    Dates due;            // 完成时限: what is found before is a reminder (OP-20)
    Dates pending_until;  // not judged before (OP-31)
    std::vector<std::string> lead, responsible;  // 牵头单位, 责任单位, as the document names them
    std::string channel;                         // 公开渠道
    std::map<std::string, Decimal> caps;         // 小项封顶, by name
    bool bonus = false;
    bool unverified = false;  // its points were not compared with the document
    std::vector<Part> parts;
    std::string place;
};

// A 一级 or 二级 title with the points the document prints for it.
struct Level {
    std::vector<std::string> path;
    Decimal points;
    Decimal weight = 1;                     // 板块权重: raw points count that much
    std::optional<Decimal> deduct_at_most;  // 板块扣分上限, raw points
    std::string place;

    // Whether an indicator of these levels lies in it.
    bool holds(const std::vector<std::string>& levels) const;
    // 板块: its points are weighed or capped together.
    bool is_block() const { return weight != Decimal(1) || deduct_at_most.has_value(); }
};

// 等次: from this published total on, up to the next higher grade.
struct Grade {
    std::string name;
    Decimal from;
    std::string text;  // the document's wording
};

// 单项否决, or a ceiling of the whole result (总分封档).
struct Veto {
    std::string id, title, text;
    Condition when;
    Decimal at_most;    // the total becomes at most this
    std::string grade;  // and the grade this, or empty
    bool ceiling = false;
    std::string place;
};

// 折算系数: base × factor instead of re-normalising, 无对外服务职能的部门 75 × 4/3.
struct Scale {
    Condition when;
    Decimal factor = 1;
    std::string text;
};

// A value that the document leaves out; the office fills it in.
struct Setting {
    std::string name, title, why;
    std::optional<Decimal> low, high;
};

// A fact about a unit that people enter, because no page shows it.
struct FactName {
    std::string name, title;
    std::vector<std::string> values;  // empty: any text or number
    bool number = false;
};

// What the document leaves open (coverage.md, OP-01 …), as this scheme decides it.
struct OpenPoints {
    bool award_not_applicable = false;     // OP-03: full marks instead of leaving the denominator
    bool recurrence_every_round = false;   // OP-09
    bool count_before_due = false;         // OP-20
    bool each_alternative = false;         // OP-07
    bool round_down = false;               // OP-01
    std::optional<Decimal> total_at_most;  // OP-04
};

struct Scheme {
    std::string id;
    std::string title;
    std::string version;
    std::string source;
    std::string valid_from, valid_until;  // ISO dates, inclusive
    int places = 2;                       // of published points
    Decimal full;                         // base, bonus apart
    Decimal bonus_full;
    std::optional<Test> bonus_opens;  // of the base; absent: always
    bool unverified = false;
    bool unweighted = false;  // the document gives no marks; they are settings
    std::string hash;         // SHA-256 over names and bytes of its files
    OpenPoints open_points;
    std::vector<Level> levels;
    std::vector<Grade> grades;  // highest first
    std::vector<Veto> vetoes;   // and ceilings
    std::vector<Scale> scales;
    std::vector<Setting> settings;
    std::set<std::string> confirmed_checks;  // whose fails count only when a person confirmed them
    std::vector<std::string> missing_settings;  // names; not empty: nothing can be scored
    std::vector<FactName> facts;
    std::vector<Indicator> indicators;
    std::string place;
};

// Every list of rules in a part: its own, or those of its branches.
std::vector<const std::vector<DeductRule>*> rule_lists(const Part& part);
// Every condition of a scheme, those inside of others included.
std::vector<const Condition*> conditions_of(const Scheme& scheme);
// The part of that id, or null.
const Part* part_of(const Scheme& scheme, const std::string& id);
// What is missing before the scheme can score, for people; empty when nothing is.
std::string missing_text(const Scheme& scheme);

}  // namespace duwang::rules
