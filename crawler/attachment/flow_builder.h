// Makes a flow of markup that tells tables by start and end: of nested tables the innermost ones
// are tables, and what lies around them, or a single cell, is paragraphs, as crawler/document does
// it for web pages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/attachment/reading.h"
#include "crawler/attachment/table_writer.h"

namespace duwang::crawler {

class FlowBuilder {
  public:
    explicit FlowBuilder(Reading& reading) : reading_(reading) {}

    // Inside a cell: a line of it.
    void paragraph(std::string_view text, FlowBlock::Kind kind = FlowBlock::Kind::paragraph);

    void open_table();
    void open_row(std::uint32_t skipped = 0);
    void head_row();  // the open row is a head
    void drop_row();
    void open_cell(std::uint32_t columns = 1, std::uint32_t rows = 1);
    void span(std::uint32_t columns) {
        if (in_table()) open_.back().columns = columns;
    }
    void goes_on() {
        if (in_table()) open_.back().goes_on = true;
    }
    void skip(std::uint32_t columns) {
        if (in_table()) open_.back().writer.skip(columns);
    }
    void close_cell();
    void leave_cell();  // the open cell is not there after all
    void close_table();
    bool in_table() const { return !open_.empty(); }
    // The open table takes no more.
    bool full() const { return in_table() && open_.back().writer.cut(); }
    void finish() {
        while (in_table()) close_table();
    }

  private:
    struct Pending {
        FlowBlock::Kind kind = FlowBlock::Kind::paragraph;
        std::string text;
        Table table;
    };
    struct Open {
        TableWriter writer;
        std::string text;
        std::uint32_t columns = 1, rows = 1;
        bool in_cell = false, goes_on = false, layout = false;
        std::vector<Pending> pending;  // what it is when it turns out to be layout
    };
    Reading& reading_;
    std::vector<Open> open_;
    std::size_t in_tables_ = 0;  // bytes of text

    void put(Pending block);
};

}  // namespace duwang::crawler
