#include "crawler/attachment/pdf_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "crawler/attachment/pdf_columns.h"
#include "crawler/attachment/pdf_grid.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t cells_max = 100'000;  // of all tables

double middle_x(const PdfBox& box) { return (box.left + box.right) / 2; }
double middle_y(const PdfBox& box) { return (box.top + box.bottom) / 2; }

bool is_ascii_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Words of one line, or lines of one cell: Chinese is written without blanks.
void append_text(std::string& text, std::string_view next, bool wide_gap) {
    if (next.empty()) return;
    const bool latin = !text.empty() && is_ascii_word(text.back()) && is_ascii_word(next.front());
    if (!text.empty() && (wide_gap || latin)) text += ' ';
    text += next;
}

// Words whose middles differ by less stand in one line: a third of their height.
double half_line(const PdfBox& box) { return std::max(1.0, (box.bottom - box.top) / 3); }

struct Line {
    PdfBox box;
    std::string text;
};

// Words whose middles lie on one level, from the left.
std::vector<Line> lines_of(std::vector<const PdfWord*> words) {
    std::ranges::stable_sort(words, {}, [](const PdfWord* word) { return middle_y(word->box); });
    std::vector<Line> lines;
    for (std::size_t first = 0; first < words.size();) {
        const PdfBox& box = words[first]->box;
        const double half = half_line(box);
        std::size_t last = first;
        while (last < words.size() && middle_y(words[last]->box) - middle_y(box) <= half) ++last;
        std::sort(words.begin() + static_cast<std::ptrdiff_t>(first),
                  words.begin() + static_cast<std::ptrdiff_t>(last),
                  [](const PdfWord* a, const PdfWord* b) { return a->box.left < b->box.left; });
        Line line{box, {}};
        double right = words[first]->box.left;
        for (std::size_t i = first; i < last; ++i) {
            const PdfWord& word = *words[i];
            const double em = word.box.bottom - word.box.top;
            append_text(line.text, word.text, word.box.left - right > em);
            right = word.box.right;
            line.box = {std::min(line.box.left, word.box.left),
                        std::min(line.box.top, word.box.top),
                        std::max(line.box.right, word.box.right),
                        std::max(line.box.bottom, word.box.bottom)};
        }
        lines.push_back(std::move(line));
        first = last;
    }
    return lines;
}

// How many gaps wider than a character and a half each line has.
std::vector<std::size_t> wide_gaps_of(std::vector<const PdfWord*> words) {
    std::ranges::stable_sort(words, {}, [](const PdfWord* word) { return middle_y(word->box); });
    std::vector<std::size_t> gaps;
    for (std::size_t first = 0; first < words.size();) {
        std::vector<const PdfWord*> line;
        const double half = half_line(words[first]->box), level = middle_y(words[first]->box);
        for (; first < words.size() && middle_y(words[first]->box) - level <= half; ++first)
            line.push_back(words[first]);
        std::ranges::sort(line, {}, [](const PdfWord* word) { return word->box.left; });
        std::size_t wide = 0;
        for (std::size_t i = 1; i < line.size(); ++i)
            wide += line[i]->box.left - line[i - 1]->box.right > 4.5 * half ? 1 : 0;
        gaps.push_back(wide);
    }
    return gaps;
}

// 页码: a line at the edge of the page of nothing but a number.
bool is_page_number(const Line& line, const PdfPage& page) {
    const double edge = page.height * 0.1;
    if (line.box.bottom > edge && line.box.top < page.height - edge) return false;
    std::size_t digits = 0, others = 0;
    for (const char c : line.text) {
        if (c >= '0' && c <= '9')
            ++digits;
        else if (c != ' ' && c != '-')
            ++others;
    }
    return digits > 0 && digits <= 4 && (others <= 6 || line.text.starts_with("第"));
}

// Lines of the page that are no table; a line that fills the width goes on in the next one unless
// that is indented.
class Paragraphs {
  public:
    Paragraphs(std::vector<Line> lines, const PdfPage& page) : page_(page) {
        for (Line& line : lines)
            if (!is_page_number(line, page)) lines_.push_back(std::move(line));
        if (lines_.empty()) return;
        left_ = std::ranges::min(lines_, {}, [](const Line& l) { return l.box.left; }).box.left;
        right_ = std::ranges::max(lines_, {}, [](const Line& l) { return l.box.right; }).box.right;
    }

    std::vector<Line> joined() const {
        std::vector<Line> result;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (i > 0 && goes_on(lines_[i - 1], lines_[i])) {
                append_text(result.back().text, lines_[i].text, false);
                result.back().box.bottom = lines_[i].box.bottom;
            } else {
                result.push_back(lines_[i]);
            }
        }
        return result;
    }

  private:
    bool goes_on(const Line& line, const Line& next) const {
        const double em = std::max(1.0, line.box.bottom - line.box.top);
        const double next_em = std::max(1.0, next.box.bottom - next.box.top);
        if (em / next_em > 1.2 || next_em / em > 1.2) return false;  // a heading
        return line.box.right > right_ - 2 * em && next.box.left < left_ + 1.2 * em &&
               next.box.top - line.box.bottom < em && page_.width > 0;
    }
    const PdfPage& page_;
    std::vector<Line> lines_;
    double left_ = 0, right_ = 0;
};

struct PlacedTable {
    double top = 0;
    Table table;
};

