// 政府信息公开工作年度报告 (standards.md §5): its generation, parts, tables as numbers, numbers of
// its text.
#pragma once

#include "core/document_facts.h"
#include "core/flow.h"
#include "crawler/document/document.h"

namespace duwang::crawler {

// By its title, or by two of its tables.
bool is_annual_report(const Flow& flow, const DocumentContext& context,
                      const AnnualReportRules& rules);

// Notes: format_not_of_year (its tables are of another generation than its year), no_year,
// no_tables, table_missing:KEY, flow_cut, and those of its sections.
DocumentFacts read_annual_report(Flow flow, const DocumentContext& context,
                                 const AnnualReportRules& rules);

}  // namespace duwang::crawler
