#include "crawler/page/dates_chinese.h"

#include <algorithm>
#include <array>

#include "core/text/utf8.h"
#include "crawler/page/dates_sane.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t dates_max = 200;
constexpr std::size_t numeral_bytes = 3;  // of each of them
constexpr std::string_view year_word = "年", month_word = "月", day_word = "日";
constexpr int ten = 10;

struct Numeral {
    std::string_view sign;
    int value;
};
constexpr std::array<Numeral, 26> numerals{
    {{"〇", 0}, {"○", 0},  {"零", 0}, {"◯", 0},  {"Ο", 0},  // the last is a Greek letter
     {"一", 1}, {"壹", 1}, {"元", 1}, {"二", 2}, {"贰", 2}, {"三", 3},   {"叁", 3},
     {"四", 4}, {"肆", 4}, {"五", 5}, {"伍", 5}, {"六", 6}, {"陆", 6},   {"七", 7},
     {"柒", 7}, {"八", 8}, {"捌", 8}, {"九", 9}, {"玖", 9}, {"十", ten}, {"拾", ten}}};

int numeral_at(std::string_view text, std::size_t at, std::size_t& length) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with('O') || rest.starts_with('0')) {  // typed for 〇
        length = 1;
        return 0;
    }
    for (const Numeral& one : numerals)
        if (rest.starts_with(one.sign)) {
            length = one.sign.size();
            return one.value;
        }
    return -1;
}

// 八 8, 十 10, 十二 12, 二十 20, 二十五 25, 〇八 8; -1: none. Moves on behind it.
int number_below_40(std::string_view text, std::size_t& at) {
    int value = -1;
    std::size_t length = 0;
    for (int signs = 0; signs < 3; ++signs) {
        const int digit = numeral_at(text, at, length);
        if (digit < 0) break;
        if (digit == ten)
            value = value <= 0 ? ten : value * ten;
        else
            value = value < 0 ? digit : value >= ten && value % ten == 0 ? value + digit : digit;
        at += length;
    }
    return value;
}

// The year whose four numerals end at `end`; `start` becomes where they begin.
int year_before(std::string_view text, std::size_t end, std::size_t& start) {
    int year = 0, unit = 1;
    start = end;
    for (int digits = 0; digits < 4; ++digits, unit *= ten) {
        std::size_t length = 0, from = start;
        int value = -1;
        for (std::size_t bytes : {numeral_bytes, std::size_t{2}, std::size_t{1}}) {
            if (bytes > start) continue;
            from = start - bytes;
            value = numeral_at(text, from, length);
            if (value >= 0 && length == bytes) break;
            value = -1;
        }
        if (value < 0 || value >= ten) return -1;
        year += value * unit;
        start = from;
    }
    return year;
}

// The date whose 年 stands at `year_end`; how sane it is.
Sane add_date(std::string_view text, std::size_t year_end, const Date& reference,
              std::vector<FoundDate>& found) {
    std::size_t start = 0;
    FoundDate one;
    one.date.year = year_before(text, year_end, start);
    if (one.date.year < 0) return Sane::no;
    std::size_t at = year_end + year_word.size(), end = at;
    one.date.month = number_below_40(text, at);
    if (one.date.month < 1 || !text.substr(at).starts_with(month_word)) return Sane::no;
    end = at += month_word.size();
    const int day = number_below_40(text, at);
    if (day > 0 && text.substr(at).starts_with(day_word))
        one.date.day = day, end = at + day_word.size();
    if (const Sane sane = is_sane(one.date, reference); sane != Sane::yes) return sane;
    one.iso = iso_of(one.date);
    one.text = text.substr(start, end - start);
    one.start = count_code_points(text.substr(0, start));
    found.push_back(std::move(one));
    return Sane::yes;
}

}  // namespace

bool has_chinese_year(std::string_view text) {
    for (std::size_t at = text.find(year_word); at != std::string_view::npos;
         at = text.find(year_word, at + year_word.size())) {
        std::size_t length = 0;
        if (at >= numeral_bytes && numeral_at(text, at - numeral_bytes, length) >= 0 &&
            length == numeral_bytes)
            return true;
    }
    return false;
}

bool add_chinese_dates(std::string_view text, const Date& reference,
                       std::vector<FoundDate>& found) {
    std::size_t added = 0;
    bool by_reference = false;
    for (std::size_t at = text.find(year_word); at != std::string_view::npos && added < dates_max;
         at = text.find(year_word, at + year_word.size())) {
        const Sane sane = add_date(text, at, reference, found);
        added += sane == Sane::yes;
        by_reference = by_reference || sane == Sane::not_yet;
    }
    if (added > 0)
        std::ranges::stable_sort(found, {}, [](const FoundDate& date) { return date.start; });
    return by_reference;
}

}  // namespace duwang::crawler
