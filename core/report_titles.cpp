#include "core/report_titles.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/text/normalise.h"

namespace duwang {
namespace {

constexpr int first_year = 2000, last_year = 2099;

// Four digits, ASCII or Chinese, before 年: where they begin, and the year.
struct YearPlace {
    std::size_t at = 0, end = 0;
    int year = 0;
};

std::optional<int> digit_of(std::string_view form, std::size_t& at) {
    if (form[at] >= '0' && form[at] <= '9') return form[at++] - '0';
    constexpr std::array<std::string_view, 12> digits{"〇", "一", "二", "三", "四", "五",
                                                      "六", "七", "八", "九", "零", "○"};
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (!form.substr(at).starts_with(digits[i])) continue;
        at += digits[i].size();
        return i >= 10 ? 0 : static_cast<int>(i);
    }
    return std::nullopt;
}

std::optional<YearPlace> year_place(std::string_view form) {
    for (std::size_t at = 0; at < form.size();) {
        std::size_t end = at;
        int year = 0, digits = 0;
        while (end < form.size() && digits < 5) {
            const auto digit = digit_of(form, end);
            if (!digit) break;
            year = year * 10 + *digit;
            ++digits;
        }
        const bool good = digits == 4 && year >= first_year && year <= last_year;
        if (good && form.substr(end).starts_with("年"))
            return YearPlace{at, end + std::string_view("年").size(), year};
        if (digits > 0)
            at = end;
        else
            next_code_point(form, at);
    }
    return std::nullopt;
}

void drop_prefix(std::string_view& text, std::initializer_list<std::string_view> words) {
    for (std::string_view word : words)
        if (text.starts_with(word)) text.remove_prefix(word.size());
}

void drop_suffix(std::string_view& text, std::initializer_list<std::string_view> words) {
    for (std::string_view word : words)
        if (text.ends_with(word)) text.remove_suffix(word.size());
}

}  // namespace

bool names_report(std::string_view title, const ReportTitles& titles) {
    const std::string form = match_form(title);
    return std::ranges::any_of(titles.words, [&](const std::string& word) {
        return form.find(match_form(word)) != form.npos;
    });
}

std::string other_word(std::string_view title, const ReportTitles& titles) {
    const std::string form = match_form(title);
    for (const std::string& word : titles.others)
        if (form.find(match_form(word)) != form.npos) return word;
    return {};
}

int year_in_title(std::string_view title) {
    const auto place = year_place(match_form(title));
    return place ? place->year : 0;
}

std::string organ_in_title(std::string_view title, const ReportTitles& titles) {
    std::string form = match_form(title);
    std::size_t end = form.npos;
    for (const std::string& word : titles.words) end = std::min(end, form.find(match_form(word)));
    if (end == form.npos) return {};
    form.resize(end);
    if (const auto place = year_place(form)) {
        std::string_view behind = std::string_view(form).substr(place->end);
        drop_prefix(behind, {"度"});
        form = form.substr(0, place->at) + std::string(behind);
    }
    std::string_view organ = form;
    drop_prefix(organ, {"关于", "《"});
    drop_suffix(organ, {"年度", "("});
    // 清河县人民政府信息公开年度报告: the word is a part of the name too.
    return std::string(organ) + (organ.ends_with("人民") ? "政府" : "");
}

}  // namespace duwang
