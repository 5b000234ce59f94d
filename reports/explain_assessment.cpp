#include "reports/explain_assessment.h"

#include <fmt/format.h>

#include "reports/assessment_text.h"
#include "reports/escape.h"

namespace duwang::reports {
namespace {

void add(std::string& text, int depth, std::string_view line) {
    text += std::string(static_cast<std::size_t>(depth) * 2, ' ') + terminal(line) + "\n";
}

void add_source(std::string& text, int depth, const AssessmentSource& source) {
    add(text, depth, source_text(source));
    for (const std::string& line : attachment_lines(source)) add(text, depth + 1, line);
    for (const std::string& line : source.indicators) add(text, depth + 1, line);
}

// "满分 100，得 86.725（公布 86.73）"
std::string points_line(const AssessmentLine& line, int places) {
    const std::string rounded = line_text(line, places);
    if (rounded.empty())
        return fmt::format("满分 {}，{}", line.full.exact(), standing_label(line.standing));
    const std::string exact =
        line.low == line.high ? line.low.exact() : line.low.exact() + "–" + line.high.exact();
    const bool cut = line.low != Decimal::parse(line.low.rounded(places)).value_or(line.low) ||
                     line.high != Decimal::parse(line.high.rounded(places)).value_or(line.high);
    const std::string about = cut ? fmt::format("（≈ {}）", rounded) : "";
    const std::string state =
        line.standing == Standing::final ? "" : fmt::format("，{}", standing_label(line.standing));
    return fmt::format("满分 {}，得 {}{}{}", line.full.exact(), exact, about, state);
}

void add_line(std::string& text, int depth, const AssessmentLine& line, int places) {
    std::string head =
        fmt::format("{} {}（{}）", line.item, line.title, component_label(line.kind));
    if (const std::string weight = weight_text(line); !weight.empty()) head += " " + weight;
    add(text, depth, fmt::format("{}：{}", head, points_line(line, places)));
    if (!line.basis.empty()) add(text, depth + 1, "依据 " + line.basis);
    if (!line.arithmetic.empty()) add(text, depth + 1, "算式 " + line.arithmetic);
    if (!line.note.empty()) add(text, depth + 1, line.note);
    for (const AssessmentSource& source : line.sources) add_source(text, depth + 1, source);
    for (const AssessmentLine& below : line.lines) add_line(text, depth + 1, below, places);
}

bool add_found(std::string& text, const AssessmentLine& line, std::string_view item, int places) {
    if (line.item == item || line.path == item) {
        add_line(text, 1, line, places);
        return true;
    }
    bool found = false;
    for (const AssessmentLine& below : line.lines) found |= add_found(text, below, item, places);
    return found;
}

void add_total(std::string& text, const Assessment& assessment, const UnitAssessment& unit) {
    if (!unit.bonus_note.empty()) add(text, 1, "加分：" + unit.bonus_note);
    if (unit.standing == Standing::final) {
        add(text, 1, fmt::format("总分 {}，公布 {}", unit.total_low.exact(), unit.published));
        if (!unit.grade.empty())
            add(text, 1,
                fmt::format("等次 {}{}", unit.grade,
                            unit.grade_text.empty() ? "" : "（" + unit.grade_text + "）"));
    } else if (const std::string total = total_text(assessment, unit); !total.empty()) {
        add(text, 1, fmt::format("总分 {}（{}）", total, standing_label(unit.standing)));
    }
    if (const std::string rank = rank_text(unit); !rank.empty())
        add(text, 1, unit.rank > 0 ? "名次 " + rank : "名次未定，可能是 " + rank);
    if (!unit.conversion.empty()) add(text, 1, "绩效折算 " + unit.conversion);
}

void add_unit(std::string& text, const Assessment& assessment, const UnitAssessment& unit) {
    if (!unit.base.full.is_zero()) add_line(text, 1, unit.base, assessment.places);
    if (unit.bonus) add_line(text, 1, *unit.bonus, assessment.places);
    add_total(text, assessment, unit);
}

}  // namespace

std::string explain_assessment(const AssessmentReport& report, std::string_view unit,
                               std::optional<std::string_view> item) {
    std::string text;
    for (const Assessment& assessment : report.versions)
        for (const GroupAssessment& group : assessment.groups)
            for (const UnitAssessment& one : group.units) {
                if (one.unit != unit) continue;
                std::string body;
                if (!item) add_unit(body, assessment, one);
                bool found = !item;
                if (item) found |= add_found(body, one.base, *item, assessment.places);
                if (item && one.bonus)
                    found |= add_found(body, *one.bonus, *item, assessment.places);
                if (!found) continue;
                if (!text.empty()) text += "\n";
                add(text, 0,
                    fmt::format("{}（{}） {}", name_text(one), one.unit,
                                standing_label(one.standing)));
                add(text, 0,
                    fmt::format("截至 {}；{}；SHA-256 {}", assessment.as_of,
                                version_text(assessment), assessment.plan_hash));
                if (!one.why.empty()) add(text, 0, one.why);
                text += body;
            }
    return text;
}

}  // namespace duwang::reports
