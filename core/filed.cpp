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
constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

bool is_clock(std::string_view text) {
    if (text.size() < clock_bytes || text[2] != ':') return false;
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    return digit(0) && digit(1) && digit(3) && digit(4);
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
    const bool whole_day = !is_clock(clock);
    if (!whole_day) text = clock.substr(clock_bytes);
    moment += "T" + std::string(whole_day ? "00:00" : clock.substr(0, clock_bytes));
    auto at = parse_timestamp(moment);
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
std::string minute_text(Timestamp at) {
    return at.iso().substr(0, day_bytes + 1 + clock_bytes);
}

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
                                       "example 2026-11-20 22:00 至 2026-11-21 06:00 机房迁移, "
                                       "several with ';'",
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
