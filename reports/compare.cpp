#include "reports/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/coverage_text.h"
#include "reports/escape.h"

namespace duwang::reports {
namespace {

std::string total_text(const ScoreSheet& sheet) {
    if (sheet.applicable.is_zero()) return "不评价";
    if (!sheet.published.empty()) return sheet.published;
    return fmt::format("{}–{}（暂定）", sheet.total_low.rounded(sheet.places),
                       sheet.total_high.rounded(sheet.places));
}

std::string rank_text(const ScoreSheet& sheet) {
    return sheet.rank > 0 ? fmt::format("第 {} 名", sheet.rank) : std::string("不排名");
}

std::string points_text(const IndicatorScore& line) {
    if (line.state == LineState::not_applicable) return "不适用";
    if (line.open.is_zero()) return line.earned.exact();
    return fmt::format("{}–{}", line.earned.exact(), (line.earned + line.open).exact());
}

// What took points, so that two lines with the same result for other reasons differ too.
std::string why_text(const IndicatorScore& line) {
    std::string text = line.arithmetic;
    for (const PartScore& part : line.parts)
        for (const DeductionLine& one : part.deductions)
            text += fmt::format("；{}：{} 个对象", one.rule, one.findings.size());
    return text;
}

// A line that is not asked of the unit under either scheme is no change.
bool differ(const IndicatorScore& a, const IndicatorScore& b) {
    if (a.state == LineState::not_applicable && b.state == a.state) return false;
    return points_text(a) != points_text(b) || why_text(a) != why_text(b) || a.full != b.full;
}

const IndicatorScore* line_of(const ScoreSheet& sheet, const std::string& id) {
    auto found = std::ranges::find(sheet.indicators, id, &IndicatorScore::id);
    return found == sheet.indicators.end() ? nullptr : &*found;
}

class Comparison {
  public:
    void unit(const ScoreSheet& before, const ScoreSheet& after) {
        std::string lines = changed_lines(before, after);
        const bool same = lines.empty() && total_text(before) == total_text(after) &&
                          before.grade == after.grade && before.rank == after.rank;
        if (same) {
            ++same_;
            return;
        }
        ++changed_;
        text_ += fmt::format("{}（{}）\n  总分 {} → {}\n", terminal(before.unit_name),
                             terminal(before.unit), total_text(before), total_text(after));
        if (before.grade != after.grade)
            text_ += fmt::format("  等次 {} → {}\n", word(before.grade), word(after.grade));
        if (before.rank != after.rank)
            text_ += fmt::format("  名次 {} → {}\n", rank_text(before), rank_text(after));
        text_ += lines;
    }

    void only_in(const ScoreSheet& sheet, std::string_view where) {
        ++changed_;
        text_ += fmt::format("{}（{}）\n  只在{}中评价：{}\n", terminal(sheet.unit_name),
                             terminal(sheet.unit), where, total_text(sheet));
    }

    std::string take() {
        return text_ + fmt::format("{} 个单位有变化，{} 个单位没有变化\n", changed_, same_);
    }

  private:
    std::string text_;
    std::size_t changed_ = 0, same_ = 0;

    static std::string word(const std::string& grade) {
        return grade.empty() ? std::string("无") : terminal(grade);
    }

    static std::string changed_lines(const ScoreSheet& before, const ScoreSheet& after) {
        std::string text;
        for (const IndicatorScore& line : before.indicators) {
            const IndicatorScore* other = line_of(after, line.id);
            if (!other && line.state == LineState::not_applicable) continue;
            if (!other) {
                text += fmt::format("  {} {}：原来 {}，另一体系没有这一条\n", terminal(line.id),
                                    terminal(line.title), points_text(line));
            } else if (differ(line, *other)) {
                text += fmt::format("  {} {}：{} / {} → {} / {}\n    原来 {}\n    现在 {}\n",
                                    terminal(line.id), terminal(line.title), points_text(line),
                                    line.full.exact(), points_text(*other), other->full.exact(),
                                    terminal(why_text(line)), terminal(why_text(*other)));
            }
        }
        for (const IndicatorScore& line : after.indicators)
            if (!line_of(before, line.id) && line.state != LineState::not_applicable)
                text += fmt::format("  {} {}：原来没有这一条，现在 {} / {}\n", terminal(line.id),
                                    terminal(line.title), points_text(line), line.full.exact());
        return text;
    }
};

// Of the sheets of one unit the one that asks most of the same.
const ScoreSheet* counterpart(const ScoreSheet& sheet,
                              const std::vector<const ScoreSheet*>& others) {
    const ScoreSheet* found = nullptr;
    std::ptrdiff_t most = -1;
    for (const ScoreSheet* other : others) {
        const std::ptrdiff_t shared = std::ranges::count_if(
            sheet.indicators, [&](const IndicatorScore& line) { return line_of(*other, line.id); });
        if (shared <= most) continue;
        most = shared;
        found = other;
    }
    return found;
}

}  // namespace

std::string compare_text(const std::vector<ScoreSheet>& before,
                         const std::vector<ScoreSheet>& after) {
    std::map<std::string, std::vector<const ScoreSheet*>> left;  // by unit: not yet compared
    for (const ScoreSheet& sheet : after) left[sheet.unit].push_back(&sheet);
    Comparison comparison;
    for (const ScoreSheet& sheet : before) {
        std::vector<const ScoreSheet*>& others = left[sheet.unit];
        const ScoreSheet* other = counterpart(sheet, others);
        if (other)
            comparison.unit(sheet, *other);
        else
            comparison.only_in(sheet, "原来的体系");
        std::erase(others, other);
    }
    for (const ScoreSheet& sheet : after)
        if (std::ranges::count(left[sheet.unit], &sheet) > 0) comparison.only_in(sheet, "另一体系");
    return comparison.take();
}

}  // namespace duwang::reports
