#include "rules/scoring/total.h"

#include <fmt/format.h>

#include <algorithm>

namespace duwang::rules {
namespace {

// Points in two versions: with everything open lost, and with everything open won.
struct Bounds {
    Decimal low, high;
};

// 板块: indicators whose raw points are weighed and capped together.
struct Block {
    const Level* level = nullptr;  // none: weight 1, no cap
    Decimal applicable, spared, deducted, open;
};

class Composer {
  public:
    Composer(ScoreSheet& sheet, const UnitView& view)
        : sheet_(sheet), view_(view), scheme_(view.scheme()) {}

    void run() {
        add_up();
        sheet_.applicable = weighted([](const Block& block) { return block.applicable; });
        const Bounds earned = earned_points();
        sheet_.earned = earned.low;
        sheet_.decided = sheet_.applicable - (earned.high - earned.low);
        if (sheet_.applicable.is_zero()) return;  // nothing asked of this unit: not evaluated
        Bounds base = scaled(earned);
        sheet_.low = base.low;
        sheet_.high = base.high;
        Bounds total = with_bonus(base);
        if (const auto& most = scheme_.open_points.total_at_most)
            total = {min(total.low, *most), min(total.high, *most)};
        apply_total_rules(total);
        sheet_.total_low = total.low;
        sheet_.total_high = total.high;
        publish();
    }

  private:
    ScoreSheet& sheet_;
    const UnitView& view_;
    const Scheme& scheme_;
    std::vector<Block> blocks_;
    Bounds bonus_;
    bool settled_ = true;
    bool vetoed_ = false;
    std::string veto_grade_;

    Block& block_of(const IndicatorScore& line) {
        const Level* own = nullptr;
        for (const Level& level : scheme_.levels)
            if (level.is_block() && level.holds(line.levels)) own = &level;
        for (Block& block : blocks_)
            if (block.level == own) return block;
        return blocks_.emplace_back(Block{own, {}, {}, {}, {}});
    }

    void add_up() {
        for (const IndicatorScore& line : sheet_.indicators) {
            settled_ = settled_ && line.open.is_zero();
            if (line.bonus) {
                bonus_.low += line.earned;
                bonus_.high += line.earned + line.open;
                continue;
            }
            Block& block = block_of(line);
            const Decimal applicable = applicable_of(line);
            block.applicable += applicable;
            block.spared += line.full - applicable;
            block.deducted += line.deducted;
            block.open += line.open;
        }
    }

    template <typename Take>
    Decimal weighted(Take take) const {
        Decimal sum;
        for (const Block& block : blocks_)
            sum += take(block) * (block.level ? block.level->weight : Decimal(1));
        return sum;
    }

    static Decimal kept(const Block& block, const Decimal& lost) {
        Decimal most = block.applicable;
        if (block.level && block.level->deduct_at_most)
            most = min(most, *block.level->deduct_at_most);
        return block.applicable - min(lost, most);
    }

    Bounds earned_points() const {
        return {weighted([](const Block& b) { return kept(b, b.deducted + b.open); }),
                weighted([](const Block& b) { return kept(b, b.deducted); })};
    }

    void note(std::string id, std::string title, std::string text, Truth truth) {
        constexpr std::string_view words[] = {"no", "yes", "unknown"};
        TotalRule rule;
        rule.id = std::move(id);
        rule.title = std::move(title);
        rule.text = std::move(text);
        rule.state = words[static_cast<std::size_t>(truth)];
        sheet_.total_rules.push_back(std::move(rule));
    }

    // OP-03: what is not asked leaves the denominator.
    Bounds renormalised(const Bounds& earned) const {
        return {earned.low / sheet_.applicable * scheme_.full,
                earned.high / sheet_.applicable * scheme_.full};
    }

