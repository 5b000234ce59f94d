#include "rules/assessment/weighted_mean.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace duwang::rules {
namespace {

constexpr std::size_t exact_bytes_max = 24;
constexpr int shown_places = 6;
constexpr std::size_t terms_max = 12;   // more are told by their number
constexpr std::size_t titles_max = 10;  // likewise

struct Term {
    const AssessmentLine* line;
    Decimal weight;
};

bool all_alike(const std::vector<Term>& terms) {
    return std::ranges::all_of(
        terms, [&](const Term& term) { return term.weight == terms.front().weight; });
}

// Whether every weight is the full mark of its line: their points just add up.
bool weights_are_points(const std::vector<Term>& terms) {
    return std::ranges::all_of(terms,
                               [](const Term& term) { return term.weight == term.line->full; });
}

std::string term_text(const Term& term, const Decimal& full, bool with_weight) {
    std::string text = with_weight ? shown_points(term.weight) + " × " : "";
    text += shown_bounds(*term.line);
    if (term.line->full != full)
        text += fmt::format(" ÷ {} × {}", shown_points(term.line->full), shown_points(full));
    return text;
}

std::string sum_text(const std::vector<Term>& terms, const Decimal& full, bool with_weight,
                     bool scaled) {
    if (terms.size() > terms_max) return fmt::format("{} 项之和", terms.size());
    std::vector<std::string> texts;
    for (const Term& term : terms)
        texts.push_back(scaled ? term_text(term, full, with_weight) : shown_bounds(*term.line));
    return fmt::format("{}", fmt::join(texts, " + "));
}

std::string divided(const std::string& sum, std::size_t terms, const Decimal& by) {
    if (by == Decimal(1)) return sum;
    return fmt::format("{} ÷ {}", terms > 1 ? "(" + sum + ")" : sum, shown_points(by));
}

std::string arithmetic(const AssessmentLine& line, const std::vector<Term>& terms,
                       const Decimal& total) {
    const bool added = weights_are_points(terms);
    std::string text = sum_text(terms, line.full, !all_alike(terms), !added);
    if (added) {
        if (total != line.full)
            text =
                fmt::format("{} × {}", divided(text, terms.size(), total), shown_points(line.full));
    } else {
        text = all_alike(terms)
                   ? divided(text, terms.size(), static_cast<std::int64_t>(terms.size()))
                   : divided(text, terms.size(), total);
    }
    const std::string result = shown_bounds(line);
    return text == result ? std::string() : fmt::format("{} = {}", text, result);
}

}  // namespace

std::string shown_points(const Decimal& points) {
    std::string exact = points.exact();
    const bool endless = exact.find('/') != exact.npos || exact.size() > exact_bytes_max;
    return endless ? points.truncated(shown_places) + "…" : exact;
}

std::string shown_bounds(const AssessmentLine& line) {
    if (line.low == line.high) return shown_points(line.low);
    return fmt::format("[{} … {}]", shown_points(line.low), shown_points(line.high));
}

Standing joint_standing(std::span<const AssessmentLine> lines) {
    bool some_blocked = false, all_pending = true, all_final = true, none = true;
    for (const AssessmentLine& line : lines) {
        if (is_left_out(line)) continue;
        none = false;
        some_blocked = some_blocked || line.standing == Standing::blocked;
        all_pending = all_pending && line.standing == Standing::pending;
        all_final = all_final && line.standing == Standing::final;
    }
    if (none) return Standing::not_evaluated;
    if (some_blocked) return Standing::blocked;
    if (all_final) return Standing::final;
    return all_pending ? Standing::pending : Standing::provisional;
}

std::string joint_note(std::span<const AssessmentLine> lines) {
    std::string note;
    for (Standing standing : {Standing::blocked, Standing::pending, Standing::provisional}) {
        std::vector<std::string_view> titles;
        for (const AssessmentLine& line : lines)
            if (line.standing == standing) titles.push_back(line.title);
        if (titles.empty()) continue;
        const std::size_t all = titles.size();
        titles.resize(std::min(all, titles_max));
        note += fmt::format("{}{}：{}{}", note.empty() ? "" : "；", standing_label(standing),
                            fmt::join(titles, "、"),
                            all > titles_max ? fmt::format(" 等 {} 项", all) : "");
    }
    return note;
}

void weigh(AssessmentLine& line, std::span<const Decimal> weights) {
    std::vector<Term> terms;
    Decimal total;
    for (std::size_t i = 0; i < line.lines.size(); ++i) {
        if (is_left_out(line.lines[i])) continue;
        terms.push_back({&line.lines[i], weights[i]});
        total += weights[i];
    }
    line.standing = joint_standing(line.lines);
    line.note = joint_note(line.lines);
    if (line.standing == Standing::not_evaluated || total.is_zero()) {
        line.low = line.high = Decimal();
        line.note = "没有适用的内容";
        return;
    }
    Decimal low, high;
    for (std::size_t i = 0; i < line.lines.size(); ++i) {
        AssessmentLine& part = line.lines[i];
        if (is_left_out(part) || part.full.is_zero()) continue;
        part.share = weights[i] / total;
        low += part.share * part.low / part.full;
        high += part.share * part.high / part.full;
    }
    line.low = low * line.full;
    line.high = high * line.full;
    if (line.standing != Standing::pending) line.arithmetic = arithmetic(line, terms, total);
}

}  // namespace duwang::rules
