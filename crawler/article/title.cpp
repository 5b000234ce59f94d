#include "crawler/article/title.h"

#include <algorithm>
#include <array>

#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t title_chars_min = 4, title_chars_max = 200;
constexpr std::size_t lines_above_main = 25;  // where a heading may stand

struct Heading {
    const TextArea* area = nullptr;
    std::string text;
    int score = 0;
};

// Parts of <title>: "关于…的通知 - 通知公告 - 某县人民政府".
std::vector<std::string> parts_of(std::string_view title) {
    std::string spaced = fold_width(title);
    for (std::string_view sign : {"_", "|", "·", ">", "»", "--"})
        for (auto at = spaced.find(sign); at != spaced.npos; at = spaced.find(sign, at))
            spaced.replace(at, sign.size(), "\n");
    std::vector<std::string> parts;
    std::string part;
    const auto end_part = [&] {
        std::string_view trimmed = trim_blanks(part);
        while (trimmed.starts_with('-')) trimmed = trim_blanks(trimmed.substr(1));
        while (trimmed.ends_with('-')) trimmed = trim_blanks(trimmed.substr(0, trimmed.size() - 1));
        if (!trimmed.empty()) parts.emplace_back(trimmed);
        part.clear();
    };
    for (std::size_t i = 0; i < spaced.size(); ++i) {
        const bool digit_before = i > 0 && spaced[i - 1] >= '0' && spaced[i - 1] <= '9';
        if (spaced[i] == '\n' || (spaced[i] == '-' && !digit_before))
            end_part();
        else
            part += spaced[i];
    }
    end_part();
    return parts;
}

// Does a part of <title> name the site or the column instead of the article?
bool names_site(std::string_view part, const std::vector<MetaValue>& metas) {
    const std::string plain = match_form(part);
    for (std::string_view name : {"SiteName", "ColumnName"})
        if (plain == match_form(meta_value(metas, name))) return true;
    constexpr std::array<std::string_view, 8> ends{"网",   "网站",   "门户", "人民政府",
                                                   "政府", "委员会", "局",   "厅"};
    const bool short_name = count_code_points(plain) <= 16;
    return short_name && std::ranges::any_of(ends, [&](auto end) { return plain.ends_with(end); });
}

std::string title_without_site(const std::string& title, const std::vector<MetaValue>& metas) {
    std::vector<std::string> parts = parts_of(title);
    while (!parts.empty() && names_site(parts.back(), metas)) parts.pop_back();
    if (parts.size() > 1 && names_site(parts.front(), metas)) parts.erase(parts.begin());
    if (parts.empty()) return {};
    // Of several the longest: columns have short names.
    return *std::ranges::max_element(parts, {}, [](const auto& one) { return one.size(); });
}

class HeadingFinder {
  public:
    HeadingFinder(const ArticleContext& context, const std::vector<MetaValue>& metas)
        : context_(context),
          whole_(match_form(context.facts.title)),
          site_(match_form(meta_value(metas, "SiteName"))) {}
    Heading best() const;

  private:
    int score(const TextArea& area, std::string_view plain) const;
    bool is_link(const TextArea& area) const;

    const ArticleContext& context_;
    std::string whole_, site_;  // <title>, SiteName
};

// Whole in a link: an entry of a list, or the site's logo.
bool HeadingFinder::is_link(const TextArea& area) const {
    const auto at = std::ranges::lower_bound(context_.page.links, area.from, {},
                                             [](const TextArea& link) { return link.from; });
    if (at != context_.page.links.end() && at->from == area.from && at->to >= area.to) return true;
    return at != context_.page.links.begin() && std::prev(at)->to >= area.to;
}

int HeadingFinder::score(const TextArea& area, std::string_view plain) const {
    if (plain == site_ || is_link(area)) return 0;
    const bool in_title = whole_.find(plain) != whole_.npos;
    const MainArea& main = context_.main;
    const std::size_t line = context_.page.line_at(area.from);
    const bool near_main =
        main.node && line < main.to_line && line + lines_above_main > main.from_line;
    if (!in_title && !near_main) return 0;
    int score = in_title ? 100 + static_cast<int>(std::min<std::size_t>(plain.size(), 99)) : 0;
    score += near_main ? 20 : 0;
    score += area.level > 0 ? 6 - area.level : 0;
    score += area.hint == NameHint::title ? 4 : 0;
    return score;
}

Heading HeadingFinder::best() const {
    Heading best;
    for (const TextArea& area : context_.page.areas) {
        if (area.hidden || area.to == area.from) continue;
        if (area.level == 0 && area.hint != NameHint::title) continue;
        if (area.to - area.from > title_chars_max * 4) continue;
        std::string text = collapse_blanks(context_.page.of(area));
        const std::string plain = match_form(text);
        const std::size_t chars = count_code_points(plain);
        if (chars < title_chars_min || chars > title_chars_max) continue;
        const int one = score(area, plain);
        if (one > best.score) best = {&area, std::move(text), one};
    }
    return best;
}

char32_t first_sign(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (const char32_t c = folded(next_code_point(text, at)); c != U' ') return c;
    return 0;
}

// The line in which a title stands; lines of another length or beginning are not looked at closely.
std::size_t line_of(const PageText& page, std::string_view title) {
    const std::string plain = match_form(title);
    const char32_t first = first_sign(title);
    for (std::size_t i = 0; i < page.lines.size() && !plain.empty(); ++i) {
        const std::string_view line = page.of(page.lines[i]);
        if (line.size() + 8 < title.size() || line.size() > title.size() + 200) continue;
        if (page.lines[i].link_bytes == line.size() || first_sign(line) != first) continue;
        if (match_form(line).starts_with(plain)) return i;
    }
    return no_line;
}

}  // namespace

void read_title(ArticleContext& context, const std::vector<MetaValue>& metas, ArticleFacts& facts) {
    const Heading heading = HeadingFinder(context, metas).best();
    const std::string named = meta_value(metas, "ArticleTitle");
    if (!named.empty()) {
        facts.title = named;
        facts.title_source = "meta";
    } else if (heading.area != nullptr) {
        facts.title = heading.text;
        facts.title_source = "heading";
    } else if (std::string rest = title_without_site(context.facts.title, metas); !rest.empty()) {
        facts.title = std::move(rest);
        facts.title_source = "title";
    }
    facts.title = truncate_code_points(facts.title, title_chars_max * 2);
    context.title_line = facts.title_source == "heading" ? context.page.line_at(heading.area->from)
                                                         : line_of(context.page, facts.title);
    if (context.title_line == no_line && heading.area != nullptr)
        context.title_line = context.page.line_at(heading.area->from);
    if (context.title_line != no_line)
        facts.title_offset = context.page.offset_of(context.page.lines[context.title_line].from);
}

}  // namespace duwang::crawler
