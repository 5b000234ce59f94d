// 文档流: what a reader of a document meets one after the other, paragraphs and tables, whether it
// came as a web page, a Word or PDF file or a spreadsheet. All that is read from documents is read
// from this one form, so that two forms of one document yield the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace duwang {

// A cell once, however many places of the grid it spans.
struct TableCell {
    std::string text;  // as a reader sees it, half width left alone; blanks collapsed; \n: lines
    std::uint32_t row = 0, column = 0;    // upper left place
    std::uint32_t rows = 1, columns = 1;  // 合并单元格: what it spans, clipped to the table
    bool head = false;                    // the document itself calls it a head (<th>)
    std::int64_t offset = -1;             // in the decoded page; -1: not of a page
};

// A table (表格) as a full grid: every place belongs to one cell or to none.
class Table {
  public:
    // Where a person finds it: "表格 3", "工作表 收支总表", "第 5 页 表格 1".
    std::string origin;
    std::string caption;       // <caption>; else empty. The paragraph before it stands in the flow
    std::int64_t offset = -1;  // of the table in the decoded page

    // Places beyond the limits are left out, and `cut` is set. A place that is taken is not taken
    // twice: of overlapping cells the first one keeps it.
    static constexpr std::uint32_t columns_max = 200, rows_max = 20'000;
    static constexpr std::size_t places_max = 400'000;
    void add(TableCell cell);
    bool cut() const { return cut_; }
    // More text for a cell that is there.
    void add_text(std::uint32_t row, std::uint32_t column, std::string_view text);

    std::uint32_t rows() const { return rows_; }
    std::uint32_t columns() const { return columns_; }
    const std::vector<TableCell>& cells() const { return cells_; }
    // The cell that covers a place; null: none (a row that is too short).
    const TableCell* at(std::uint32_t row, std::uint32_t column) const;
    // Its text; empty where there is none.
    std::string_view text(std::uint32_t row, std::uint32_t column) const;

  private:
    std::vector<TableCell> cells_;
    std::vector<std::vector<std::uint32_t>> grid_;  // index into cells_ plus one; 0: none
    std::uint32_t rows_ = 0, columns_ = 0;
    std::size_t places_ = 0;
    bool cut_ = false;
};

struct FlowBlock {
    enum class Kind { paragraph, heading, table } kind = Kind::paragraph;
    std::string text;            // of paragraph and heading: one line, blanks collapsed
    std::size_t table = 0;       // index into Flow::tables
    std::int64_t offset = -1;    // in the decoded page; -1: not of a page
    std::uint32_t page = 0;      // of a PDF, from 1; 0: not known
    std::uint32_t pictures = 0;  // 图片 that stand behind its beginning, before the next block
};

struct Flow {
    std::vector<FlowBlock> blocks;
    std::vector<Table> tables;
    bool cut = false;  // a limit was met: there is more than this

    // All text in order, a line for every paragraph and row; cells apart by a tab.
    std::string text() const;
};

// 跨页断表: a table that goes on behind a page break, which documents keep as two, becomes one:
// tables next to each other with nothing but page numbers between, as wide as each other. Heads
// that are repeated at the top of the next part (重复表头) stand once. A row that a page break cut
// in two is one where its second half holds words alone.
void join_broken_tables(Flow& flow);

}  // namespace duwang
