#include "crawler/attachment/flow_builder.h"

namespace duwang::crawler {

void FlowBuilder::put(Pending block) {
    if (open_.empty()) {
        if (block.kind == FlowBlock::Kind::table)
            reading_.table(std::move(block.table));
        else
            reading_.paragraph(block.text, block.kind);
        return;
    }
    Open& table = open_.back();
    if (block.kind == FlowBlock::Kind::table) {
        table.layout = true;
    } else {
        if (!table.text.empty()) table.text += '\n';
        table.text += block.text;
    }
    table.pending.push_back(std::move(block));
}

void FlowBuilder::paragraph(std::string_view text, FlowBlock::Kind kind) {
    if (text.empty()) return;
    // A table's text waits for its end: it may be said once and stand in many cells.
    if (in_table() && (in_tables_ += text.size()) > reading_.limits.text_max)
        return reading_.leave_out("text_cut");
    put({kind, std::string(text), {}});
}

void FlowBuilder::open_table() { open_.emplace_back(); }

void FlowBuilder::open_row(std::uint32_t skipped) {
    if (!in_table()) return;
    open_.back().writer.open_row();
    open_.back().writer.skip(skipped);
}

void FlowBuilder::head_row() {
    if (in_table()) open_.back().writer.head_row();
}

void FlowBuilder::drop_row() {
    if (in_table()) open_.back().writer.drop_row();
}

void FlowBuilder::open_cell(std::uint32_t columns, std::uint32_t rows) {
    if (!in_table()) return;
    Open& table = open_.back();
    table.text.clear();
    table.columns = columns;
    table.rows = rows;
    table.in_cell = true;
    table.goes_on = false;
}

void FlowBuilder::close_cell() {
    if (!in_table() || !open_.back().in_cell) return;
    Open& table = open_.back();
    table.writer.cell(std::move(table.text), table.columns, table.rows, table.goes_on);
    table.text.clear();
    table.in_cell = false;
}

void FlowBuilder::leave_cell() {
    if (in_table()) open_.back().in_cell = false;
}

void FlowBuilder::close_table() {
    if (!in_table()) return;
    Open table = std::move(open_.back());
    open_.pop_back();
    Table grid = table.writer.take();
    if (grid.cut()) reading_.leave_out("table_cut");
    if (!table.layout && grid.cells().size() > 1)
        return put({FlowBlock::Kind::table, {}, std::move(grid)});
    for (Pending& block : table.pending) put(std::move(block));
}

}  // namespace duwang::crawler
