#include "reports/trace.h"

#include <fmt/format.h>

#include "reports/escape.h"

namespace duwang::reports {
namespace {

// Anything unusual is quoted, so that the line can be pasted into a shell.
std::string shell_word(std::string_view text) {
    bool plain = !text.empty();
    for (char c : text)
        plain = plain && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '/' || c == '-');
    if (plain && text.front() != '-') return std::string(text);
    std::string word = "'";
    for (char c : clean_text(text)) {
        if (c == '\'')
            word += "'\\''";
        else
            word += c;
    }
    return word + "'";
}

}  // namespace

bool is_probe(const Evidence& evidence) {
    return evidence.capture.empty() && !evidence.url.empty() && evidence.at.is_set();
}

std::string show_command(const Evidence& evidence) {
    if (is_probe(evidence)) return {};
    return fmt::format("duwang capture show {} --exchange {}", shell_word(evidence.capture),
                       evidence.exchange);
}

const DeductionLine* deduction_of(const PartScore& part, const CheckResult& result) {
    if (result.outcome != Outcome::fail) return nullptr;
    for (const DeductionLine& line : part.deductions)
        for (const CheckResult& finding : line.findings)
            if (finding.object == result.object && finding.kind == result.kind) return &line;
    return nullptr;
}

std::string result_text(const CheckResult& result) {
    std::string text = result.label.empty() ? result.object : result.label;
    if (!result.message.empty()) text += "：" + mask_personal(result.message);
    bool said = result.message.find(cause_label(result.cause)) != std::string::npos;
    if (result.cause != Cause::none && !said)
        text += fmt::format("（{}）", cause_label(result.cause));
    return text;
}

std::string deduction_text(const DeductionLine& line) {
    if (line.chosen) return "区间内选定";
    return fmt::format("{} × {}", line.count.exact(), line.each.exact());
}

std::vector<std::string> decision_lines(const PartScore& part) {
    auto spaced = [](const std::string& word) { return word.empty() ? word : " " + word; };
    std::vector<std::string> lines;
    if (!part.branch.empty()) lines.push_back("分档 " + part.branch);
    if (!part.neutral.empty()) lines.push_back(part.neutral);
    for (const DecisionNote& note : part.decisions)
        lines.push_back(fmt::format("{}{}{}：{}（{}，{}）{}", note.what, spaced(note.object),
                                    spaced(note.value), note.reason, note.by, note.at,
                                    grounds_text(note.grounds)));
    return lines;
}

std::string grounds_text(const Grounds& grounds) {
    std::string text = grounds.basis.empty() ? "" : "；依据 " + grounds.basis;
    for (const KeptFile& file : grounds.attachments)
        text += fmt::format("；附件 {} SHA-256 {}", file.name, file.sha256);
    return text;
}

std::string mark_text(const PartScore::Mark& mark) {
    const std::string how = mark.raw.empty() ? "录分" : "外部成绩 " + mark.raw + " 折合";
    return how + " " + mark.points.exact();
}

}  // namespace duwang::reports
