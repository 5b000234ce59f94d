#include "crawler/document/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

#include "core/phone_numbers.h"
#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "core/text/utf8.h"

namespace duwang::crawler {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string phones_in(std::string_view text, const PhoneRules& rules) {
    // The label stood before it, so numbers without an area code count too.
    const std::string said = "电话:" + fold_width(text);
    std::string all;
    for (const PhoneNumber& one : find_phone_numbers(said, rules))
        all += (all.empty() ? "" : "、") + one.number;
    return all;
}

bool is_mail_character(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_' || c == '+';
}

// "xxgk@x.gov.cn", also with a full-width sign (R16).
std::string email_in(std::string_view text) {
    const std::string plain = lower_ascii(fold_width(text));
    for (std::size_t at = plain.find('@'); at != plain.npos; at = plain.find('@', at + 1)) {
        std::size_t from = at, to = at + 1;
        while (from > 0 && is_mail_character(plain[from - 1])) --from;
        while (to < plain.size() && is_mail_character(plain[to])) ++to;
        while (to > at && plain[to - 1] == '.') --to;
        const std::string_view host = std::string_view(plain).substr(at + 1, to - at - 1);
        if (from < at && host.find('.') != host.npos) return plain.substr(from, to - from);
    }
    return {};
}

std::string postcode_in(std::string_view text) {
    const std::string plain = fold_width(text);
    for (std::size_t at = 0; at < plain.size();) {
        std::size_t to = at;
        while (to < plain.size() && is_digit(plain[to])) ++to;
        if (to - at == 6) return plain.substr(at, 6);
        at = std::max(to, at + 1);
    }
    return {};
}

// "十五", "二十" → 15, 20, below one hundred; brackets left out.
std::string with_digits(std::string_view text) {
    static constexpr std::array<std::string_view, 10> digits = {"〇", "一", "二", "三", "四",
                                                                "五", "六", "七", "八", "九"};
    std::string result;
    int value = -1;  // of the numeral that is being read; -1: none
    const auto flush = [&] {
        if (value >= 0) result += std::to_string(value);
        value = -1;
    };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        (void)next_code_point(text, end);
        const std::string_view one = text.substr(at, end - at);
        at = end;
        const auto digit = std::ranges::find(digits, one);
        if (one == "十") {
            value = value < 0 ? 10 : value * 10;
        } else if (digit != digits.end()) {
            const int number = static_cast<int>(digit - digits.begin());
            value = value > 0 && value % 10 == 0 ? value + number : number;
        } else {
            flush();
            if (one != "(" && one != ")" && one != "（" && one != "）") result += one;
        }
    }
    flush();
    return result;
}

// "自受理之日起20个工作日" → "20 工作日"; "当场办结", "即时办结" → "即办".
std::string limit_in(std::string_view text) {
    static constexpr std::array<std::string_view, 4> at_once = {"即办", "即时", "当场", "立即"};
    const std::string plain = with_digits(match_form(text));
    for (std::size_t at = 0; at < plain.size();) {
        std::size_t to = at;
        while (to < plain.size() && is_digit(plain[to])) ++to;
        if (to == at) {
            ++at;
            continue;
        }
        std::string_view rest = std::string_view(plain).substr(to);
        if (rest.starts_with("个")) rest.remove_prefix(std::string_view("个").size());
        const std::string number = plain.substr(at, std::min<std::size_t>(to - at, 9));
        if (rest.starts_with("工作日")) return number + " 工作日";
        const bool day = rest.starts_with("自然日") || rest.starts_with("天") ||
                         rest.starts_with("日历天") || rest.starts_with("日内");
        if (day) return number + " 日";
        at = to;
    }
    for (std::string_view word : at_once)
        if (plain.find(word) != plain.npos) return "即办";
    return {};
}

// Days of a text in order, also those that name less because the one before them does:
// "2026年11月1日至 12月1日", "2026-11-01至12-01", "11月1日-30日". find_dates looks no further than
// a month ahead.
class DayReader {
  public:
    DayReader(std::string_view text, const Date& as_of) : text_(fold_width(text)), day_(as_of) {}

    struct Found {
        Date day;
        std::size_t from = 0, to = 0;  // in the folded text
    };

    std::vector<Found> all() {
        std::vector<Found> found;
        for (std::size_t at = 0; at < text_.size();) {
            if (!is_digit(text_[at]) || (at > 0 && is_digit(text_[at - 1]))) {
                ++at;
                continue;
            }
            at_ = at;
            const bool goes_on = !found.empty() && is_range(found.back().to, at);
            const auto day = read(goes_on);
            if (day) found.push_back({day_ = *day, at, at_});
            at = day ? at_ : at + 1;
        }
        return found;
    }
    std::string_view text() const { return text_; }

