#include "core/time.h"

#include <fmt/format.h>

#include <chrono>

namespace duwang {
namespace {

constexpr std::int64_t china_offset_ms = 8LL * 3600 * 1000;
constexpr std::int64_t day_ms = 24LL * 3600 * 1000;

struct Parts {
    Date date;
    int hour, minute, second;
};

Parts split(std::int64_t local_ms) {
    using namespace std::chrono;
    sys_time<milliseconds> moment{milliseconds{local_ms}};
    auto day = floor<days>(moment);
    year_month_day ymd{day};
    hh_mm_ss clock{floor<seconds>(moment - day)};
    return {{int(ymd.year()), int(unsigned(ymd.month())), int(unsigned(ymd.day()))},
            int(clock.hours().count()),
            int(clock.minutes().count()),
            int(clock.seconds().count())};
}

std::string format_local(std::int64_t local_ms, std::string_view zone) {
    Parts p = split(local_ms);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", p.date.year, p.date.month,
                       p.date.day, p.hour, p.minute, p.second, zone);
}

// Takes exactly `width` digits off the front.
bool take(std::string_view& text, std::size_t width, int& value) {
    if (text.size() < width) return false;
    value = 0;
    for (std::size_t i = 0; i < width; ++i) {
        if (text[i] < '0' || text[i] > '9') return false;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(width);
    return true;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

bool take_zone(std::string_view& text, std::int64_t& offset_ms) {
    if (text.empty()) return true;
    if (take(text, 'Z')) {
        offset_ms = 0;
        return true;
    }
    int sign = text.front() == '-' ? -1 : 1;
    if (!take(text, '+') && !take(text, '-')) return false;
    int hours = 0;
    int minutes = 0;
    if (!take(text, 2, hours) || !take(text, ':') || !take(text, 2, minutes)) return false;
    offset_ms = sign * (hours * 3600LL + minutes * 60LL) * 1000;
    return true;
}

std::int64_t local_ms_of(const Date& date) {
    using namespace std::chrono;
    sys_days day = year{date.year} / month{unsigned(date.month)} / std::chrono::day{unsigned(date.day)};
    return duration_cast<milliseconds>(day.time_since_epoch()).count();
}

}  // namespace

bool Date::valid() const {
    using namespace std::chrono;
    return year > 0 && month > 0 && day > 0 &&
           year_month_day{std::chrono::year{year}, std::chrono::month{unsigned(month)},
                          std::chrono::day{unsigned(day)}}
               .ok();
}

std::string Date::iso() const { return fmt::format("{:04}-{:02}-{:02}", year, month, day); }

Date Timestamp::date() const { return split(unix_ms + china_offset_ms).date; }
std::string Timestamp::iso() const { return format_local(unix_ms + china_offset_ms, "+08:00"); }
std::string Timestamp::iso_utc() const { return format_local(unix_ms, "Z"); }

std::string Timestamp::compact() const {
    Parts p = split(unix_ms + china_offset_ms);
    return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}", p.date.year, p.date.month, p.date.day,
                       p.hour, p.minute, p.second);
}

Result<Timestamp> parse_timestamp(std::string_view text) {
    auto wrong = [text] {
        return failure(Errc::config, fmt::format("\"{}\" is not a date; write 2026-09-30 or "
                                                 "2026-09-30T10:00",
                                                 text));
    };
    std::string_view rest = text;
    Date date;
    if (!take(rest, 4, date.year) || !take(rest, '-') || !take(rest, 2, date.month) ||
        !take(rest, '-') || !take(rest, 2, date.day) || !date.valid())
        return wrong();
    std::int64_t local = local_ms_of(date);
    if (rest.empty()) return Timestamp{local + day_ms - 1000 - china_offset_ms};
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (!take(rest, 'T') || !take(rest, 2, hour) || !take(rest, ':') || !take(rest, 2, minute))
        return wrong();
    if (take(rest, ':') && !take(rest, 2, second)) return wrong();
    std::int64_t offset = china_offset_ms;
    if (!take_zone(rest, offset) || !rest.empty() || hour > 23 || minute > 59 || second > 59)
        return wrong();
    return Timestamp{local + (hour * 3600LL + minute * 60LL + second) * 1000 - offset};
}

}  // namespace duwang
