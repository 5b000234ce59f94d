// 附件: files that a page offers, by links, scripts and viewers (A01–A06).
#pragma once

#include "crawler/article/context.h"

namespace duwang::crawler {

// Extension of a file that an address or a name ends with, in lower case and without the dot;
// empty: none of ours. Queries and fragments do not matter, but "?name=x.pdf" counts.
std::string attachment_extension(std::string_view address, const ArticleWords& words);

// Sets attachments: distinct addresses, in the order of the page. Icons of an editor are none.
void read_attachments(ArticleContext& context, ArticleFacts& facts);

}  // namespace duwang::crawler