    Bounds scaled(const Bounds& earned) {
        if (scheme_.open_points.award_not_applicable) {
            const Decimal spared = weighted([](const Block& block) { return block.spared; });
            return {earned.low + spared, earned.high + spared};
        }
        Bounds scaled = renormalised(earned);
        bool settled_factor = true;  // no earlier factor could still hold
        for (const Scale& rule : scheme_.scales) {
            const Truth truth = evaluate(rule.when, view_);
            if (truth == Truth::no) continue;
            note("折算", fmt::format("系数 {}", rule.factor.exact()), rule.text, truth);
            const Bounds factored{min(earned.low * rule.factor, scheme_.full),
                                  min(earned.high * rule.factor, scheme_.full)};
            const bool certain = settled_factor && truth == Truth::yes;
            if (certain) sheet_.factor = rule.factor;
            if (certain) return factored;
            settled_ = settled_factor = false;
            scaled = {min(scaled.low, factored.low), max(scaled.high, factored.high)};
            if (truth == Truth::yes) break;
        }
        return scaled;
    }

    Bounds with_bonus(const Bounds& base) {
        Bounds bonus{min(bonus_.low, scheme_.bonus_full), min(bonus_.high, scheme_.bonus_full)};
        if (scheme_.bonus_opens) {
            const bool low = holds(*scheme_.bonus_opens, base.low.exact()).value_or(false);
            const bool high = holds(*scheme_.bonus_opens, base.high.exact()).value_or(false);
            if (!low) bonus.low = 0;
            if (!high) bonus.high = 0;
            if (!high)
                sheet_.bonus_note = "基础分未达到加分门槛，不计加分";
            else if (!low)
                sheet_.bonus_note = "基础分待定，是否计加分未定";
        }
        sheet_.bonus = bonus.low;
        return {base.low + bonus.low, base.high + bonus.high};
    }

    // Of all conditions that it is made of; those lie a few deep.
    void add_findings(const Condition& when, TotalRule& rule) const {
        for (const Condition& part : when.parts) add_findings(part, rule);
        if (when.kind != Condition::Kind::findings) return;
        for (const CheckResult* result : view_.results_of(when)) rule.findings.push_back(*result);
    }

    void apply_total_rules(Bounds& total) {
        for (const Veto& veto : scheme_.vetoes) {
            const Truth truth = evaluate(veto.when, view_);
            note(veto.id, veto.title, veto.text, truth);
            sheet_.total_rules.back().veto = !veto.ceiling;
            sheet_.total_rules.back().at_most = veto.at_most;
            sheet_.total_rules.back().grade = veto.grade;
            if (truth == Truth::no) continue;
            add_findings(veto.when, sheet_.total_rules.back());
            total.low = min(total.low, veto.at_most);
            if (truth == Truth::unknown) {
                settled_ = false;
                continue;
            }
            total.high = min(total.high, veto.at_most);
            vetoed_ = vetoed_ || !veto.ceiling;
            if (veto_grade_.empty()) veto_grade_ = veto.grade;
        }
    }

    std::string published(const Decimal& total) const {
        return scheme_.open_points.round_down ? total.truncated(sheet_.places)
                                              : total.rounded(sheet_.places);
    }

    void publish() {
        // A veto that holds settles the whole result, whatever else is open.
        const bool vetoed = vetoed_ && sheet_.total_low == sheet_.total_high;
        sheet_.provisional = !settled_ && !vetoed;
        sheet_.grade = veto_grade_;
        sheet_.rank_low = Decimal::parse(published(sheet_.total_low)).value_or(sheet_.total_low);
        sheet_.rank_high = Decimal::parse(published(sheet_.total_high)).value_or(sheet_.total_high);
        if (sheet_.provisional) return;
        sheet_.published = published(sheet_.total_low);
        if (sheet_.grade.empty()) sheet_.grade = grade_of(scheme_, sheet_.rank_low);
    }
};

}  // namespace

Decimal applicable_of(const IndicatorScore& score) {
    Decimal sum;
    for (const PartScore& part : score.parts)
        if (part.state != LineState::not_applicable) sum += part.full;
    return min(sum, score.full);
}

void compose(ScoreSheet& sheet, const UnitView& view) { Composer(sheet, view).run(); }

std::string grade_of(const Scheme& scheme, const Decimal& published) {
    for (const Grade& grade : scheme.grades)
        if (published >= grade.from) return grade.name;
    return {};
}

}  // namespace duwang::rules
