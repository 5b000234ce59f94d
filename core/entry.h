// 录入: what a person states about a unit in a round, with who, when and why.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/kept_file.h"

namespace duwang {

enum class EntryKind {
    fact,     // 事实: a value that no page shows, "has_counter = yes"
    event,    // 个案: one logged case, 每件次; with finding "none": looked, there is none
    confirm,  // 确认: a doubtful or unconfirmed finding holds
    dismiss,  // 不成立: a finding does not hold
    exempt,   // 不适用: a part or an indicator is not asked of the unit
    choose,   // 选分: points inside a range
    import,   // 外部成绩: another body's score, with its scale
    daily,    // 日常加减分: signed points, applied after the mark
    call,     // 电话: what became of a call to a published number; takes no points by itself
};

std::string_view entry_word(EntryKind kind);   // "fact"
std::string_view entry_label(EntryKind kind);  // "事实"
std::optional<EntryKind> entry_kind_of(std::string_view word_or_label);

struct Entry {
    EntryKind kind = EntryKind::fact;
    std::string unit;     // unit id
    std::string item;     // id of a part or an indicator; of a fact its name
    std::string finding;  // kind of finding or case
    std::string object;   // what the finding or case is about
    std::string value;    // of a fact; points of choose, daily and import; result of a call
    std::string scale;    // full mark of an imported score, "100"
    std::vector<std::pair<std::string, std::string>> details;  // of a case: {"days", "17"}; of a call: its page
    std::string reason, by;
    std::string at;     // ISO date or moment
    std::string basis;  // 依据: a document, an address, a file number
    std::vector<KeptFile> attachments;

    bool operator==(const Entry&) const = default;
};

}  // namespace duwang
