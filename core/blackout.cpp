#include "core/blackout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace duwang {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr int day_minutes = 24 * 60;
constexpr int week_minutes = 7 * day_minutes;
// 1970-01-01 00:00 UTC was a Thursday, 08:00 in Asia/Shanghai.
constexpr std::int64_t epoch_in_week = 3 * day_minutes + 8 * 60;

constexpr std::array<std::string_view, 7> day_names{"一", "二", "三", "四", "五", "六", "日"};

int length(const BlackoutWindow& window) {
    int minutes = window.to_minute - window.from_minute;
    return minutes > 0 ? minutes : minutes + day_minutes;
}

std::int64_t floor_minutes(std::int64_t ms) {
    return ms >= 0 ? ms / minute_ms : -((-ms + minute_ms - 1) / minute_ms);
}

int minute_of_week(std::int64_t minutes) {
    std::int64_t in_week = (minutes + epoch_in_week) % week_minutes;
    return static_cast<int>(in_week < 0 ? in_week + week_minutes : in_week);
}

// Minutes from this minute of the week to the end of the windows that hold it; 0: in none.
int minutes_left(const Blackout& blackout, int minute) {
    int left = 0;
    for (const BlackoutWindow& window : blackout)
        for (int day = 0; day < 7; ++day) {
            if (!(window.days >> day & 1U)) continue;
            int into =
                (minute - day * day_minutes - window.from_minute + 2 * week_minutes) % week_minutes;
            if (into < length(window)) left = std::max(left, length(window) - into);
        }
    return left;
}

// Whole minutes until no window holds the moment; a week or more: there is no such moment.
int dark_minutes(const Blackout& blackout, int minute) {
    int gone = 0;
    while (gone < week_minutes) {
        int left = minutes_left(blackout, (minute + gone) % week_minutes);
        if (left == 0) return gone;
        gone += left;
    }
    return week_minutes;
}

// What people type for ':' and '-', and the separators, in one spelling each.
std::string plain(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 11> same{{{"：", ":"},
                                                                                  {"－", "-"},
                                                                                  {"–", "-"},
                                                                                  {"—", "-"},
                                                                                  {"～", "-"},
                                                                                  {"~", "-"},
                                                                                  {"至", "-"},
                                                                                  {"；", ";"},
                                                                                  {"、", ","},
                                                                                  {"，", ","},
                                                                                  {"　", " "}}};
    std::string result;
    while (!text.empty()) {
        auto found = std::ranges::find_if(
            same, [&](const auto& pair) { return text.starts_with(pair.first); });
        if (found != same.end()) {
            result += found->second;
            text.remove_prefix(found->first.size());
        } else {
            result += text.front();
            text.remove_prefix(1);
        }
    }
    return result;
}

class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    std::optional<BlackoutWindow> window() {
        BlackoutWindow window;
        blanks();
        if (rest_.starts_with("周") || rest_.starts_with("星期")) {
            window.days = 0;
            do
                if (!days(window.days)) return std::nullopt;
            while (take(","));
        }
        if (!clock(window.from_minute) || !take("-") || !clock(window.to_minute))
            return std::nullopt;
        blanks();
        bool some = window.from_minute != window.to_minute && window.from_minute < day_minutes;
        return rest_.empty() && some ? std::optional(window) : std::nullopt;
    }

  private:
    std::string_view rest_;

    void blanks() {
        while (rest_.starts_with(' ') || rest_.starts_with('\t')) rest_.remove_prefix(1);
    }

    bool take(std::string_view sign) {
        blanks();
        if (!rest_.starts_with(sign)) return false;
        rest_.remove_prefix(sign.size());
        return true;
    }

    std::optional<int> day() {
        if (!take("周") && !take("星期")) return std::nullopt;
        for (int i = 0; i < 7; ++i)
            if (take(day_names[static_cast<std::size_t>(i)])) return i;
        return take("天") ? std::optional(6) : std::nullopt;
    }

    // 周一 or 周一-周五, also 周六-周一 over the end of the week.
    bool days(unsigned& set) {
        auto first = day();
        auto last = first && take("-") ? day() : first;
        if (!first || !last) return false;
        for (int i = *first;; i = (i + 1) % 7) {
            set |= 1U << i;
            if (i == *last) return true;
        }
    }

    bool number(int& value) {
        std::size_t digits = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
        if (digits < 1 || digits > 2) return false;
        value = 0;
        for (char c : rest_.substr(0, digits)) value = value * 10 + (c - '0');
        rest_.remove_prefix(digits);
        return true;
    }

    bool clock(int& minute) {
        int hour = 0, past = 0;
        blanks();
        if (!number(hour) || !take(":") || !number(past) || past > 59) return false;
        minute = hour * 60 + past;
        return minute <= day_minutes;
    }
};

std::string days_text(unsigned days) {
    std::string text;
    for (int i = 0; i < 7; ++i) {
        if (!(days >> i & 1U)) continue;
        int last = i;
        while (last < 6 && (days >> (last + 1) & 1U)) ++last;
        if (!text.empty()) text += ",";
        text += fmt::format("周{}", day_names[static_cast<std::size_t>(i)]);
        if (last > i) text += fmt::format("-周{}", day_names[static_cast<std::size_t>(last)]);
        i = last;
    }
    return text;
}

}  // namespace

Result<Blackout> parse_blackout(std::string_view text) {
    Blackout blackout;
    std::string all = plain(text);
    std::string_view rest = all;
    while (!rest.empty()) {
        std::size_t end = std::min(rest.find(';'), rest.size());
        std::string_view part = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (part.find_first_not_of(" \t") == part.npos) continue;
        auto window = Reader(part).window();
        if (!window)
            return failure(Errc::config,
                           fmt::format("\"{}\" is no blackout window; write for example "
                                       "08:30-11:30 or 周一-周五 14:00-18:00, several with ';'",
                                       part));
        blackout.push_back(*window);
    }
    if (!blackout.empty() && dark_minutes(blackout, 0) >= week_minutes)
        return failure(Errc::config, "the blackout windows leave no time at all; leave some");
    return blackout;
}

std::string blackout_text(const Blackout& blackout) {
    std::string text;
    for (const BlackoutWindow& window : blackout) {
        if (!text.empty()) text += ";";
        if (window.days != 0x7f) text += days_text(window.days) + " ";
        text += fmt::format("{:02}:{:02}-{:02}:{:02}", window.from_minute / 60,
                            window.from_minute % 60, window.to_minute / 60, window.to_minute % 60);
    }
    return text;
}

Timestamp blackout_end(const Blackout& blackout, Timestamp now) {
    std::int64_t minutes = floor_minutes(now.unix_ms);
    int dark = blackout.empty() ? 0 : dark_minutes(blackout, minute_of_week(minutes));
    return dark == 0 ? now : Timestamp{(minutes + dark) * minute_ms};
}

std::int64_t blackout_ms(const Blackout& blackout, Timestamp from, Timestamp to) {
    if (blackout.empty()) return 0;
    std::int64_t dark = 0;
    for (std::int64_t at = from.unix_ms; at < to.unix_ms;) {
        std::int64_t end = blackout_end(blackout, {at}).unix_ms;
        dark += std::min(end, to.unix_ms) - at;
        at = std::max(end, (floor_minutes(at) + 1) * minute_ms);
    }
    return dark;
}

}  // namespace duwang
