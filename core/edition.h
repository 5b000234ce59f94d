// 版本: who reads the result of an assessment, and what that reader is shown. config/editions.yaml
// says it; nothing else decides.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace duwang {

// What an edition may show. Closed list, only appended to; docs/assessment-json.md explains each.
enum class Shown {
    open_results,  // 未定结果: points of units that are not final yet
    bounds,        // 上下限: of what is open; where a unit can still come out
    standing,      // 未定原因: why a unit or a line is open, blocked or left out
    grade,         // 等次
    rank,          // 名次
    conversion,    // 绩效折算
    base,          // 基础分与加分, apart
    composition,   // 合成过程: the lines below the base and the bonus, with their arithmetic
    bases,         // 依据: articles of the plan, documents of entries
    sources,       // 录入记录: the entries and score sheets a line rests on, and their dates
    people,        // 录入人: who entered or decided it
    reasons,       // 理由
    attachments,   // 附件: names and hashes of kept files
    ratings,       // 逐个互评: who gave which rating
    indicators,    // 指标: the indicator lines of a score sheet
};

std::string_view shown_word(Shown what);   // "open_results"
std::string_view shown_label(Shown what);  // "未定结果"
std::optional<Shown> shown_of(std::string_view word);

struct Edition {
    std::string id;         // "internal", "unit", "public" or one of the office's own
    std::string title;      // 内部版
    bool own_unit = false;  // only the unit it is made for; else all units
    std::set<Shown> shown;

    bool shows(Shown what) const { return shown.contains(what); }
    bool operator==(const Edition&) const = default;
};

// Everything of every unit.
Edition full_edition();

}  // namespace duwang
