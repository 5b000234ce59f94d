#include "crawler/page/dates_sane.h"

namespace duwang::crawler {

void append_digits(std::string& out, int number, int digits) {
    int unit = 1;
    while (--digits > 0) unit *= 10;
    for (; unit > 0; unit /= 10) out += static_cast<char>('0' + number / unit % 10);
}

void append_time(std::string& iso, int hour, int minute) {
    iso += 'T';
    append_digits(iso, hour, 2);
    iso += ':';
    append_digits(iso, minute, 2);
}

std::string iso_of(const Date& date) {
    std::string iso;
    append_digits(iso, date.year, 4);
    if (date.month == 0) return iso;
    iso += '-';
    append_digits(iso, date.month, 2);
    if (date.day == 0) return iso;
    iso += '-';
    append_digits(iso, date.day, 2);
    return iso;
}

Sane is_sane(const Date& date, const Date& reference) {
    if (date.year < 1995 || date.month < 0 || date.month > 12 || date.day < 0 || date.day > 31)
        return Sane::no;
    if (date.month == 0 && date.day > 0) return Sane::no;
    if (date.day > 0 && !date.valid()) return Sane::no;
    if (!reference.valid()) return date.year < 2100 ? Sane::yes : Sane::no;
    // 31 days after the reference at most; counted in months of 31 for simplicity.
    const auto rank = [](const Date& d) { return (d.year * 12 + d.month) * 31 + d.day; };
    if (rank(date) <= rank(reference) + 31) return Sane::yes;
    return date.year < 2100 ? Sane::not_yet : Sane::no;
}

}  // namespace duwang::crawler
