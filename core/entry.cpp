#include "core/entry.h"

namespace duwang {
namespace {

struct Word {
    EntryKind kind;
    std::string_view word, label;
};

constexpr Word words[] = {
    {EntryKind::fact, "fact", "事实"},         {EntryKind::event, "case", "个案"},
    {EntryKind::confirm, "confirm", "确认"},   {EntryKind::dismiss, "dismiss", "不成立"},
    {EntryKind::exempt, "exempt", "不适用"},   {EntryKind::choose, "choose", "选分"},
    {EntryKind::import, "import", "外部成绩"}, {EntryKind::daily, "daily", "日常加减分"},
    {EntryKind::call, "call", "电话"},
};

const Word& word_of(EntryKind kind) {
    for (const Word& word : words)
        if (word.kind == kind) return word;
    return words[0];
}

}  // namespace

std::string_view entry_word(EntryKind kind) { return word_of(kind).word; }
std::string_view entry_label(EntryKind kind) { return word_of(kind).label; }

std::optional<EntryKind> entry_kind_of(std::string_view text) {
    for (const Word& word : words)
        if (word.word == text || word.label == text) return word.kind;
    return std::nullopt;
}

}  // namespace duwang
