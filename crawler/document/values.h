// What the words behind a label come to.
#pragma once

#include <string>
#include <string_view>

#include "core/document_facts.h"
#include "core/time.h"
#include "crawler/document/labelled_rules.h"

namespace duwang::crawler {

// Does it say that there is nothing: empty, 无, -, /, 暂无?
bool says_nothing(std::string_view text);

// Sets `value` and `notes` of an element whose `text` is known.
void read_value(DocumentElement& element, ValueForm form, const LabelledFormat& format,
                const PhoneRules& phones, const Date& as_of);

// Does it name a day, also one without a year or far ahead?
bool names_day(std::string_view text, const Date& as_of);
// 起止: the two dates of a text as an interval, or the one as its end; empty: none.
std::string period_of(std::string_view text, const Date& as_of);

}  // namespace duwang::crawler
