// 扣分规则: what one kind of gap costs. Source: design.md §5; coverage.md, "Kinds of deduction
// rule".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/scheme/condition.h"

namespace duwang::rules {

// How often a rule counts: for every object found, once however many, or once for a finding about
// the part as a whole, which an undecided answer about one object can never turn into.
enum class Per { object, once, whole };

// What a rule answers to: a finding of the part's check, cases that people log (每件次, 每起), or a
// number that people enter or a survey measured.
enum class Source { finding, cases, number };

// A value that changed with time: dates inclusive, ISO, or empty.
struct DatedValue {
    std::string from, until;
    std::string value;
};

// What a detail of a finding is compared with: a fixed value, or the one in force on a date that
// the finding itself tells (OP-34). With both a value and a norm the stricter one wins.
struct Limit {
    std::string value;
    std::string norm;                  // id of a national norm (config/norms.yaml)
    std::vector<DatedValue> versions;  // in place of a norm
    std::string on;                    // detail that holds the date, of norms and versions
};

// 适用条件 on the details of a finding or case.
struct Where {
    std::string detail;
    Compare how = Compare::is;
    Limit limit;
    int within_days = -1;  // instead: the detail is a date at most so many days before as_of
    // Compares days from the date in this detail to the date in `detail`: the day after is day 1
    // (OP-17). Working days need the calendar; a year outside of it leaves the finding undecided.
    std::string since;
    bool working_days = false;
    std::string place;
};

// The kind of case that says: somebody looked, and there is none.
inline constexpr std::string_view no_case = "none";

struct DeductRule {
    Source source = Source::finding;
    std::string finding;  // finding kind "missing-mark", kind of case, or name of the number
    Decimal points;       // 分, per object or once
    std::optional<Decimal> points_most;  // a person chooses from `points` to this (区间扣分)
    std::optional<Decimal> share;        // of the part's points: becomes `points` when read
    Per per = Per::object;
    int every = 1;  // only every so many objects count (每满 N 个)
    // 封档: the part gets at most this; other rules take off further.
    std::optional<Decimal> ceiling, ceiling_share;
    std::optional<Decimal> shortfall_of;  // number rules: points × (this − number)
    std::optional<Test> threshold;        // number rules: points once when it holds
    std::string text;                     // for people
    std::string alternative;  // rules of one name exclude each other on one object: graver wins
    std::string cap;          // name of a sub-cap of the indicator
    std::vector<std::string> excluded_by;  // parts: what they took on the object is not taken again
    std::vector<Where> where;
    Condition when;
    bool assumed = false;  // the document gives no number
    std::string place;     // file:line:column

    const Decimal& most() const { return points_most ? *points_most : points; }
};

}  // namespace duwang::rules
