// The parts of documents/annual-report-*.yaml.
#pragma once

#include "config/word_lists.h"
#include "crawler/document/rules.h"

namespace duwang::config {

crawler::ReportFormat read_report_format(WordReader& reader, const Yaml& document);
void read_report_titles(WordReader& reader, const Yaml& document,
                        crawler::AnnualReportRules& rules);

// `tables:` – of any kind of document.
std::vector<crawler::TableFormat> read_table_formats(WordReader& reader, const Yaml& list);
// `equations:`, `text:`, `fee:`, `fill:`, `problems:` and `similarity:`; rows and columns that an
// equation names must be those of `tables`.
EquationRules read_equation_rules(WordReader& reader, const Yaml& document,
                                  const std::vector<crawler::TableFormat>& tables);

// A whole number in bounds; `otherwise` where the key is not given.
int read_number(WordReader& reader, const Yaml& map, std::string_view key, int least, int most,
                int otherwise);
// A list of words, or nothing where the key is not given; an empty list is good.
std::vector<std::string> read_list(WordReader& reader, const Yaml& map, std::string_view key);

}  // namespace duwang::config
