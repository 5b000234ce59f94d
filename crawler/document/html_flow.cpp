#include "crawler/document/html_flow.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "core/text/normalise.h"
#include "crawler/page/hiding.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

using html::Node;

constexpr std::size_t blocks_max = 50'000;
constexpr std::size_t cell_bytes_max = 64u << 10;
constexpr std::size_t text_bytes_max = 16u << 20;                   // of the whole flow
constexpr std::uint32_t rowspan_max = 65'534, colspan_max = 1'000;  // as the HTML standard has it

bool is_tag(Node node, std::string_view name) { return node.number() == tag_number(name); }

// Text that is struck out (删除线) is not said either.
bool is_unseen(Node node) {
    for (std::string_view name :
         {"script", "style", "template", "noscript", "head", "select", "s", "del", "strike"})
        if (is_tag(node, name)) return true;
    return hides_itself(node);
}

// "3" of rowspan="3": digits behind blanks; anything else is `otherwise`.
std::uint32_t span_of(Node cell, std::string_view name, std::uint32_t otherwise) {
    const std::string_view text = trim_blanks(cell.attr(name));
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) return rowspan_max;
    return error == std::errc{} ? value : otherwise;
}

// Text inside an element as lines: an edge of a block or <br> ends a line.
class LineText {
  public:
    void add(std::string_view text) {
        if (line_.size() + text_.size() < cell_bytes_max)
            line_ += text;
        else
            cut_ = true;
    }
    bool cut() const { return cut_; }
    bool ends_with_digit() const {
        const std::string_view line = trim_blanks(line_);
        return !line.empty() && line.back() >= '0' && line.back() <= '9';
    }
    void end_line() {
        const std::string line = collapse_blanks(line_);
        line_.clear();
        if (line.empty()) return;
        if (!text_.empty()) text_ += '\n';
        text_ += line;
    }
    std::string take() {
        end_line();
        return std::move(text_);
    }

  private:
    std::string text_, line_;
    bool cut_ = false;
};

// Ends of blocks have no node of their own: they are remembered until the walk is behind them.
class BlockEnds {
  public:
    void open(Node node) { ends_.push_back(node.end()); }
    bool passed(std::size_t index) {
        bool any = false;
        for (; !ends_.empty() && ends_.back() <= index; ends_.pop_back()) any = true;
        return any;
    }

  private:
    std::vector<std::size_t> ends_;
};

// The mark of a footnote (脚注) behind a number: <sup>1</sup>, <sup>[2]</sup>.
bool is_footnote_mark(Node node) {
    if (!is_tag(node, "sup")) return false;
    constexpr std::size_t nodes_max = 20;
    std::size_t nodes = 0;
    for (Node at = node.next(node); at; at = at.next(node)) {
        if (++nodes > nodes_max) return false;
        if (at.is_text() &&
            at.own_text().find_first_not_of("0123456789[]()* ") != std::string::npos)
            return false;
    }
    return true;
}

// `cut`: set where a part was left out.
std::string text_of_cell(Node cell, bool& cut) {
    LineText text;
    BlockEnds ends;
    for (Node at = cell.next(cell); at;) {
        if (ends.passed(at.index())) text.end_line();
        if (at.is_text()) {
            text.add(at.own_text());
        } else if (is_unseen(at) || is_tag(at, "td") || is_tag(at, "th") || is_tag(at, "tr") ||
                   (text.ends_with_digit() && is_footnote_mark(at))) {
            at = at.skip_inside(cell);
            continue;
        } else if (is_block(at.number())) {
            text.end_line();
            ends.open(at);
        }
        at = at.next(cell);
    }
    cut = cut || text.cut();
    return text.take();
}

struct RawRow {
    std::vector<Node> cells;
    std::uint32_t group_end = 0;  // rows up to the end of its <tbody>, <thead> …
    bool in_head = false;
};

// The rows of a table whose tables inside are none of ours to read.
class RowCollector {
  public:
    explicit RowCollector(Node table) : table_(table) {}

