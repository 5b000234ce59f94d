#include "rules/table/cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "core/time.h"

namespace duwang::rules {
namespace {

constexpr std::string_view unit_word = "分";
constexpr std::size_t points_bytes_max = 12;
constexpr std::size_t word_bytes_max = 400;
constexpr int february = 2, december = 12;

// Takes digits off the front; -1 when there are none.
int take_number(std::string_view& text, std::size_t digits_max) {
    int value = -1;
    for (std::size_t n = 0; n < digits_max && !text.empty() && is_ascii_digit(text.front()); ++n) {
        value = std::max(value, 0) * 10 + (text.front() - '0');
        text.remove_prefix(1);
    }
    return value;
}

bool take(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

int last_day(int year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[static_cast<std::size_t>(month - 1)] + (month == february && leap ? 1 : 0);
}

// "1.", "2、", "(3)", "（4）": the number of a point, and how long the mark is.
std::size_t point_mark(std::string_view text, int wanted) {
    const std::string number = fmt::format("{}", wanted);
    for (const auto& [before, after] : {std::pair{"", "."},
                                        {"", "、"},
                                        {"", "．"},
                                        {"", "，"},
                                        {"(", ")"},
                                        {"（", "）"},
                                        {"", "）"}}) {
        const std::string mark = before + number + after;
        if (!text.starts_with(mark)) continue;
        const std::string_view rest = text.substr(mark.size());
        if (!rest.empty() && !is_ascii_digit(rest.front())) return mark.size();
    }
    return 0;
}

std::size_t find_point(std::string_view text, int wanted, std::size_t from, std::size_t& length) {
    for (std::size_t at = from; at < text.size(); ++at) {
        const char c = text[at];
        if (!is_ascii_digit(c) && c != '(' && static_cast<unsigned char>(c) != 0xEF)
            continue;  // （
        // A number inside a word or another number ("10.5", "第1、2点") is none.
        if (at > 0 && (is_ascii_digit(text[at - 1]) || text[at - 1] == '.')) continue;
        length = point_mark(text.substr(at), wanted);
        if (length > 0) return at;
    }
    return text.npos;
}

}  // namespace

PointsCell read_points(std::string_view text) {
    std::string folded = strip_blanks(fold_width(text));
    PointsCell out;
    std::string_view rest = folded;
    if (rest.find('%') != rest.npos || rest.starts_with("百分之")) {
        out.why_not = fmt::format(
            "\"{}\" is a percentage where points are due; write the points, "
            "for example \"0.5\"",
            brief(text));
        return out;
    }
    out.plus = take(rest, "+");
    if (rest.ends_with(unit_word)) rest.remove_suffix(unit_word.size());
    Result<Decimal> value = Decimal::parse(rest);
    if (value && rest.size() > points_bytes_max)
        out.why_not = fmt::format(
            "\"{}\" has too many digits; type a fraction as text, for example 1/3 without \"=\"",
            brief(text));
    else if (!value)
        out.why_not =
            fmt::format("\"{}\" is no number of points; write for example \"0.5\"", brief(text));
    else if (value->is_negative())
        out.why_not = fmt::format("\"{}\" is negative; write the full mark", brief(text));
    else
        out.points = *value;
    return out;
}

MarkedName split_marks(std::string_view text) {
    const std::string_view trimmed = trim_blanks(text);
    for (const auto& [open, close] :
         {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}, {"【", "】"}}) {
        const std::size_t at = trimmed.rfind(open);
        if (at == trimmed.npos || at == 0 || !trimmed.ends_with(close)) continue;
        const std::string_view inner =
            trimmed.substr(at + open.size(), trimmed.size() - at - open.size() - close.size());
        if (!trim_blanks(inner).ends_with(unit_word)) continue;
        const PointsCell points = read_points(inner);
        if (points.points)
            return {std::string(trim_blanks(trimmed.substr(0, at))), points.points->exact()};
    }
    return {std::string(trimmed), {}};
}

bool is_one_of(std::string_view text, const std::vector<std::string>& words) {
    if (text.size() > word_bytes_max) return false;
    std::string form = match_form(text);
    const auto same = [&form, &words] {
        return std::ranges::any_of(
            words, [&form](const std::string& word) { return match_form(word) == form; });
    };
    if (form.empty() || same()) return !form.empty();
    for (const std::string_view stop : {"。", ".", ";", "；"})
        if (form.ends_with(stop)) form.resize(form.size() - stop.size());
    if (form.starts_with('(') && form.ends_with(')')) form = form.substr(1, form.size() - 2);
    return same();
}

std::string due_date(std::string_view text) {
    const std::string folded = strip_blanks(fold_width(text));
    std::string_view rest = folded;
    const int year = take_number(rest, 4);
    if (year < 1000) return {};
    int month = december, day = 0;
    if (take(rest, "-")) {
        month = take_number(rest, 2);
        if (!take(rest, "-")) return {};
        day = take_number(rest, 2);
    } else if (take(rest, "年")) {
        if (const int given = take_number(rest, 2); given >= 0) {
            month = given;
            if (!take(rest, "月")) return {};
            if (const int exact = take_number(rest, 2); exact >= 0) {
                day = exact;
                if (!take(rest, "日")) return {};
            }
        }
        for (const std::string_view tail : {"底", "末", "之前", "以前", "前"}) take(rest, tail);
    }
    if (!rest.empty() || month < 1 || month > december) return {};
    if (day == 0) day = last_day(year, month);
    const Date date{year, month, day};
    return date.valid() ? fmt::format("{:04}-{:02}-{:02}", year, month, day) : std::string();
}

std::string brief(std::string_view text, std::size_t code_points) {
    const std::string line = collapse_blanks(printable(text));
    const std::string_view cut = truncate_code_points(line, code_points);
    return cut.size() < line.size() ? std::string(cut) + "…" : line;
}

std::vector<std::string> content_points(std::string_view text) {
    const std::string folded(text);
    std::vector<std::string> points;
    std::size_t length = 0, from = find_point(folded, 1, 0, length);
    std::size_t second = 0;
    if (from == folded.npos || find_point(folded, 2, from + length, second) == folded.npos)
        from = folded.npos;
    for (int number = 2; from != folded.npos && number < 100; ++number) {
        std::size_t next_length = 0;
        const std::size_t next = find_point(folded, number, from + length, next_length);
        points.emplace_back(
            trim_blanks(std::string_view(folded).substr(from + length, next - from - length)));
        from = next;
        length = next_length;
    }
    if (!points.empty()) return points;
    for (std::size_t at = 0; at < folded.size();) {
        const std::size_t end = std::min(folded.find('\n', at), folded.size());
        const std::string_view line = trim_blanks(std::string_view(folded).substr(at, end - at));
        if (!line.empty()) points.emplace_back(line);
        at = end + 1;
    }
    return points;
}

}  // namespace duwang::rules
