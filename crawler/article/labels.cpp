#include "crawler/article/labels.h"

#include <algorithm>
#include <array>

#include "core/text/normalise.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t labels_max = 3000;
constexpr std::size_t colons_per_line_max = 60;
constexpr std::size_t short_line_bytes = 72;  // a label alone, with blanks in it
constexpr std::size_t value_chars_max = 300, value_lines_max = 12;
constexpr std::string_view wide_colon = "：", close_bracket = "】";

class LabelFinder {
  public:
    LabelFinder(const PageText& page, const ArticleWords& words) : page_(page), words_(words) {}
    std::vector<FoundLabel> run() {
        for (std::uint32_t i = 0; i < page_.lines.size() && found_.size() < labels_max; ++i)
            search(i);
        return std::move(found_);
    }

  private:
    void search(std::uint32_t line);
    bool take(std::uint32_t line, std::uint32_t start, std::uint32_t end, std::uint32_t behind,
              bool whole);
    bool at_edge(std::uint32_t start, std::uint32_t at) const;

    const PageText& page_;
    const ArticleWords& words_;
    std::vector<FoundLabel> found_;
};

// May a label begin at `at`? Not in the middle of a word.
bool LabelFinder::at_edge(std::uint32_t start, std::uint32_t at) const {
    if (at == start || page_.starts_piece(at)) return true;
    const std::string_view text = page_.text;
    std::size_t before = at - 1;
    while (before > start && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
    const char32_t c = folded(next_code_point(text, before));
    const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    return !is_cjk(c) && !letter;
}

// The longest label that ends at `end`; nothing of the line before `start` belongs to it.
bool LabelFinder::take(std::uint32_t line, std::uint32_t start, std::uint32_t end,
                       std::uint32_t behind, bool whole) {
    const std::string_view text = page_.text;
    std::array<char32_t, LabelTable::chars_max> reversed{};
    std::size_t length = 0;
    std::uint64_t hash = LabelTable::seed;
    FoundLabel best;
    for (std::uint32_t at = end; at > start && length < reversed.size();) {
        std::size_t before = at - 1;
        while (before > start && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80)
            --before;
        at = static_cast<std::uint32_t>(before);
        char32_t c = folded(next_code_point(text, before));
        if (c == U' ') continue;
        if (c >= U'A' && c <= U'Z') c += 32;
        if (length == 0 && !words_.labels.may_end_with(c)) return false;
        reversed[length++] = c;
        hash = LabelTable::next(hash, c);
        const LabelMeaning* meaning = words_.labels.find(hash, {reversed.data(), length});
        if (meaning != nullptr && at_edge(start, at))
            best = {meaning, line, at, end, behind, !whole, true};
    }
    if (best.meaning == nullptr) return false;
    // A label alone: only blanks before it.
    if (whole && !trim_blanks(text.substr(start, best.from - start)).empty()) return false;
    if (!found_.empty() && found_.back().line == line)
        found_.back().alone_in_line = best.alone_in_line = false;
    found_.push_back(best);
    return true;
}

void LabelFinder::search(std::uint32_t line) {
    const TextLine& one = page_.lines[line];
    const std::string_view text = page_.text;
    std::uint32_t start = one.from;
    std::size_t colons = 0;
    bool any = false;
    for (std::uint32_t at = one.from; at < one.to && colons < colons_per_line_max; ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        std::uint32_t length = 0;
        if (byte == ':' || byte == ']')
            length = 1;
        else if (byte == 0xEF && text.substr(at).starts_with(wide_colon))
            length = 3;
        else if (byte == 0xE3 && text.substr(at).starts_with(close_bracket))
            length = 3;
        if (length == 0) continue;
        ++colons;
        if (take(line, start, at, at + length, false)) start = at + length, any = true;
    }
    if (!any && one.to - one.from <= short_line_bytes && one.link_bytes == 0)
        take(line, one.from, one.to, one.to, true);
}

// The element that follows the label's cell.
html::Node next_cell(const PageText& page, const TextLine& line) {
    html::Node cell = page.node(line.block);
    for (int up = 0; up < 3 && cell && !(cell == page.root()); ++up) {
        const std::uint64_t number = cell.number();
        if (number == tag_number("tr") || number == tag_number("ul") ||
            number == tag_number("table") || number == tag_number("dl"))
            return {};
        // Only as long as nothing but the label stands in it.
        if (line.last >= cell.end()) return {};
        const std::size_t next_line = page.line_from_node(line.last + 1);
        if (next_line < page.lines.size() && page.lines[next_line].first < cell.end()) return {};
        html::Node next = cell.next_sibling();
        while (next && !next.is_element()) next = next.next_sibling();
        if (next) return next;
        cell = cell.parent();
    }
    return {};
}

std::uint32_t end_of_lines(const PageText& page, const std::vector<FoundLabel>& labels,
                           std::size_t label, std::size_t first, std::size_t node_end,
                           std::string& text) {
    const std::size_t next_label_line =
        label + 1 < labels.size() ? labels[label + 1].line : page.lines.size();
    std::uint32_t end = 0;
    for (std::size_t i = first; i < page.lines.size() && i < first + value_lines_max; ++i) {
        if (page.lines[i].first >= node_end || i >= next_label_line) break;
        if (!text.empty()) text += ' ';
        text += page.of(page.lines[i]);
        end = page.lines[i].to;
    }
    return end;
}

}  // namespace

std::vector<FoundLabel> find_labels(const PageText& page, const ArticleWords& words) {
    return LabelFinder(page, words).run();
}

LabelValue value_of(const PageText& page, const std::vector<FoundLabel>& labels, std::size_t at) {
    const FoundLabel& label = labels[at];
    const TextLine& line = page.lines[label.line];
    LabelValue value;
    value.from = label.behind;
    value.to = line.to;
    if (at + 1 < labels.size() && labels[at + 1].line == label.line) value.to = labels[at + 1].from;
    const std::string_view whole = page.text;
    std::string_view rest = whole.substr(value.from, value.to - value.from);
    if (rest.ends_with("[") || rest.ends_with("【"))
        rest.remove_suffix(rest.ends_with("[") ? 1 : 3);
    value.text = collapse_blanks(rest);
    if (!value.text.empty() || value.to < line.to) {
        value.text = truncate_code_points(value.text, value_chars_max);
        return value;
    }
    value.to = value.from;
    // "<b>索引号：</b><p>…</p>": inside the same block; else in the cell that follows.
    const std::size_t next_line = label.line + 1;
    const std::size_t block_end = page.node(line.block).end();
    const bool inside = next_line < page.lines.size() && page.lines[next_line].first < block_end &&
                        label.with_colon;
    std::string text;
    if (inside) {
        if (at + 1 < labels.size() && labels[at + 1].line == next_line) return value;
        text = page.of(page.lines[next_line]);
        value.from = page.lines[next_line].from;
        value.to = page.lines[next_line].to;
    } else {
        value.cell = next_cell(page, line);
        if (!value.cell) return value;
        const std::size_t first = page.line_from_node(value.cell.index());
        const std::uint32_t end = end_of_lines(page, labels, at, first, value.cell.end(), text);
        if (end > 0) value.from = page.lines[first].from, value.to = end;
    }
    value.text = truncate_code_points(collapse_blanks(text), value_chars_max);
    return value;
}

}  // namespace duwang::crawler
