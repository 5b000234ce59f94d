// 附件 → facts of a page: the text of a file counts like the text of a page, the links in it are
// links.
#pragma once

#include <string_view>

#include "crawler/attachment/attachment.h"
#include "crawler/page/page_reader.h"

namespace duwang::crawler {

// Is this a file, by its first bytes? False for web pages, XML, plain text and nothing at all.
bool is_file_content(std::string_view bytes);

// `whole` false: a limit cut the transfer, and only the kind is told (A08). An HTML page that came
// in place of a file is read as a page by the caller; here its attachment says html_instead.
// Runs tools: see attachment.h.
PageReading read_file(std::string_view bytes, bool whole, const PageContext& context,
                      const ReaderRules& rules, const AttachmentLimits& limits);

}  // namespace duwang::crawler
