#include "crawler/article/signature.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/page/dates.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t last_lines = 14, organ_lines = 6;
constexpr std::size_t line_chars_max = 45, organ_chars_max = 30;

bool names_organ(std::string_view text, const ArticleWords& words) {
    const std::string plain = match_form(text);
    const std::size_t chars = count_code_points(plain);
    if (chars < 3 || chars > organ_chars_max) return false;
    if (plain.find("。") != plain.npos || plain.find("，") != plain.npos ||
        plain.find(':') != plain.npos)
        return false;
    return std::ranges::any_of(words.rules.organ_ends,
                               [&](const std::string& end) { return plain.ends_with(end); });
}

void set_signature(const ArticleContext& context, std::string_view organ, std::uint32_t at,
                   ArticleFacts& facts) {
    facts.signature = collapse_blanks(organ);
    facts.signature_offset = context.page.offset_of(at);
}

// The line's date and the text before it; nothing when more than a date and an organ stands there.
bool read_line(ArticleContext& context, std::size_t index, ArticleFacts& facts) {
    const TextLine& line = context.page.lines[index];
    const std::string_view text = trim_blanks(context.page.of(line));
    if (line.hidden || count_code_points(text) > line_chars_max) return false;
    const auto dates = find_dates(text, context.page_context.as_of, &context.by_reference);
    if (dates.size() != 1 || dates[0].year_assumed || dates[0].date.day == 0) return false;
    const std::string_view before = truncate_code_points(text, dates[0].start);
    const std::string_view rest = text.substr(before.size());
    if (count_code_points(rest) > count_code_points(dates[0].text) + 1) return false;
    const bool with_organ = !trim_blanks(before).empty();
    if (with_organ && !names_organ(before, context.words)) return false;
    const auto start = static_cast<std::uint32_t>(text.data() - context.page.text.data());
    facts.dates.push_back(
        {"signed",
         dates[0].iso,
         dates[0].text,
         {},
         "text",
         context.page.offset_of(start + static_cast<std::uint32_t>(before.size()))});
    if (with_organ) set_signature(context, before, start, facts);
    return true;
}

}  // namespace

void read_signature(ArticleContext& context, ArticleFacts& facts) {
    const MainArea& main = context.main;
    if (!main.node || main.to_line <= main.from_line) return;
    const std::size_t first = std::max<std::size_t>(
        main.from_line + 1, main.to_line - std::min<std::size_t>(last_lines, main.to_line));
    for (std::size_t i = main.to_line; i-- > first;) {
        if (!read_line(context, i, facts)) continue;
        for (std::size_t above = i;
             facts.signature.empty() && above-- > main.from_line && above + organ_lines >= i;) {
            const TextLine& line = context.page.lines[above];
            if (!line.hidden && names_organ(context.page.of(line), context.words))
                set_signature(context, context.page.of(line), line.from, facts);
        }
        return;
    }
}

}  // namespace duwang::crawler
