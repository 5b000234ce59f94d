// 面包屑: "当前位置：首页 > 政务公开 > 通知公告" (M09, M10).
#pragma once

#include "crawler/article/context.h"

namespace duwang::crawler {

// The links behind the label, or in a container that is called so.
void read_breadcrumb(ArticleContext& context, ArticleFacts& facts);

}  // namespace duwang::crawler
