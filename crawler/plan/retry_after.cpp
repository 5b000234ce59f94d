#include "crawler/plan/retry_after.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace duwang::crawler {
namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Takes the parts of a date off the front; what does not fit makes all of it wrong.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool sign(std::string_view wanted) {
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(wanted.size());
        return true;
    }

    bool number(std::size_t digits, int& value) {
        if (rest_.size() < digits) return false;
        value = 0;
        for (char c : rest_.substr(0, digits)) {
            if (c == ' ' && value == 0) c = '0';  // asctime pads the day with a blank
            if (c < '0' || c > '9') return false;
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(digits);
        return true;
    }

    bool month(int& value) {
        for (std::size_t i = 0; i < months.size(); ++i)
            if (sign(months[i])) {
                value = static_cast<int>(i) + 1;
                return true;
            }
        return false;
    }

    bool clock() {
        return number(2, hour) && sign(":") && number(2, minute) && sign(":") && number(2, second);
    }

    // The name of a weekday says nothing the date does not.
    void weekday() {
        std::size_t end =
            rest_.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
        rest_.remove_prefix(std::min(end, rest_.size()));
    }

    bool done() const { return rest_.empty(); }

    int hour = 0, minute = 0, second = 0;

  private:
    std::string_view rest_;
};

std::optional<Timestamp> moment(const Date& date, const Reader& clock) {
    using namespace std::chrono;
    bool fits = clock.hour < 24 && clock.minute < 60 && clock.second < 61;  // 60: a leap second
    if (!date.valid() || !fits) return std::nullopt;
    sys_days day = year{date.year} / date.month / date.day;
    auto time = day + hours{clock.hour} + minutes{clock.minute} + seconds{clock.second};
    return Timestamp{duration_cast<milliseconds>(time.time_since_epoch()).count()};
}

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

}  // namespace

std::optional<Timestamp> parse_http_date(std::string_view text) {
    Reader read(text);
    Date date;
    read.weekday();
    bool fits = false;
    if (read.sign(", ")) {
        fits = read.number(2, date.day);
        if (fits && read.sign("-")) {  // Sunday, 06-Nov-94 08:49:37 GMT
            fits = read.month(date.month) && read.sign("-") && read.number(2, date.year);
            date.year += date.year < 70 ? 2000 : 1900;
        } else {  // Sun, 06 Nov 1994 08:49:37 GMT
            fits = fits && read.sign(" ") && read.month(date.month) && read.sign(" ") &&
                   read.number(4, date.year);
        }
        fits = fits && read.sign(" ") && read.clock() && read.sign(" GMT");
    } else {  // Sun Nov  6 08:49:37 1994
        fits = read.sign(" ") && read.month(date.month) && read.sign(" ") &&
               read.number(2, date.day) && read.sign(" ") && read.clock() && read.sign(" ") &&
               read.number(4, date.year);
    }
    return fits && read.done() ? moment(date, read) : std::nullopt;
}

std::int64_t retry_after_ms(std::string_view value, std::string_view server_date, Timestamp now) {
    if (all_digits(value)) {
        std::size_t first = std::min(value.find_first_not_of('0'), value.size());
        value.remove_prefix(first);
        if (value.size() > 6) return retry_after_max_ms;
        std::int64_t seconds = 0;
        for (char c : value) seconds = seconds * 10 + (c - '0');
        return std::min(seconds * 1'000, retry_after_max_ms);
    }
    auto until = parse_http_date(value);
    if (!until) return 0;
    auto theirs = parse_http_date(server_date);
    std::int64_t wait = until->unix_ms - (theirs ? *theirs : now).unix_ms;
    return std::clamp<std::int64_t>(wait, 0, retry_after_max_ms);
}

}  // namespace duwang::crawler
