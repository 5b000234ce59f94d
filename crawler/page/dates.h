// Dates as Chinese pages write them (quirk D01).
#pragma once

#include <optional>
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

// The day inside an address of an article (quirks U01, U04, U06, U09–U11, U14), day 0 if only the
// month is there. Whole patterns only: eight digits alone are no date (U02). Years as above;
// without a reference up to 2100.
Date date_in_path(std::string_view path, const Date& reference = {});

// The day that a machine-made file name carries: "W02026032951830030.xls", "P0…".
Date date_in_file(std::string_view path, const Date& reference = {});

// A moment as interfaces write it (J05): seconds or milliseconds since 1970, "/Date(…)/".
std::optional<Timestamp> date_of_epoch(std::string_view text);

// The date that a whole value is ("2026-08-25 10:03", "20260825", "20260825100307", an epoch), or
// the first one that stands in it. A bare year is one here: "2026年", "2026".
std::optional<FoundDate> date_of_value(std::string_view text, const Date& reference,
                                       bool* by_reference = nullptr);

}  // namespace duwang::crawler
