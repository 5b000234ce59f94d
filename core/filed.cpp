#include "core/filed.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "core/text/normalise.h"

namespace duwang {
namespace {

constexpr std::size_t day_bytes = 10, clock_bytes = 5;
constexpr std::size_t what_chars_max = 100;
constexpr std::string_view hour_words[] = {"上午", "中午", "下午", "凌晨", "早上", "晚上"};
constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

// How many bytes of the text are a time of day, "22:00" or "6:00"; 0: none.
std::size_t clock_length(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::size_t hours = std::min(text.find(':'), text.size());
    if (hours < 1 || hours > 2 || text.size() < hours + 3) return 0;
    const std::string_view digits[] = {text.substr(0, hours), text.substr(hours + 1, 2)};
    for (const std::string_view part : digits)
        if (!std::ranges::all_of(part, is_digit)) return 0;
    const bool longer = text.size() > hours + 3 && is_digit(text[hours + 3]);
    return longer ? 0 : hours + 3;
}

// Of a day without an hour: what follows looks like an hour all the same. Read as a whole day it
// would take away more than was filed.
bool hints_at_an_hour(std::string_view text) {
    text = trim_blanks(text);
    if (!text.empty() && ((text[0] >= '0' && text[0] <= '9') || text[0] == ':')) return true;
    return std::ranges::any_of(hour_words,
                               [&](std::string_view word) { return text.starts_with(word); });
}

enum class End { from, until };

// Takes "2026-11-20 22:00" or "2026-11-20" off the text.
std::optional<Timestamp> take_moment(std::string_view& text, End end) {
    text = trim_blanks(text);
    std::string moment(text.substr(0, day_bytes));
    if (moment.size() != day_bytes) return std::nullopt;
    text.remove_prefix(day_bytes);
    const bool parted = text.starts_with('T') || text.starts_with(' ');
    const std::string_view clock = parted ? trim_blanks(text.substr(1)) : std::string_view();
    const std::size_t length = clock_length(clock);
    const bool whole_day = length == 0;
    if (whole_day && (hints_at_an_hour(text) || text.starts_with('T'))) return std::nullopt;
    std::string hour(whole_day ? "00:00" : clock.substr(0, length));
    if (hour.size() < clock_bytes) hour.insert(0, 1, '0');
    if (!whole_day) text = clock.substr(length);
    auto at = parse_timestamp(moment + "T" + hour);
    if (!at) return std::nullopt;
    if (whole_day && end == End::until) at->unix_ms += day_ms;
    return *at;
}

bool take_to(std::string_view& text) {
    text = trim_blanks(text);
    for (std::string_view sign : {"至", "到", "/", "~", "-"})
        if (text.starts_with(sign)) {
            text.remove_prefix(sign.size());
            return true;
        }
    return false;
}

std::optional<FiledSpan> read_span(std::string_view text) {
    const auto from = take_moment(text, End::from);
    if (!from || !take_to(text)) return std::nullopt;
    const auto until = take_moment(text, End::until);
    const std::string_view what = trim_blanks(text);
    if (!until || *until <= *from || what.empty()) return std::nullopt;
    return FiledSpan{*from, *until, std::string(truncate_code_points(what, what_chars_max))};
}

// "2026-11-20T22:00"
std::string minute_text(Timestamp at) { return at.iso().substr(0, day_bytes + 1 + clock_bytes); }

}  // namespace

Result<Filed> parse_filed(std::string_view text) {
    Filed filed;
    const std::string all = collapse_blanks(fold_width(text));
    for (std::string_view rest = all; !rest.empty();) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        const std::string_view part = trim_blanks(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (part.empty()) continue;
        auto span = read_span(part);
        if (!span)
            return failure(Errc::config,
                           fmt::format("\"{}\" says of no time what was filed for it; write for "
                                       "example 2026-11-20 22:00 至 2026-11-21 06:00 机房迁移 "
                                       "(hours as 22:00, or whole days), several with ';'",
                                       truncate_code_points(part, what_chars_max)));
        filed.push_back(std::move(*span));
    }
    return filed;
}

std::string filed_text(const Filed& filed) {
    std::string text;
    for (const FiledSpan& span : filed) {
        if (!text.empty()) text += ";";
        text += fmt::format("{}/{} {}", minute_text(span.from), minute_text(span.until), span.what);
    }
    return text;
}

const FiledSpan* filed_at(const Filed& filed, Timestamp at) {
    const auto holds = [at](const FiledSpan& span) { return span.from <= at && at < span.until; };
    const auto found = std::ranges::find_if(filed, holds);
    return found == filed.end() ? nullptr : &*found;
}

}  // namespace duwang
