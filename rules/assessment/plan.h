// 考评方案: how rounds, entered marks and imported scores become a unit's result over a period.
// docs/assessment.md describes the files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "core/unit.h"
#include "rules/scheme/scheme.h"

namespace duwang::rules {

// 考评项: a node of the composition. A leaf gets its points from entries or score sheets; any other
// is the weighted mean of its lines, each as a share of its own full mark:
// Σ weight × points ÷ full ÷ Σ weight × own full mark, over the lines that apply.
struct Component {
    enum class Kind {
        // Composed of `lines`.
        parts,   // 各部分: by shares that add up, or by points
        mean,    // 平均: of quarters, months; equal weights unless given
        levels,  // 层级汇总: by ratios, 5:2:2:1; its lines are `level`
        level,   // 层级: the simple mean over member units; its one line is asked of each of them
        ratings,  // 互评: its lines are `raters`
        // Leaves.
        raters,         // 评价主体: the mean of what one group of raters gave
        round,          // 测评批次: a published score sheet
        mark,           // 录分: by a person of the office, or imported with its scale
        import,         // 外部成绩: imported with its scale
        rectification,  // 整改: share of notices put right, on time or late
    };
    enum class Take { total, base, bonus };  // of a sheet

    std::string id;  // unique in its group; in several groups it means the same
    std::string title;
    std::string basis;  // 条款 of the document
    Kind kind = Kind::mark;
    Decimal full = 100;

    // In the line above.
    Decimal weight = 1;
    std::string weight_text;      // as written: "30%", "5", "20 分"; "" for equal weights
    bool weight_missing = false;  // a setting that nobody filled in

    Objects objects;     // whom it is asked of; empty: every unit of the group
    Dates not_before;    // 赋分起始日: pending until that day (OP-31)
    bool daily = false;  // 日常加减分 are applied to its points, bounded by 0 and full (OP-26)

    std::vector<Component> lines;

    // Of a level: who its members are.
    bool self = false;                // the unit itself (本级)
    Objects members;                  // else units below it that these select
    Decimal coverage = 1;             // share of the members that has to be evaluated; 1: all
    std::optional<std::string> seed;  // the members are drawn by it; else whoever is evaluated

    // Of raters.
    Objects rater_units;
    std::vector<std::string> rater_names;  // raters that are no units of the inventory
    std::string until;                     // ISO date, inclusive: what came by then is what counts
    std::optional<Decimal> at_least;       // how many ratings are needed

    // Of a round.
    std::vector<std::string> rounds;  // the last of them that has a sheet counts: what is scored
                                      // late (OP-31) is a round of its own, beside the first
    std::string scheme;               // needed where several tables ask the unit
    Take take = Take::total;

    std::string from;  // who marks or sends the score: 市委网信办

    // Of rectification: what a notice counts.
    Decimal on_time = 1, late = Decimal::fraction(1, 2), not_done = 0;

    std::string place;
};

std::string_view component_word(Component::Kind kind);  // "parts"

// 加分: the points of its lines add up, at most `at_most`; it is never re-scaled (OP-04).
struct BonusPlan {
    Decimal at_most;
    std::optional<Test> opens;  // of the base score
    std::vector<Component> lines;
    std::string place;
};

// 绩效折算: min(total, at_most) ÷ of × weight.
struct Conversion {
    std::string title;
    Decimal weight;
    bool weight_missing = false;
    std::optional<Decimal> at_most;  // absent: the full mark of the result
    std::string place;
};

// 考评组: units of one kind, composed alike and ranked among themselves.
struct AssessedGroup {
    std::string id, title;
    Objects objects;
    Component result;
    std::optional<BonusPlan> bonus;
    std::vector<Grade> grades;  // highest first
    std::optional<Conversion> conversion;
    std::optional<Decimal> total_at_most;
    std::string place;
};

struct AssessmentPlan {
    std::string id, title, version, source;
    std::string effective_from;  // 施行日期: of this version (OP-23)
    std::string period_from, period_until;
    int places = 2;           // of published points
    bool round_down = false;  // OP-01
    std::vector<Setting> settings;
    std::vector<std::string> missing_settings;  // names
    std::vector<AssessedGroup> groups;
    std::string hash;  // SHA-256 over its file and the settings
    std::string place;
};

// The group that evaluates the unit, or null. The first that selects it holds.
const AssessedGroup* group_of(const AssessmentPlan& plan, const Unit& unit);
// The groups' components, lines after what they belong to.
std::vector<const Component*> components_of(const AssessedGroup& group);

}  // namespace duwang::rules
