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

std::string show_command(const Evidence& evidence) {
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
    if (result.cause != Cause::none && !said) text += fmt::format("（{}）", cause_label(result.cause));
    return text;
}

}  // namespace duwang::reports
