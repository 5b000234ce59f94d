// 层级: the simple mean over the units of one level, all of them or a sample (OP-13, OP-14, OP-16).
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/assessment/draw.h"
#include "rules/assessment/evaluation.h"
#include "rules/assessment/weighted_mean.h"

namespace duwang::rules {
namespace {

constexpr std::size_t names_max = 10;

class LevelLine {
  public:
    LevelLine(const Component& component, const Unit& unit, const Evaluation& about,
              AssessmentLine& line)
        : component_(component), unit_(unit), about_(about), line_(line) {}

    void fill() {
        const auto members = members_of(component_, unit_, about_.subordinates);
        if (members.empty())
            return keep_open(line_, Standing::blocked,
                             "台账中没有这一层级的单位；没有这一层级的，须录入不适用认定");
        evaluate_members(drawn_order(component_, unit_, members));
        if (component_.coverage == Decimal(1))
            all_due();
        else
            sample_due();
    }

  private:
    const Component& component_;
    const Unit& unit_;
    const Evaluation& about_;
    AssessmentLine& line_;
    std::size_t asked_ = 0;  // members that are not exempt
    std::size_t later_ = 0;  // those whose day has not come (OP-31)

    // Lines of all members, in drawn order.
    void evaluate_members(const std::vector<const Unit*>& members) {
        for (const Unit* member : members) {
            AssessmentLine line =
                evaluate(component_.lines.front(), *member, line_.path + "/" + member->id, about_);
            line.title = member->name;
            asked_ += !is_left_out(line);
            const std::string_view from =
                component_.lines.front().not_before.date_for(*member, false);
            later_ += !from.empty() && about_.as_of < from;
            line_.lines.push_back(std::move(line));
        }
    }

    void mean() {
        const std::vector<Decimal> weights(line_.lines.size(), Decimal(1));
        weigh(line_, weights);
    }

    std::ptrdiff_t asked() const { return static_cast<std::ptrdiff_t>(asked_); }

    std::string names(bool (*which)(const AssessmentLine&)) const {
        std::vector<std::string_view> names;
        for (const AssessmentLine& line : line_.lines)
            if (which(line)) names.push_back(line.title);
        const std::size_t all = names.size();
        names.resize(std::min(all, names_max));
        return fmt::format("{}{}", fmt::join(names, "、"), all > names_max ? " 等" : "");
    }

    static bool is_missing(const AssessmentLine& line) {
        return line.standing == Standing::pending;
    }

    void block(std::string why) {
        line_.standing = Standing::blocked;
        line_.note = std::move(why);
    }

    // 全覆盖: one missing member keeps the whole from being composed.
    void all_due() {
        mean();
        const auto missing = std::ranges::count_if(line_.lines, is_missing);
        // Nobody was evaluated yet, or the day has not come: pending, as everything else.
        if (missing == 0 || missing == asked() || later_ > 0) return;
        block(fmt::format("要求全覆盖，{} 个单位中 {} 个没有测评：{}", asked_, missing,
                          names(is_missing)));
    }

    // 抽测: those who were drawn, or whoever was evaluated.
    void sample_due() {
        const std::size_t due = due_of(component_, asked_);
        if (component_.seed)
            keep_first(due);
        else
            std::erase_if(line_.lines, is_missing);
        const auto evaluated = std::ranges::count_if(line_.lines, [](const AssessmentLine& line) {
            return !is_left_out(line) && !is_missing(line);
        });
        mean();
        if (later_ > 0) return keep_open(line_, Standing::pending, "还没有到赋分的日期");
        if (evaluated == 0 && due > 0)
            return keep_open(line_, Standing::pending,
                             fmt::format("共 {} 个，至少测评 {} 个，还没有测评", asked_, due));
        if (static_cast<std::size_t>(evaluated) < due) {
            keep_open(line_, Standing::blocked, "");
            block(fmt::format("共 {} 个，按 {}% 至少测评 {} 个，只测评了 {} 个{}", asked_,
                              (component_.coverage * Decimal(100)).exact(), due, evaluated,
                              component_.seed ? "；抽中未测评：" + names(is_missing) : ""));
            return;
        }
        if (line_.note.empty()) line_.note = fmt::format("共 {} 个，测评 {} 个", asked_, evaluated);
        if (!component_.seed) widen(evaluated);
    }

    // Without a draw anybody may still be evaluated until the period ends.
    void widen(std::ptrdiff_t evaluated) {
        if (evaluated == asked() || about_.as_of > about_.plan.period_until) return;
        const Decimal known = evaluated, all = asked();
        line_.high = (line_.high * known + line_.full * (all - known)) / all;
        line_.low = line_.low * known / all;
        if (line_.standing == Standing::final) line_.standing = Standing::provisional;
        line_.note += fmt::format("；到 {} 为止还可以测评别的单位", about_.plan.period_until);
        line_.arithmetic.clear();
    }

    // The first so many that were not left out; the others were not drawn.
    void keep_first(std::size_t due) {
        std::vector<AssessmentLine> kept;
        std::size_t drawn = 0;
        for (AssessmentLine& line : line_.lines) {
            if (drawn == due) break;
            drawn += !is_left_out(line);
            kept.push_back(std::move(line));
        }
        line_.lines = std::move(kept);
    }
};

}  // namespace

void evaluate_level(const Component& component, const Unit& unit, const Evaluation& about,
                    AssessmentLine& line) {
    LevelLine(component, unit, about, line).fill();
}

}  // namespace duwang::rules
