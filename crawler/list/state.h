// 列表可读性: were there entries, is there truly none, or can the list not be seen in static bytes?
#pragma once

#include "core/fact.h"
#include "core/html/document.h"
#include "crawler/list/words.h"

namespace duwang::crawler {

// Fills reading.state and reading.why of a page whose lists were read. "absent" is said only where
// the page says so itself (暂无数据) or nothing on it could bring a list later.
void note_list_state(const html::Document& document, const ListWords& words, PageFacts& facts);

}  // namespace duwang::crawler