  private:
    // "至", "到", "-", "~" between two days, and a time of day before it.
    bool is_range(std::size_t from, std::size_t to) const {
        if (to - from > 30) return false;
        const std::string_view between = std::string_view(text_).substr(from, to - from);
        return contains_any(between, {"至", "到", "-", "~", "—", "～"});
    }
    std::optional<int> number(std::size_t digits_most) {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
        std::size_t to = at_;
        while (to < text_.size() && is_digit(text_[to])) ++to;
        if (to == at_ || to - at_ > digits_most) return std::nullopt;
        const int value = std::stoi(text_.substr(at_, to - at_));
        at_ = to;
        return value;
    }
    bool sign(std::initializer_list<std::string_view> signs) {
        std::size_t at = at_;
        while (at < text_.size() && text_[at] == ' ') ++at;
        for (std::string_view one : signs)
            if (std::string_view(text_).substr(at).starts_with(one)) {
                at_ = at + one.size();
                return true;
            }
        return false;
    }
    std::optional<Date> made(int year, int month, int day) {
        (void)sign({"日", "号"});
        const Date date{year, month, day};
        return date.valid() && year >= 1995 && year <= 2100 ? std::optional(date) : std::nullopt;
    }
    // The next year where a month without one lies before the day that was named last.
    int year_of(int month) const {
        return month < day_.month && named_ ? day_.year + 1 : day_.year;
    }

    std::optional<Date> read(bool goes_on) {
        const auto first = number(4);
        if (!first) return std::nullopt;
        if (*first >= 1995) {
            if (!sign({"年", "-", "/", "."})) return std::nullopt;
            const auto month = number(2);
            if (!month || !sign({"月", "-", "/", "."})) return std::nullopt;
            const auto day = number(2);
            if (day) named_ = true;
            return day ? made(*first, *month, *day) : std::nullopt;
        }
        if (day_.year == 0) return std::nullopt;
        if (sign({"月"})) {
            const auto day = number(2);
            const int year = year_of(*first);
            if (day) named_ = true;
            return day ? made(year, *first, *day) : std::nullopt;
        }
        if (!goes_on) return std::nullopt;
        if (sign({"日", "号"})) return made(day_.year, day_.month, *first);
        if (!sign({"-", "/", "."})) return std::nullopt;
        const auto day = number(2);
        return day ? made(year_of(*first), *first, *day) : std::nullopt;
    }

    std::string text_;
    Date day_;
    bool named_ = false;  // a day was named before
    std::size_t at_ = 0;
};

std::string day_in(std::string_view text, const Date& as_of) {
    const auto found = DayReader(text, as_of).all();
    return found.empty() ? std::string() : found.front().day.iso();
}

void note_vague(DocumentElement& element, const LabelledFormat& format) {
    for (const std::string& word : format.vague)
        if (element.text.find(word) != std::string::npos) element.notes.push_back("vague:" + word);
}

}  // namespace

bool says_nothing(std::string_view text) {
    static constexpr std::array<std::string_view, 9> nothing = {"",   "无",   "-",  "--", "/",
                                                                "\\", "暂无", "空", "略"};
    const std::string plain = match_form(text);
    return std::ranges::find(nothing, plain) != nothing.end();
}

bool names_day(std::string_view text, const Date& as_of) {
    return !DayReader(text, as_of).all().empty();
}

// "自2026年11月1日起30日内": where one day alone is named, the word behind it tells which it is.
std::string period_of(std::string_view text, const Date& as_of) {
    DayReader reader(text, as_of);
    const auto found = reader.all();
    if (found.empty()) return {};
    const std::string first = found[0].day.iso();
    if (found.size() > 1) return first + "/" + found[1].day.iso();
    const std::string_view behind = trim_blanks(reader.text().substr(found[0].to));
    return behind.starts_with("起") || behind.starts_with("开始") ? first + "/" : "/" + first;
}

void read_value(DocumentElement& element, ValueForm form, const LabelledFormat& format,
                const PhoneRules& phones, const Date& as_of) {
    if (says_nothing(element.text)) {
        element.notes.emplace_back("empty");
        return;
    }
    const char* lacks = nullptr;
    switch (form) {
        case ValueForm::words:
            element.value = trim_blanks(element.text);
            break;
        case ValueForm::phones:
            element.value = phones_in(element.text, phones);
            lacks = "no_phone";
            break;
        case ValueForm::email:
            element.value = email_in(element.text);
            lacks = "no_email";
            break;
        case ValueForm::postcode:
            element.value = postcode_in(element.text);
            lacks = "no_postcode";
            break;
        case ValueForm::days:
            element.value = limit_in(element.text);
            lacks = "no_limit";
            break;
        case ValueForm::day:
            element.value = day_in(element.text, as_of);
            lacks = "no_date";
            break;
        case ValueForm::period:
            element.value = period_of(element.text, as_of);
            lacks = "no_date";
            break;
    }
    if (element.value.empty() && lacks != nullptr) element.notes.emplace_back(lacks);
    note_vague(element, format);
}

}  // namespace duwang::crawler
