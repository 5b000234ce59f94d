// 考评成绩: what an assessment comes to, with every step that leads there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/assessment_entry.h"
#include "core/decimal.h"
#include "core/edition.h"
#include "core/json.h"

namespace duwang {

// How far a line of an assessment stands. Only `final` ones are ever ranked; nothing that is
// pending counts as zero.
enum class Standing {
    final,          // 已定
    provisional,    // 暂定: something below is open
    pending,        // 待录: nobody entered it yet, or its date has not come
    blocked,        // 不能合成: a gate is not met, a share is not filled in; `note` says which
    exempt,         // 不适用: left out by a recorded decision or by the plan
    not_evaluated,  // 不参评: nothing below applies
};
std::string_view standing_word(Standing standing);   // "final"
std::string_view standing_label(Standing standing);  // "已定"

// 依据: an entry or a score sheet that a line rests on.
struct AssessmentSource {
    std::string kind;   // word of an AssessmentEntryKind, or "sheet"
    std::string label;  // for people: "录分", "互评", "批次评分"
    std::string value, scale, object;
    std::string rater;  // name
    std::string basis, reason, by, at;
    std::vector<KeptFile> attachments;
    // Of a sheet: where it was published.
    std::string round, scheme, scheme_hash;
    int edition = 0;  // 0: computed now, under another scheme than the one it was published by
    // Of a sheet: its indicators, "3.01  平台建设  1 − 0.5 = 0.5".
    std::vector<std::string> indicators;
};

// 考评项: one step of the composition. Bounds are equal when nothing below is open.
struct AssessmentLine {
    std::string path;  // "result/annual/villages/xinguan": unique within the unit
    std::string item;  // component id
    std::string title;
    std::string kind;   // "parts", "mean", "levels", "level", "member", "ratings", "raters",
                        // "round", "mark", "import", "rectification"
    std::string basis;  // 条款, as the plan cites it
    Decimal full;
    std::string weight;  // in the line above, as the plan says it: "30%", "5", "20 分", ""
    Decimal share;       // of the line above, as it took effect after what is left out; 0: none
    Standing standing = Standing::pending;
    Decimal low, high;
    std::string arithmetic;  // "0.3 × 90 + 0.5 × 84.25 + 0.2 × 88 = 86.725"
    std::string note;        // why it is open, blocked or left out
    std::vector<AssessmentSource> sources;
    std::vector<AssessmentLine> lines;
};

struct UnitAssessment {
    std::string unit, unit_name;
    Standing standing = Standing::pending;
    std::string why;                         // what is missing; empty when final
    AssessmentLine base;                     // 基础分
    std::optional<AssessmentLine> bonus;     // 加分, apart from the base
    std::string bonus_note;                  // why bonus did not open, or was cut
    Decimal total_low, total_high;           // exact
    std::string published;                   // rounded once; empty unless final
    std::string grade, grade_text;           // 等次, and the document's wording
    int rank = 0;                            // 名次; 0: none yet
    int rank_best = 0, rank_worst = 0;       // where it can still come out; 0: not evaluated
    std::string converted_exact, converted;  // 绩效折算; empty unless final
    std::string conversion;                  // "min(101.5, 100) ÷ 100 × 5 = 5"
};

// 考评组: units that are composed alike and ranked among themselves.
struct GroupAssessment {
    std::string id, title;
    std::vector<UnitAssessment> units;  // in the order of the inventory
};

// One version of the plan, applied to everything known as of a date.
struct Assessment {
    std::string plan, title, source;
    std::string version, effective_from;
    std::string plan_hash;    // SHA-256 of its file and the settings
    std::string inputs_hash;  // SHA-256 of the entries and sheets it was made of
    std::string as_of;        // ISO date
    std::string period_from, period_until;
    int places = 2;
    bool in_force = false;                      // the last version in force
    std::vector<std::string> missing_settings;  // for people: what keeps it blocked
    std::vector<GroupAssessment> groups;
};

// Everything; docs/assessment-json.md explains the keys.
Json to_json(const Assessment& assessment);
// Only keys that the edition shows. It hides no values: see reports/edition.h.
Json to_json(const Assessment& assessment, const Edition& edition);

}  // namespace duwang
