// 考评录入: what a person enters for an assessment, with who, when, on what basis and with which
// files beside it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/kept_file.h"

namespace duwang {

enum class AssessmentEntryKind {
    mark,     // 录分: points of a component
    rating,   // 互评: points that a rater gave
    import,   // 外部成绩: another body's score, with its scale
    daily,    // 日常加减分: signed points, applied after the mark and bounded by the item
    exempt,   // 不适用: a component is not evaluated, or a level does not exist
    rectify,  // 整改: what became of one notice
};

std::string_view assessment_entry_word(AssessmentEntryKind kind);   // "mark"
std::string_view assessment_entry_label(AssessmentEntryKind kind);  // "录分"
std::optional<AssessmentEntryKind> assessment_entry_kind_of(std::string_view word_or_label);

// 整改结果, as entries of kind rectify name it.
inline constexpr std::string_view rectified_on_time = "on_time";  // 按时整改
inline constexpr std::string_view rectified_late = "late";        // 逾期整改
inline constexpr std::string_view not_rectified = "not_done";     // 未整改
inline constexpr std::string_view nothing_to_rectify = "none";  // 期内没有应整改的通知 (OP-33)
// The value of a decision or of a notice that takes an earlier one back (撤回).
inline constexpr std::string_view decision_withdrawn = "withdrawn";

struct AssessmentEntry {
    AssessmentEntryKind kind = AssessmentEntryKind::mark;
    std::string unit;    // unit id; of exempt also "*": every unit
    std::string item;    // id of a component
    std::string rater;   // of a rating: unit id, or a name that the plan lists
    std::string object;  // of rectify: the notice; of daily: the record
    std::string value;   // exact points; of rectify its result; of exempt "" or "withdrawn"
    std::string scale;   // full mark of an imported score; of others empty: the item's own
    std::string basis;   // 依据: a document, an address, a file number
    std::string reason, by;
    std::string at;  // ISO date or moment: when it was decided
    std::vector<KeptFile> attachments;

    bool operator==(const AssessmentEntry&) const = default;
};

}  // namespace duwang
