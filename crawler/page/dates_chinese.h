// Dates in Chinese numerals: 二〇二六年八月二十五日, 二○二六年, 贰零贰陆年.
#pragma once

#include <string_view>
#include <vector>

#include "crawler/page/dates.h"

namespace duwang::crawler {

// Does a Chinese numeral stand before a 年?
bool has_chinese_year(std::string_view text);

// Adds those of a half-width text to the dates found in it, in reading order. True: another
// reference could have led to more.
bool add_chinese_dates(std::string_view text, const Date& reference, std::vector<FoundDate>& found);

}  // namespace duwang::crawler
