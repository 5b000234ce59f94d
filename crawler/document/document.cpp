#include "crawler/document/document.h"

#include "crawler/document/annual_report.h"

namespace duwang::crawler {

// Each kind says for itself whether a document is one; the first that does reads it.
DocumentFacts read_document(const Flow& flow, const DocumentContext& context,
                            const DocumentRules& rules) {
    if (is_annual_report(flow, context, rules.annual_reports))
        return read_annual_report(flow, context, rules.annual_reports);
    return {};
}

}  // namespace duwang::crawler
