#include "reports/assessment_text.h"

#include <fmt/format.h>

#include <array>

#include "reports/assessment_report.h"
#include "reports/escape.h"

namespace duwang::reports {
namespace {

struct KindLabel {
    std::string_view word, label;
};
constexpr std::array kind_labels{
    KindLabel{"parts", "合成"},         KindLabel{"mean", "平均"},
    KindLabel{"levels", "层级汇总"},    KindLabel{"level", "层级"},
    KindLabel{"member", "成员单位"},    KindLabel{"ratings", "互评"},
    KindLabel{"raters", "评价主体"},    KindLabel{"round", "测评批次"},
    KindLabel{"mark", "录分"},          KindLabel{"import", "外部成绩"},
    KindLabel{"rectification", "整改"}, KindLabel{"bonus", "加分"},
};

void append(std::string& text, std::string_view label, const std::string& value) {
    if (!value.empty()) text += fmt::format("；{} {}", label, mask_personal(value));
}

// "30%", "37.5%", "1/3".
std::string share_text(const Decimal& share) {
    constexpr int places = 4;
    const Decimal percent = share * 100;
    const std::string text = percent.exact();
    return percent.truncated(places).size() >= text.size() && text.find('/') == text.npos
               ? text + "%"
               : share.exact();
}

}  // namespace

std::string_view component_label(std::string_view kind) {
    for (const KindLabel& row : kind_labels)
        if (row.word == kind) return row.label;
    return kind;
}

std::string line_value(const AssessmentLine& line, int places) {
    const std::string points = line_text(line, places);
    return points.empty() ? std::string(standing_label(line.standing)) : points;
}

std::string weight_text(const AssessmentLine& line) {
    const std::string text = line.weight.empty() ? "" : "占 " + line.weight;
    if (line.share.is_zero() || line.share == Decimal(1)) return text;
    const std::string share = share_text(line.share);
    if (line.weight == share) return text;
    return text.empty() ? "实占 " + share : fmt::format("{}（实占 {}）", text, share);
}

std::string source_text(const AssessmentSource& source) {
    std::string text = source.label.empty() ? source.kind : source.label;
    if (!source.value.empty()) text += " " + source.value;
    if (!source.scale.empty()) text += " / " + source.scale;
    if (!source.round.empty())
        text += source.edition > 0
                    ? fmt::format("（批次 {}，指标体系 {}，第 {} 次发布，SHA-256 {}）",
                                  source.round, source.scheme, source.edition, source.scheme_hash)
                    : fmt::format("（批次 {}，指标体系 {}，现算，SHA-256 {}）", source.round,
                                  source.scheme, source.scheme_hash);
    append(text, "评价主体", source.rater);
    append(text, "对象", source.object);
    append(text, "理由", source.reason);
    append(text, "依据", source.basis);
    append(text, "录入人", source.by);
    if (!source.at.empty()) text += "；" + source.at;
    return text;
}

std::vector<std::string> attachment_lines(const AssessmentSource& source) {
    std::vector<std::string> lines;
    for (const KeptFile& file : source.attachments)
        lines.push_back(
            fmt::format("附件 {}（{} 字节）SHA-256 {}", file.name, file.bytes, file.sha256));
    return lines;
}

}  // namespace duwang::reports
