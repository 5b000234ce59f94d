// 情况说明: parts of a text by words of their headings, wherever they stand.
#pragma once

#include <vector>

#include "core/document_facts.h"
#include "core/flow.h"
#include "crawler/document/tabular_rules.h"

namespace duwang::crawler {

// Of each topic the part with most text (tables of contents name it too), in the order of `topics`.
std::vector<DocumentSection> read_topics(const Flow& flow, const std::vector<TopicFormat>& topics);

}  // namespace duwang::crawler
