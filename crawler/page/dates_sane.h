// Which days can be meant by a date on a page, and how they are written.
#pragma once

#include <cstdint>
#include <string>

#include "core/time.h"

namespace duwang::crawler {

enum class Sane : std::uint8_t { no, yes, not_yet };  // not_yet: a later reference would have it

// Years from 1995 to 31 days after the reference; without one up to 2100. Day 0 is a month, month 0
// a year.
Sane is_sane(const Date& date, const Date& reference);

void append_digits(std::string& out, int number, int digits);
void append_time(std::string& iso, int hour, int minute);  // "T10:03"
std::string iso_of(const Date& date);  // as precise as the date; the year has four digits

}  // namespace duwang::crawler
