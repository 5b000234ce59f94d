// Numbers that the text of a report names: "新收政府信息公开申请12件" (N-1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/document_facts.h"
#include "crawler/document/rules.h"

namespace duwang::crawler {

struct NamedNumbers {
    std::vector<NamedNumber> numbers;
    std::vector<std::string> notes;  // ambiguous:KEY: the text names several, so none is kept
};

// What stands behind a word of each key, within the clause and before another number. "未收到" is
// zero where no number is named. "行政复议、行政诉讼共3件" says nothing of either.
NamedNumbers named_numbers(std::string_view text, const ReportFormat& format);

}  // namespace duwang::crawler
