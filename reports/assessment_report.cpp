#include "reports/assessment_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/edition.h"

namespace duwang::reports {
namespace {

constexpr std::array standings{Standing::final,   Standing::provisional, Standing::pending,
                               Standing::blocked, Standing::exempt,      Standing::not_evaluated};

std::string counts_text(const AssessmentCoverage& coverage) {
    std::string text;
    for (const AssessmentCoverage::Count& count : coverage.standings)
        if (count.units > 0)
            text += fmt::format("{}{} {}", text.empty() ? "：" : "，",
                                standing_label(count.standing), count.units);
    return fmt::format("考评单位 {} 个{}", coverage.units, text);
}

bool has_points(Standing standing) {
    return standing == Standing::final || standing == Standing::provisional;
}

}  // namespace

AssessmentCoverage coverage_of(const Assessment& assessment) {
    AssessmentCoverage coverage;
    for (Standing standing : standings) {
        AssessmentCoverage::Count count{standing, 0};
        for (const GroupAssessment& group : assessment.groups)
            count.units += std::ranges::count(group.units, standing, &UnitAssessment::standing);
        coverage.units += count.units;
        coverage.standings.push_back(count);
    }
    return coverage;
}

AssessmentReport assessment_report(std::vector<Assessment> versions, Edition edition,
                                   std::string unit, std::string audit_head,
                                   std::string program_version) {
    AssessmentReport report;
    std::ranges::stable_partition(versions, &Assessment::in_force);
    for (const Assessment& version : versions) {
        report.coverage.push_back(coverage_of(version));
        report.versions.push_back(for_edition(version, edition, unit));
    }
    report.edition = std::move(edition);
    report.unit = std::move(unit);
    report.audit_head = std::move(audit_head);
    report.program_version = std::move(program_version);
    return report;
}

std::vector<std::string> coverage_lines(const AssessmentReport& report, std::size_t version) {
    const Assessment& assessment = report.versions.at(version);
    std::vector<std::string> lines{counts_text(report.coverage.at(version))};
    std::int64_t open = 0;
    for (const AssessmentCoverage::Count& count : report.coverage[version].standings)
        if (count.standing == Standing::provisional || count.standing == Standing::pending ||
            count.standing == Standing::blocked)
            open += count.units;
    if (open > 0)
        lines.push_back(fmt::format(
            "{} 个单位的结果未定，不计零分，也不作排名；其他单位的名次不会再变时才列出", open));
    for (const std::string& name : assessment.missing_settings)
        lines.push_back("尚未填写：" + name);
    lines.push_back(fmt::format("截至 {}；{}", assessment.as_of, version_text(assessment)));
    lines.push_back(fmt::format("方案 SHA-256 {}；录入 SHA-256 {}", assessment.plan_hash,
                                assessment.inputs_hash));
    return lines;
}

AssessmentColumns columns_of(const GroupAssessment& group, const Edition& edition) {
    const auto any = [&](auto said) { return std::ranges::any_of(group.units, said); };
    AssessmentColumns columns;
    columns.rank = edition.shows(Shown::rank);
    columns.base = edition.shows(Shown::base);
    columns.bonus = columns.base && any([](const UnitAssessment& unit) { return !!unit.bonus; });
    columns.grade = edition.shows(Shown::grade) &&
                    any([](const UnitAssessment& unit) { return !unit.grade.empty(); });
    columns.conversion = edition.shows(Shown::conversion) &&
                         any([](const UnitAssessment& unit) { return !unit.converted.empty(); });
    return columns;
}

std::string version_text(const Assessment& assessment) {
    return fmt::format("方案 {} 第 {} 版，{} 起施行{}", assessment.plan, assessment.version,
                       assessment.effective_from, assessment.in_force ? "（现行）" : "（非现行）");
}

std::string points_text(const Decimal& low, const Decimal& high, int places) {
    if (low == high) return low.rounded(places);
    return low.rounded(places) + "–" + high.rounded(places);
}

std::string total_text(const Assessment& assessment, const UnitAssessment& unit) {
    if (!unit.published.empty() || unit.standing == Standing::final) return unit.published;
    if (unit.total_low == unit.total_high || !has_points(unit.standing)) return {};
    return points_text(unit.total_low, unit.total_high, assessment.places);
}

std::string rank_text(const UnitAssessment& unit) {
    if (unit.rank > 0) return fmt::format("{}", unit.rank);
    if (unit.rank_best == 0) return {};
    if (unit.rank_best == unit.rank_worst) return {};  // open still: never a rank
    return fmt::format("{}–{}", unit.rank_best, unit.rank_worst);
}

std::string base_text(const Assessment& assessment, const UnitAssessment& unit) {
    return line_text(unit.base, assessment.places);
}

std::string name_text(const UnitAssessment& unit) {
    return unit.unit_name.empty() ? unit.unit : unit.unit_name;
}

std::string line_text(const AssessmentLine& line, int places) {
    // A line that was taken out has no full mark; open points that are not shown have no bounds.
    if (line.full.is_zero() || !has_points(line.standing)) return {};
    if (line.standing == Standing::provisional && line.low == line.high && line.low.is_zero())
        return {};
    return points_text(line.low, line.high, places);
}

}  // namespace duwang::reports
