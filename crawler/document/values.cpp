#include "crawler/document/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/phone_numbers.h"
#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "crawler/page/dates.h"

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

// "自受理之日起20个工作日" → "20 工作日"; "当场办结", "即时办结" → "即办".
std::string limit_in(std::string_view text) {
    static constexpr std::array<std::string_view, 4> at_once = {"即办", "即时", "当场", "立即"};
    const std::string plain = match_form(text);
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

// "1月20日" behind "2026年12月20日": a year for what has none, the last one that was named, else
// that of the day of judgement; the next one where the day would lie before the one named last.
std::string with_years(std::string_view text, const Date& as_of) {
    static constexpr std::string_view year_sign = "年", month_sign = "月";
    const std::string plain = fold_width(text);
    std::string result;
    int year = as_of.year, last_month = 0;
    for (std::size_t at = 0; at < plain.size();) {
        std::size_t to = at;
        while (to < plain.size() && is_digit(plain[to])) ++to;
        const std::size_t digits = to - at;
        const std::string_view rest = trim_blanks(std::string_view(plain).substr(to, 8));
        if (digits == 4) {
            year = std::stoi(plain.substr(at, 4));
            last_month = 0;
        }
        if ((digits == 1 || digits == 2) && rest.starts_with(month_sign)) {
            const int month = std::stoi(plain.substr(at, digits));
            const bool named = trim_blanks(result).ends_with(year_sign);
            if (!named && last_month > 0 && month < last_month) ++year;
            if (!named && year > 0) result += fmt::format("{}年", year);
            last_month = month;
        }
        const std::size_t end = std::max(to, at + 1);
        result.append(plain, at, end - at);
        at = end;
    }
    return result;
}

// Periods may end long after the day of judgement, further than find_dates looks.
std::vector<FoundDate> days_in(std::string_view text, const Date& as_of) {
    const Date far = as_of.valid() ? Date{as_of.year + 2, 12, 31} : as_of;
    auto found = find_dates(with_years(text, as_of), far);
    std::erase_if(found, [](const FoundDate& one) { return one.iso.size() < 10; });
    return found;
}

std::string day_in(std::string_view text, const Date& as_of) {
    const auto found = days_in(text, as_of);
    return found.empty() ? std::string() : found.front().iso.substr(0, 10);
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

bool names_day(std::string_view text, const Date& as_of) { return !days_in(text, as_of).empty(); }

std::string period_of(std::string_view text, const Date& as_of) {
    const auto found = days_in(text, as_of);
    if (found.empty()) return {};
    const std::string first = found[0].iso.substr(0, 10);
    return found.size() == 1 ? "/" + first : first + "/" + found[1].iso.substr(0, 10);
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
