#include "core/assessment_entry.h"

namespace duwang {
namespace {

using Kind = AssessmentEntryKind;

struct Word {
    Kind kind;
    std::string_view word, label;
};

constexpr Word words[] = {
    {Kind::mark, "mark", "录分"},         {Kind::rating, "rating", "互评"},
    {Kind::import, "import", "外部成绩"}, {Kind::daily, "daily", "日常加减分"},
    {Kind::exempt, "exempt", "不适用"},   {Kind::rectify, "rectify", "整改"},
};

const Word& word_of(Kind kind) {
    for (const Word& word : words)
        if (word.kind == kind) return word;
    return words[0];
}

}  // namespace

std::string_view assessment_entry_word(Kind kind) { return word_of(kind).word; }
std::string_view assessment_entry_label(Kind kind) { return word_of(kind).label; }

std::optional<Kind> assessment_entry_kind_of(std::string_view text) {
    for (const Word& word : words)
        if (word.word == text || word.label == text) return word.kind;
    return std::nullopt;
}

}  // namespace duwang
