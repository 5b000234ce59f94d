#include "core/assessment_entry.h"

#include <array>

namespace duwang {
namespace {

struct KindName {
    AssessmentEntryKind kind;
    std::string_view word, label;
};

constexpr std::array kind_names{
    KindName{AssessmentEntryKind::mark, "mark", "录分"},
    KindName{AssessmentEntryKind::rating, "rating", "互评"},
    KindName{AssessmentEntryKind::import, "import", "外部成绩"},
    KindName{AssessmentEntryKind::daily, "daily", "日常加减分"},
    KindName{AssessmentEntryKind::exempt, "exempt", "不适用"},
    KindName{AssessmentEntryKind::rectify, "rectify", "整改"},
};

const KindName& name_of(AssessmentEntryKind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

}  // namespace

std::string_view assessment_entry_word(AssessmentEntryKind kind) { return name_of(kind).word; }

std::string_view assessment_entry_label(AssessmentEntryKind kind) { return name_of(kind).label; }

std::optional<AssessmentEntryKind> assessment_entry_kind_of(std::string_view word_or_label) {
    for (const KindName& name : kind_names)
        if (name.word == word_or_label || name.label == word_or_label) return name.kind;
    return std::nullopt;
}

}  // namespace duwang
