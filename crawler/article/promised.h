// 附件说明: the files that the text of an article says it has, and whether the page has them.
#pragma once

#include "crawler/article/context.h"

namespace duwang::crawler {

// Sets promised. Reads lines of the main text such as "附件：1.甲表 2.乙表" (GB/T 9704 附件说明).
// `facts.attachments` must be known.
void read_promised(const ArticleContext& context, ArticleFacts& facts);

}  // namespace duwang::crawler
