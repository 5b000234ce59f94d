// Dates as Chinese pages write them (quirk D01).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace duwang::crawler {

struct FoundDate {
    Date date;                  // day 0 where the text names only a month
    std::string iso;            // with the precision of the text: "2026-08", "2026-08-25",
                                // "2026-08-25T10:03"; midnight counts as no time of day (D09)
    std::string text;           // as written, half width
    bool year_assumed = false;  // the text has no year: low confidence
    std::size_t start = 0;      // characters (code points) before it in the text
};

// Cheap, and true rather too often: a date needs digits and what stands between them. Also true
// where the text ends with a digit, as it may go on elsewhere.
bool may_hold_date(std::string_view text);

// All dates in reading order. Years from 1995 to 31 days after `reference` count, others are not
// dates. "08-25" without a year takes the latest year that is not after `reference`; without a
// reference it is left out. Index numbers (A01-2026-02-00018) are no dates (D11).
// `by_reference` is set when another reference could have led to other dates; else left alone.
std::vector<FoundDate> find_dates(std::string_view text, const Date& reference,
                                  bool* by_reference = nullptr);

// The day inside an address of an article ("/202608/t20260825_1001.html"), day 0 if only the month
// is there. Whole patterns only: eight digits alone are no date.
Date date_in_path(std::string_view path);

}  // namespace duwang::crawler