    std::vector<RawRow> run() {
        for (Node at = table_.next(table_); at;) {
            if (at.is_text() || is_tag(at, "caption") || !visit(at))
                at = at.is_text() ? at.next(table_) : at.skip_inside(table_);
            else
                at = at.next(table_);
            if (rows_.size() > Table::rows_max) break;
        }
        end_group();
        return std::move(rows_);
    }

  private:
    // Is what lies inside to be looked at?
    bool visit(Node node) {
        if (is_tag(node, "thead") || is_tag(node, "tbody") || is_tag(node, "tfoot")) {
            end_group();
            in_head_ = is_tag(node, "thead");
            group_until_ = node.end();
            return !hides_itself(node);
        }
        if (node.index() >= group_until_ && group_until_ > 0) end_group();
        if (is_tag(node, "tr")) {
            if (hides_itself(node)) return false;
            rows_.push_back({{}, 0, in_head_});
            return true;
        }
        if (!is_tag(node, "td") && !is_tag(node, "th")) return !is_unseen(node);
        // A cell without a row, as broken pages have it, stands in the last one.
        if (rows_.empty()) rows_.push_back({{}, 0, in_head_});
        if (rows_.back().cells.size() <= Table::columns_max && !hides_itself(node))
            rows_.back().cells.push_back(node);
        // Cells that were not closed lie inside each other: the inner ones are looked for.
        return holds_cell(node);
    }
    bool holds_cell(Node node) const {
        for (Node child = node.first_child(); child; child = child.next_sibling())
            if (is_tag(child, "td") || is_tag(child, "th") || is_tag(child, "tr")) return true;
        return false;
    }
    void end_group() {
        for (; group_from_ < rows_.size(); ++group_from_)
            rows_[group_from_].group_end = static_cast<std::uint32_t>(rows_.size());
        in_head_ = false;
        group_until_ = 0;
    }

    Node table_;
    std::vector<RawRow> rows_;
    std::size_t group_from_ = 0, group_until_ = 0;
    bool in_head_ = false;
};

Table read_table(Node node, bool& cut) {
    Table table;
    table.offset = static_cast<std::int64_t>(node.offset());
    for (Node at = node.first_child(); at; at = at.next_sibling())
        if (is_tag(at, "caption")) table.caption = collapse_blanks(text_of_cell(at, cut));
    const std::vector<RawRow> rows = RowCollector(node).run();
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
        std::uint32_t column = 0;
        for (const Node cell : rows[row].cells) {
            while (table.at(row, column) != nullptr) ++column;
            const std::uint32_t left = std::max(rows[row].group_end, row + 1) - row;
            std::uint32_t down = span_of(cell, "rowspan", 1);
            down = down == 0 ? left : std::min({down, rowspan_max, left});
            const std::uint32_t right =
                std::clamp<std::uint32_t>(span_of(cell, "colspan", 1), 1, colspan_max);
            table.add({text_of_cell(cell, cut), row, column, down, right,
                       rows[row].in_head || is_tag(cell, "th"),
                       static_cast<std::int64_t>(cell.offset())});
            column += right;
        }
    }
    return table;
}

class FlowReader {
  public:
    explicit FlowReader(Node area) : area_(area) {}

    Flow run() {
        find_layout();
        if (area_) walk();
        end_block(FlowBlock::Kind::paragraph);
        return std::move(flow_);
    }

  private:
    // Tables that hold tables only lay out the page.
    void find_layout() {
        std::vector<Node> open;
        for (Node at = area_; at; at = at.next(area_)) {
            if (!at.is_element() || !is_tag(at, "table")) continue;
            while (!open.empty() && open.back().end() <= at.index()) open.pop_back();
            if (!open.empty()) layout_.push_back(open.back().index());
            open.push_back(at);
        }
        std::ranges::sort(layout_);
    }
    bool is_layout(Node node) const { return std::ranges::binary_search(layout_, node.index()); }

