#include "workflow/typed_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/text/normalise.h"

namespace duwang::workflow {
namespace {

constexpr std::string_view points = "分";

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
        text.replace(at, what.size(), with);
}

// The whole numbers in a text that holds nothing but digits and the given separators; nothing for
// any other text.
std::vector<int> numbers_in(std::string_view text, std::string_view separators) {
    std::vector<int> numbers;
    bool inside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (!digit && separators.find(text[i]) == std::string_view::npos) return {};
        if (digit && !inside) {
            int number = 0;
            const auto [end, error] =
                std::from_chars(text.data() + i, text.data() + text.size(), number);
            if (error != std::errc{}) return {};
            numbers.push_back(number);
        }
        inside = digit;
    }
    return numbers;
}

}  // namespace

std::string typed_text(std::string_view cell) {
    const std::string_view text = trim_blanks(cell);
    const bool kept = text.size() > 1 && text[0] == '\'' &&
                      std::string_view("=+-@").find(text[1]) != std::string_view::npos;
    return std::string(kept ? text.substr(1) : text);
}

std::string typed_number(std::string_view cell) {
    std::string text = strip_blanks(fold_width(cell));
    if (text.ends_with(points)) text.resize(text.size() - points.size());
    return text;
}

std::string typed_day(std::string_view cell) {
    std::string text = collapse_blanks(fold_width(cell));
    for (const char* word : {"年", "月", "/", "."}) replace_all(text, word, "-");
    replace_all(text, "日", " ");
    const std::string_view all = trim_blanks(text);
    const std::size_t day_end = std::min(all.find(' '), all.size());
    const std::vector<int> day = numbers_in(all.substr(0, day_end), "-");
    const std::string_view rest = trim_blanks(all.substr(day_end));
    const std::vector<int> time = numbers_in(rest, ":");
    if (day.size() != 3 || day[0] < 1000 || (!rest.empty() && time.size() < 2))
        return std::string(trim_blanks(cell));
    std::string iso = fmt::format("{:04}-{:02}-{:02}", day[0], day[1], day[2]);
    if (time.size() >= 2) iso += fmt::format("T{:02}:{:02}", time[0], time[1]);
    if (time.size() == 3) iso += fmt::format(":{:02}", time[2]);
    return iso;
}

std::vector<std::string> typed_list(std::string_view cell) {
    std::string text(cell);
    replace_all(text, "；", ";");
    std::ranges::replace(text, '\n', ';');
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find(';', from), text.size());
        const std::string part(trim_blanks(std::string_view(text).substr(from, end - from)));
        if (!part.empty() && std::ranges::find(parts, part) == parts.end()) parts.push_back(part);
        from = end + 1;
    }
    return parts;
}

}  // namespace duwang::workflow
