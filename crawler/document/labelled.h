// 要素: labels and what stands behind, below or beside them in a document.
#pragma once

#include <vector>

#include "core/document_facts.h"
#include "core/flow.h"
#include "core/time.h"
#include "crawler/document/labelled_rules.h"

namespace duwang::crawler {

// All elements of the format, in the order of the document, each as often as it is there (an
// organisation page has a telephone for every office). Bounded; time is linear in the text.
std::vector<DocumentElement> find_elements(const Flow& flow, const LabelledFormat& format,
                                           const LabelledRules& rules, const Date& as_of);

// How many different elements of the format the document has.
std::size_t distinct_elements(const std::vector<DocumentElement>& elements);

// 领导信息: people with their posts and duties, of tables with such heads, of labels, and of lines
// such as "局长 张三". Names of two to four characters with a known post count, nothing else.
std::vector<DocumentLeader> find_leaders(const Flow& flow, const LeaderRules& rules);

}  // namespace duwang::crawler
