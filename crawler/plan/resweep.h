// 复采: what may be taken from an earlier capture of the site. Pure.
#pragma once

#include <string>

#include "core/ports/earlier_capture.h"

namespace duwang::crawler {

// Asks for the page only if it has changed since; empty when the server gave nothing to ask by.
Condition condition_of(const EarlierPage& page);

// Are these still the bytes of before? `not_modified`, `same_payload`, or empty: they are not, or
// nothing says so. A 304 that was not asked for says nothing.
std::string_view unchanged_by(const FetchOutcome& outcome, const Condition& asked,
                              const EarlierPage& page);

// What is to be read now, and how.
struct ReadingOrder {
    std::string reader;   // reader_mark()
    Date as_of;           // completes dates without a year
    bool detail = false;  // links with texts, structure
    std::string focus{};  // focus_mark()
};

// More was stored than is asked for now: what reading in less detail would have yielded.
void drop_detail(EarlierFacts& stored);

// Would reading the bytes once more yield what was stored then?
bool facts_hold(const EarlierFacts& stored, const EarlierInfo& info, const ReadingOrder& order);
// The same before the stored facts were looked at: may they hold at all?
bool facts_may_hold(const EarlierPage& page, const EarlierInfo& info, const ReadingOrder& order);

}  // namespace duwang::crawler
