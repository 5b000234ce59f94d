#include "crawler/document/document.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/document/annual_report.h"
#include "crawler/document/labelled.h"
#include "crawler/document/tabular.h"

namespace duwang::crawler {

namespace {

// The title as the page or file says it, else its first line.
std::string title_of(const Flow& flow, const DocumentContext& context) {
    if (!context.title.empty()) return collapse_blanks(context.title);
    for (const FlowBlock& block : flow.blocks)
        if (block.kind != FlowBlock::Kind::table && !block.text.empty()) return block.text;
    return context.name;
}

const LabelledFormat* format_named(std::string_view title, const LabelledRules& rules) {
    for (const LabelledFormat& format : rules.formats)
        if (contains_any(title, format.titles) && !contains_any(title, format.not_titles))
            return &format;
    return nullptr;
}

DocumentFacts facts_of(const LabelledFormat& format, std::string title,
                       std::vector<DocumentElement> elements, const Flow& flow,
                       const LabelledRules& rules) {
    DocumentFacts facts;
    facts.kind = facts.format = format.kind;
    facts.title = std::move(title);
    facts.elements = std::move(elements);
    if (format.kind == "organisation") facts.leaders = find_leaders(flow, rules.leaders);
    if (flow.cut) facts.notes.emplace_back("cut");
    return facts;
}

// 办事指南, 公开指南, 机构职能, 意见征集: by the title, else by their elements.
DocumentFacts read_labelled(const Flow& flow, const DocumentContext& context,
                            const LabelledRules& rules) {
    std::string title = title_of(flow, context);
    const std::string plain = strip_blanks(title);
    if (const LabelledFormat* format = format_named(plain, rules))
        return facts_of(*format, std::move(title),
                        find_elements(flow, *format, rules, context.as_of), flow, rules);
    for (const LabelledFormat& format : rules.formats) {
        if (format.elements_min == 0 || contains_any(plain, format.not_titles)) continue;
        auto elements = find_elements(flow, format, rules, context.as_of);
        if (distinct_elements(elements) >= format.elements_min)
            return facts_of(format, std::move(title), std::move(elements), flow, rules);
    }
    return {};
}

}  // namespace

bool may_be_document(std::string_view title, std::string_view text, const DocumentRules& rules) {
    const std::string plain = strip_blanks(title);
    if (names_report(plain, rules.annual_reports.titles)) return true;
    if (may_be_tabular(plain, text, rules.tabular)) return true;
    return std::ranges::any_of(rules.labelled.formats, [&](const LabelledFormat& format) {
        if (contains_any(plain, format.not_titles)) return false;
        return contains_any(plain, format.titles) ||
               (format.elements_min > 0 && contains_any(text, format.hints));
    });
}

// Each kind says for itself whether a document is one; the first that does reads it.
DocumentFacts read_document(const Flow& flow, const DocumentContext& context,
                            const DocumentRules& rules) {
    if (is_annual_report(flow, context, rules.annual_reports))
        return read_annual_report(flow, context, rules.annual_reports);
    DocumentFacts facts = read_tabular(flow, title_of(flow, context), rules.tabular);
    return facts.empty() ? read_labelled(flow, context, rules.labelled) : facts;
}

}  // namespace duwang::crawler
