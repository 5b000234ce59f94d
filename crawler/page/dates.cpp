#include "crawler/page/dates.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "crawler/page/dates_chinese.h"
#include "crawler/page/dates_sane.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t dates_max = 1000;

bool is_alnum(char c) { return is_ascii_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

// Reads pieces of a date from left to right.
class DateReader {
  public:
    DateReader(std::string_view text, std::size_t at) : text_(text), at_(at) {}
    std::size_t at() const { return at_; }
    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    int number(std::size_t shortest, std::size_t longest) {
        std::size_t length = 0;
        int value = 0;
        while (is_ascii_digit(peek(length)) && length < longest)
            value = value * 10 + (peek(length++) - '0');
        if (length < shortest || is_ascii_digit(peek(length))) return -1;
        at_ += length;
        return value;
    }
    bool take(std::string_view word) {
        if (!text_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }
    void skip_blanks() {
        while (peek() == ' ') ++at_;
    }
    // '-', '/', '.' or the Chinese word; 0 when neither.
    char separator(std::string_view word) {
        if (take(word)) return 'w';
        const char c = peek();
        if (c != '-' && c != '/' && c != '.') return 0;
        ++at_;
        return c;
    }

  private:
    std::string_view text_;
    std::size_t at_;
};

class DateFinder {
  public:
    DateFinder(std::string_view text, const Date& reference) : text_(text), reference_(reference) {}
    std::vector<FoundDate> run();
    bool by_reference() const { return by_reference_; }

  private:
    bool sane(const Date& date);
    bool full(std::size_t at);
    bool day_first(std::size_t at);
    bool without_year(std::size_t at);
    void time_of_day(DateReader& reader, FoundDate& found) const;
    bool add(FoundDate found, std::size_t from, std::size_t to);
    bool stands_free(std::size_t from, std::size_t to) const;

    std::string_view text_;
    const Date& reference_;
    std::vector<FoundDate> found_;
    std::size_t end_ = 0;                       // of the last date found
    std::size_t counted_ = 0, characters_ = 0;  // bytes looked at, and the characters they are
    bool by_reference_ = false;
};

bool DateFinder::sane(const Date& date) {
    const Sane sane = is_sane(date, reference_);
    by_reference_ = by_reference_ || sane == Sane::not_yet;
    return sane == Sane::yes;
}

// A date inside a code or an address is none.
bool DateFinder::stands_free(std::size_t from, std::size_t to) const {
    if (from > 0) {
        const char before = text_[from - 1];
        if (is_alnum(before) || before == '/' || before == '_') return false;
        if ((before == '-' || before == '.') && from > 1 && is_alnum(text_[from - 2])) return false;
    }
    if (to >= text_.size()) return true;
    const char after = text_[to];
    if (is_ascii_digit(after) || after == '_' || after == '/') return false;
    return !((after == '-' || after == '.') && to + 1 < text_.size() && is_alnum(text_[to + 1]));
}

bool DateFinder::add(FoundDate found, std::size_t from, std::size_t to) {
    found.text = text_.substr(from, to - from);
    for (; counted_ < from; ++counted_)
        if ((static_cast<unsigned char>(text_[counted_]) & 0xC0) != 0x80) ++characters_;
    found.start = characters_;
    found_.push_back(std::move(found));
    end_ = to;
    return true;
}

// "10:03:07", "10时3分".
void DateFinder::time_of_day(DateReader& reader, FoundDate& found) const {
    DateReader look = reader;
    if (!look.take("T")) look.skip_blanks();
    const int hour = look.number(1, 2);
    const bool clock = hour >= 0 && look.take(":");
    if (hour < 0 || hour > 23 || (!clock && !look.take("时"))) return;
    const int minute = look.number(clock ? 2 : 1, 2);
    if (minute < 0 || minute > 59 || (!clock && !look.take("分"))) return;
    int second = 0;
    if (look.take(":")) second = look.number(2, 2);
    reader = look;
    if (hour == 0 && minute == 0 && second <= 0) return;  // D09: no time of day is meant
    append_time(found.iso, hour, minute);
}

// 2026-08-25, 2026/8/25, 2026.08.25, 2026年8月25日, each perhaps with a time; 2026年8月.
bool DateFinder::full(std::size_t at) {
    DateReader reader(text_, at);
    Date date;
    date.year = reader.number(4, 4);
    reader.skip_blanks();
    const char first = reader.separator("年");
    if (date.year < 0 || first == 0) return false;
    reader.skip_blanks();
    date.month = reader.number(1, 2);
    if (date.month < 1) return false;
    DateReader month_end = reader;
    reader.skip_blanks();
    const char second = reader.separator("月");
    if (first == 'w' && second == 'w') month_end = reader;
    if (second == first || (second != 0 && first == 'w')) {
        reader.skip_blanks();
        date.day = reader.number(1, 2);
        if (date.day > 0 && first == 'w')
            reader.skip_blanks(), reader.take("日") || reader.take("号");
    } else if (DateReader look = month_end; look.peek() == ' ') {
        look.skip_blanks();  // "2026-08 25": month above, day below
        const int day = look.number(1, 2);
        if (day > 0 && first != 'w' && stands_free(at, look.at()) && look.peek() != ':')
            date.day = day, reader = look;
    }
    if (date.day <= 0) {
        if (date.day < 0 && first != 'w') return false;
        date.day = 0;
        reader = month_end;
        if (first != 'w') return false;  // "2026-08" alone is too often part of a number
    }
    FoundDate found{date, {}, {}, false, 0};
    if (!sane(date) || !stands_free(at, reader.at())) return false;
    found.iso = iso_of(date);
    if (date.day > 0) time_of_day(reader, found);
    return add(std::move(found), at, reader.at());
}

// "25 2026-08": the day in large type before its month.
bool DateFinder::day_first(std::size_t at) {
    DateReader reader(text_, at);
    const int day = reader.number(1, 2);
    if (day < 1 || reader.peek() != ' ') return false;
    reader.skip_blanks();
    Date date{reader.number(4, 4), 0, day};
    if (date.year < 0 || reader.separator("年") == 0) return false;
    date.month = reader.number(1, 2);
    if (date.month < 0) return false;
    reader.take("月");
    if (!sane(date) || !date.valid() || !stands_free(at, reader.at())) return false;
    return add({date, iso_of(date), {}, false, 0}, at, reader.at());
}

// "08-25", "[08-25]", "8月25日" with blanks or brackets around them.
bool DateFinder::without_year(std::size_t at) {
    if (!reference_.valid()) return false;
    DateReader reader(text_, at);
    Date date{reference_.year, reader.number(1, 2), 0};
    const bool two = reader.at() - at == 2;
    const char separator = reader.separator("月");
    if (date.month < 0 || separator == 0 || separator == '.' || (separator != 'w' && !two))
        return false;
    const std::size_t day_at = reader.at();
    date.day = reader.number(1, 2);
    if (date.day < 1 || (separator != 'w' && reader.at() - day_at != 2)) return false;
    if (separator == 'w' && !reader.take("日")) return false;
    const auto is_edge = [](char c) {
        return c == ' ' || c == '[' || c == ']' || c == '(' || c == ')' || c == '\0';
    };
    if (!is_edge(at == 0 ? '\0' : text_[at - 1]) || !is_edge(reader.peek())) return false;
    by_reference_ = true;
    if (date > reference_) --date.year;
    if (!date.valid()) return false;
    return add({date, iso_of(date), {}, true, 0}, at, reader.at());
}

std::vector<FoundDate> DateFinder::run() {
    for (std::size_t at = 0; at < text_.size() && found_.size() < dates_max; ++at) {
        if (!is_ascii_digit(text_[at]) || (at > 0 && is_ascii_digit(text_[at - 1]))) continue;
        std::size_t behind = at + 1;
        while (behind < text_.size() && is_ascii_digit(text_[behind])) ++behind;
        const std::size_t length = behind - at;
        const bool found = length == 4   ? full(at)
                           : length <= 2 ? day_first(at) || without_year(at)
                                         : false;
        at = (found ? end_ : behind) - 1;
    }
    return std::move(found_);
}

// May what stands behind digits make them part of a date? A sign, a blank or 年 or 月 must.
bool may_separate(std::string_view rest) {
    const auto byte = static_cast<unsigned char>(rest[0]);
    if (byte < 0x80) return byte <= '/' && byte != '+' && byte != ',';
    if (byte >= 0xE4 && byte <= 0xE9) return rest.starts_with("年") || rest.starts_with("月");
    if (byte == 0xE3) return rest.starts_with("\u3000");  // else brackets, as in 〔2026〕
    if (byte == 0xEF && rest.size() > 2 && static_cast<unsigned char>(rest[1]) == 0xBC)
        return rest[2] == '\x8D' || rest[2] == '\x8E' || rest[2] == '\x8F';  // dash, dot, slash
    return true;  // it may be a blank or a dash of some kind
}

// What a text may have that a date needs; eight bytes at a time.
struct Signs {
    bool digit = false;
    bool wide = false;  // a byte that full-width digits begin with
    bool year = false;  // the second half of 年, which is E5 B9 B4
};

constexpr std::uint64_t ones = 0x0101010101010101u, high = ones << 7;

constexpr std::uint64_t zero_bytes(std::uint64_t v) { return (v - ones) & ~v & high; }

Signs signs_of(std::string_view text) {
    std::uint64_t digit = 0, wide = 0, year = 0, before = 0;
    const auto look = [&](std::uint64_t v) {
        const std::uint64_t d = v ^ (ones * '0');
        digit |= (d - ones * 10) & ~d & high;
        wide |= zero_bytes(v ^ (ones * 0xEF));
        year |= zero_bytes((v ^ (ones * 0xB4)) | ((v << 8 | before) ^ (ones * 0xB9)));
        before = v >> 56;
    };
    std::size_t at = 0;
    std::uint64_t bytes = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::memcpy(&bytes, text.data() + at, 8);
        look(bytes);
    }
    if (at < text.size()) {
        bytes = 0;
        std::memcpy(&bytes, text.data() + at, text.size() - at);
        look(bytes);
    }
    return {digit != 0, wide != 0, year != 0};
}

// Of full width: EF BC 90 to 99, in the middle of much punctuation that begins alike.
bool has_wide_digit(std::string_view text) {
    for (std::size_t at = 0; (at = text.find("\xEF\xBC", at)) != std::string_view::npos; at += 3)
        if (at + 2 < text.size() && static_cast<unsigned char>(text[at + 2] - 0x90) < 10)
            return true;
    return false;
}

}  // namespace

bool may_hold_date(std::string_view text) {
    const Signs signs = signs_of(text);
    if (signs.wide && has_wide_digit(text)) return true;
    if (signs.year && has_chinese_year(text)) return true;
    for (std::size_t at = 0; signs.digit && at < text.size(); ++at) {
        if (!is_ascii_digit(text[at])) continue;
        const std::size_t start = at;
        while (at < text.size() && is_ascii_digit(text[at])) ++at;
        if (at == text.size()) return true;  // what is said next may belong to it
        const std::size_t length = at - start;
        if ((length <= 2 || length == 4) && may_separate(text.substr(at))) return true;
    }
    return false;
}

std::vector<FoundDate> find_dates(std::string_view text, const Date& reference,
                                  bool* by_reference) {
    if (!may_hold_date(text)) return {};
    std::string half_width;
    if (!is_folded(text)) text = half_width = fold_width(text);
    DateFinder finder(text, reference);
    std::vector<FoundDate> found = finder.run();
    bool depends = finder.by_reference();
    if (has_chinese_year(text) && add_chinese_dates(text, reference, found)) depends = true;
    if (by_reference != nullptr && depends) *by_reference = true;
    return found;
}

}  // namespace duwang::crawler