    void walk() {
        for (Node at = area_; at;) {
            if (flow_.blocks.size() >= blocks_max || bytes_ > text_bytes_max) {
                flow_.cut = true;
                return;
            }
            if (ends_.passed(at.index())) end_block(kind_at(at.index()));
            at = step(at);
        }
    }
    // What comes behind this node.
    Node step(Node at) {
        if (at.is_text()) {
            if (text_.empty()) offset_ = static_cast<std::int64_t>(at.offset());
            text_ += at.own_text();
            return at.next(area_);
        }
        if (is_unseen(at)) return at.skip_inside(area_);
        if (is_tag(at, "img")) add_picture();
        if (!is_block(at.number())) return at.next(area_);
        end_block(kind_at(at.index()));
        if (is_tag(at, "table") && !is_layout(at) && add_table(at)) return at.skip_inside(area_);
        ends_.open(at);
        if (is_heading(at)) heading_until_ = at.end();
        return at.next(area_);
    }
    void add_picture() {
        if (!trim_blanks(text_).empty())
            ++pictures_;
        else if (!flow_.blocks.empty())
            ++flow_.blocks.back().pictures;
    }
    static bool is_heading(Node node) {
        const std::string_view tag = node.tag();
        return tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6';
    }
    // Of the text that ends before this node.
    FlowBlock::Kind kind_at(std::size_t index) {
        const bool heading = heading_until_ > 0 && index <= heading_until_;
        if (index >= heading_until_) heading_until_ = 0;
        return heading ? FlowBlock::Kind::heading : FlowBlock::Kind::paragraph;
    }
    void end_block(FlowBlock::Kind kind) {
        std::string text = collapse_blanks(text_);
        text_.clear();
        if (text.empty()) return;
        bytes_ += text.size();
        FlowBlock block;
        block.kind = kind;
        block.text = std::move(text);
        block.offset = offset_;
        block.pictures = std::exchange(pictures_, 0);
        flow_.blocks.push_back(std::move(block));
    }
    // A single cell is a frame around text.
    bool add_table(Node node) {
        Table table = read_table(node, flow_.cut);
        if (table.cells().size() < 2) return false;
        for (const TableCell& cell : table.cells()) bytes_ += cell.text.size();
        table.origin = fmt::format("表格 {}", flow_.tables.size() + 1);
        flow_.cut = flow_.cut || table.cut();
        FlowBlock block;
        block.kind = FlowBlock::Kind::table;
        block.table = flow_.tables.size();
        block.offset = table.offset;
        flow_.tables.push_back(std::move(table));
        flow_.blocks.push_back(std::move(block));
        return true;
    }

    Node area_;
    Flow flow_;
    std::vector<std::size_t> layout_;
    BlockEnds ends_;
    std::string text_;
    std::int64_t offset_ = -1;
    std::size_t heading_until_ = 0, bytes_ = 0;
    std::uint32_t pictures_ = 0;  // in the text that is not ended yet
};

}  // namespace

Flow html_flow(Node area) { return FlowReader(area).run(); }

namespace {

html::Node table_at(html::Node body, std::int64_t offset) {
    for (html::Node at = body; at; at = at.next(body))
        if (at.is_element() && static_cast<std::int64_t>(at.offset()) == offset) return at;
    return {};
}

html::Node with_tables(html::Node area, html::Node body, const Flow& whole) {
    constexpr std::size_t cells_min = 4;
    std::int64_t first = -1, last = -1;  // offsets, in the order of the document
    for (const Table& table : whole.tables) {
        if (table.cells().size() < cells_min) continue;
        if (first < 0) first = table.offset;
        last = table.offset;
    }
    if (first < 0) return area;
    const html::Node from = table_at(body, first), to = table_at(body, last);
    if (!from || !to) return area;
    const auto inside = [&](html::Node node) {
        return from.index() >= node.index() && to.index() < node.end();
    };
    while (!(area == body) && !inside(area)) area = area.parent();
    return area;
}

}  // namespace

Flow main_flow(const html::Document& document, html::Node main) {
    const html::Node body = document.body();
    Flow flow = html_flow(body);
    if (main && !(main == body)) {
        const html::Node area = with_tables(main, body, flow);
        if (!(area == body)) flow = html_flow(area);
    }
    flow.cut = flow.cut || document.is_cut();
    return flow;
}

}  // namespace duwang::crawler