// Two numbers that the tool took for one word, because only a line is between them: nobody can say
// which digit belongs to which cell.
bool lies_over_line(const PdfWord& word, const PdfCell& cell) {
    const double width = word.box.right - word.box.left;
    const double outside = std::max(cell.box.left - word.box.left, word.box.right - cell.box.right);
    return outside > width * 0.25;
}

class TableFiller {
  public:
    // What lies beyond the edge of the paper is not seen, so its cells cannot be read.
    TableFiller(const PdfGrid& grid, const PdfPage& page) : grid_(grid), words_(grid.cells.size()) {
        constexpr double slack = 1.0;
        for (std::size_t i = 0; i < grid.cells.size(); ++i) {
            const PdfBox& box = grid.cells[i].box;
            spoilt_[i] = box.right > page.width + slack || box.bottom > page.height + slack ||
                         box.left < -slack || box.top < -slack;
        }
    }

    bool take(const PdfWord& word) {
        const double x = middle_x(word.box), y = middle_y(word.box);
        const PdfBox& box = grid_.box;
        if (x < box.left || x >= box.right || y < box.top || y >= box.bottom) return false;
        const PdfCell* cell = grid_.at(x, y);
        if (cell == nullptr) return false;
        const std::size_t index = static_cast<std::size_t>(cell - grid_.cells.data());
        words_[index].push_back(&word);
        if (lies_over_line(word, *cell)) spoil(word, y);
        return true;
    }

    Table table() const {
        Table table;
        for (std::size_t i = 0; i < grid_.cells.size(); ++i) {
            const PdfCell& from = grid_.cells[i];
            TableCell cell;
            for (const Line& line : lines_of(words_[i])) append_text(cell.text, line.text, false);
            if (spoilt_.at(i)) cell.text += "\xEF\xBF\xBD";  // U+FFFD
            cell.row = from.row, cell.column = from.column;
            cell.rows = from.rows, cell.columns = from.columns;
            table.add(std::move(cell));
        }
        return table;
    }

  private:
    void spoil(const PdfWord& word, double y) {
        for (const double x : {word.box.left, middle_x(word.box), word.box.right})
            if (const PdfCell* cell = grid_.at(x, y))
                spoilt_[static_cast<std::size_t>(cell - grid_.cells.data())] = true;
    }
    const PdfGrid& grid_;
    std::vector<std::vector<const PdfWord*>> words_;
    std::map<std::size_t, bool> spoilt_;
};

void add_table(Flow& flow, Table table, std::uint32_t page, int number) {
    table.origin = fmt::format("第 {} 页 表格 {}", page, number);
    FlowBlock block;
    block.kind = FlowBlock::Kind::table;
    block.table = flow.tables.size();
    block.page = page;
    flow.tables.push_back(std::move(table));
    flow.blocks.push_back(std::move(block));
}

// The flow of pages, one after the other.
class PageWriter {
  public:
    void add(const PdfPage& page) {
        ++number_;
        const std::vector<PdfGrid> grids = grids_of(page);
        std::vector<TableFiller> fillers;
        for (const PdfGrid& grid : grids) fillers.emplace_back(grid, page);
        std::vector<const PdfWord*> others;
        for (const PdfWord& word : page.words)
            if (std::ranges::none_of(fillers,
                                     [&](TableFiller& filler) { return filler.take(word); }))
                others.push_back(&word);
        std::size_t next = 0;
        auto tables_above = [&](double top) {
            for (; next < grids.size() && grids[next].box.top < top; ++next) {
                add_table(flow_, fillers[next].table(), number_, static_cast<int>(next) + 1);
                stops_.push_back(grids[next].xs);
            }
        };
        for (Line& line : Paragraphs(lines_of(std::move(others)), page).joined()) {
            tables_above(line.box.top);
            FlowBlock block;
            block.text = std::move(line.text);
            block.page = number_;
            flow_.blocks.push_back(std::move(block));
        }
        tables_above(page.height + 1e9);
    }

    Flow take() {
        level_columns(flow_, stops_);
        join_broken_tables(flow_);
        return std::move(flow_);
    }

  private:
    // None where too many cells are met: a file of nothing but fine lines is no document.
    std::vector<PdfGrid> grids_of(const PdfPage& page) {
        std::vector<PdfGrid> grids = pdf_grids(page.rules);
        std::size_t cells = 0;
        for (const PdfGrid& grid : grids) cells += grid.cells.size();
        if (cells > cells_left_) {
            flow_.cut = true;
            return {};
        }
        cells_left_ -= cells;
        return grids;
    }

    Flow flow_;
    std::vector<std::vector<double>> stops_;  // of each table
    std::uint32_t number_ = 0;
    std::size_t cells_left_ = cells_max;
};

}  // namespace

// Rows of tables have wide gaps between their cells; lines of a text have none.
bool may_hold_table(const PdfPage& page) {
    std::vector<const PdfWord*> words;
    for (const PdfWord& word : page.words) words.push_back(&word);
    std::size_t rows = 0;
    for (const std::size_t gaps : wide_gaps_of(std::move(words))) {
        if (gaps >= 2) return true;
        rows += gaps > 0 ? 1 : 0;
    }
    return rows >= 2;
}

Flow pdf_flow(const std::vector<PdfPage>& pages) {
    PageWriter writer;
    for (const PdfPage& page : pages) writer.add(page);
    return writer.take();
}

}  // namespace duwang::crawler
