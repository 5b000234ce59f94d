#include "crawler/article/page_numbers.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/article/numbers.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t cited_max = 100;
constexpr std::size_t lines_under_title = 8;

bool inside_quotes(std::string_view text, std::size_t at) {
    const std::size_t opened = text.substr(0, at).rfind("《");
    const std::size_t closed = text.substr(0, at).rfind("》");
    return opened != text.npos && (closed == text.npos || closed < opened);
}

class NumbersOfPage {
  public:
    NumbersOfPage(ArticleContext& context, ArticleFacts& facts) : c_(context), facts_(facts) {}
    void run();

  private:
    void of_elements();
    void of_lines();
    void of_title();
    void cited();
    void set(DocumentNumber number, std::string_view source, std::int64_t offset);

    ArticleContext& c_;
    ArticleFacts& facts_;
};

void NumbersOfPage::set(DocumentNumber number, std::string_view source, std::int64_t offset) {
    number.source = source;
    number.offset = offset;
    facts_.number = std::move(number);
}

void NumbersOfPage::of_elements() {
    for (const ArticleElement& one : facts_.elements) {
        if (one.key != "number" || !one.about.empty() || !facts_.number.empty()) continue;
        auto found = find_numbers(one.text, true);
        if (found.empty()) continue;
        set(std::move(found.front().number), "element", one.offset);
    }
}

// A line under the title that is a number and nothing else (M16).
void NumbersOfPage::of_lines() {
    if (!facts_.number.empty() || c_.title_line == no_line) return;
    const std::size_t first = c_.title_line > 2 ? c_.title_line - 2 : 0;
    const std::size_t behind = std::max<std::size_t>(c_.title_line, c_.main.from_line);
    const std::size_t last = std::min(c_.page.lines.size(), behind + lines_under_title);
    for (std::size_t i = first; i < last; ++i) {
        const TextLine& line = c_.page.lines[i];
        const std::string_view text = trim_blanks(c_.page.of(line));
        if (line.hidden || text.size() > 120) continue;
        auto found = find_numbers(text, true);
        if (found.size() != 1 || found[0].from != 0 || found[0].to != text.size()) continue;
        return set(std::move(found[0].number), "line", c_.page.offset_of(line.from));
    }
}

// "…的通知（某政发〔2026〕7号）", but not what stands in 《》 (M17).
void NumbersOfPage::of_title() {
    if (!facts_.number.empty()) return;
    for (FoundNumber& one : find_numbers(facts_.title, false))
        if (!inside_quotes(facts_.title, one.from))
            return set(std::move(one.number), "title", facts_.title_offset);
}

void NumbersOfPage::cited() {
    if (!c_.main.node || c_.main.from_line >= c_.main.to_line) return;
    const std::uint32_t from = c_.page.lines[c_.main.from_line].from;
    const std::uint32_t to = c_.page.lines[c_.main.to_line - 1].to;
    const std::string_view text = std::string_view(c_.page.text).substr(from, to - from);
    for (FoundNumber& one : find_numbers(text, false)) {
        if (facts_.cited.size() >= cited_max) return;
        if (one.number.value == facts_.number.value) continue;
        const bool known = std::ranges::any_of(facts_.cited, [&](const DocumentNumber& other) {
            return other.value == one.number.value;
        });
        if (known) continue;
        one.number.source = "text";
        one.number.offset = c_.page.offset_of(from + static_cast<std::uint32_t>(one.from));
        facts_.cited.push_back(std::move(one.number));
    }
}

void NumbersOfPage::run() {
    of_elements();
    of_lines();
    of_title();
    cited();
}

}  // namespace

void read_numbers(ArticleContext& context, ArticleFacts& article) {
    NumbersOfPage(context, article).run();
}

}  // namespace duwang::crawler
