// What the program sees in an address, a robots.txt, a page, a sitemap, bytes or a text. Offline:
// no network, no database, no clock. Keys of questions and answers: docs/probes.md.
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "core/time.h"

namespace duwang::app {

Result<Json> inspect_url(const Json& question);     // ref, base, charset
Result<Json> inspect_robots(const Json& question);  // agent, url, robots_b64 or robots_file
Result<Json> inspect_date(const Json& question);    // text, reference_date
Result<Json> inspect_page(const Json& question);    // url, content_type, reference_date, the bytes
Result<Json> inspect_footer(const Json& question);  // url, content_type, the bytes
std::string footer_text(const Json& answer);        // a table in Chinese, for an office
Result<Json> inspect_list(const Json& question);    // the same, of a page or an interface's answer
std::string list_table(const Json& answer);         // in Chinese
// A document and, in `against` and `attachment`, last year's and the same as a file.
Result<Json> inspect_report(const Json& question);
std::string report_text(const Json& answer);         // in Chinese
Result<Json> inspect_tables(const Json& question);   // the tables of a document
std::string tables_text(const Json& answer);         // in Chinese
Result<Json> inspect_sitemap(const Json& question);  // the bytes
Result<Json> inspect_text(const Json& question);     // charset or label, content_type, the bytes

// "2026-09-30" in `reference_date`; day 0 when it is not given.
Result<Date> reference_date(const Json& question);

}  // namespace duwang::app
