// 电子表格 (.xlsx): every sheet that is shown is a heading and a table. Unlike core/sheet.h, which
// reads what people fill in for us, this one leaves out what is odd and says so.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "crawler/attachment/ooxml.h"
#include "crawler/attachment/readers.h"

namespace duwang::crawler {
namespace {

using Attributes = std::span<const xml::Attribute>;
constexpr std::size_t sheets_max = 100, merges_max = 20'000, cells_max = 400'000;

std::size_t index_of(std::string_view text, std::size_t otherwise) {
    std::size_t value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Merge {
    std::uint32_t rows = 1, columns = 1;
};
using Place = std::pair<std::uint32_t, std::uint32_t>;  // row, column

class SheetReader final : public xml::Handler {
  public:
    SheetReader(Reading& reading, const SharedParts& shared, Relations relations)
        : reading_(reading), shared_(shared), relations_(std::move(relations)) {}

    void start(std::string_view name, Attributes attributes) override {
        if (name == "row") {
            const std::size_t number = index_of(attribute(attributes, "r"), row_ + 1);
            row_ = number == 0 ? row_ + 1 : number;
            hidden_row_ = attribute(attributes, "hidden") == "1";
            column_ = 0;
        } else if (name == "c") {
            open_cell(attributes);
        } else if (name == "mergeCell") {
            add_merge(attribute(attributes, "ref"));
        } else if (name == "hyperlink") {
            add_link(attributes);
        }
        spoken_ = spoken_ || name == "rPh";
        takes_text_ = name == "v" || (name == "t" && !spoken_);
    }
    void end(std::string_view name) override {
        takes_text_ = false;
        if (name == "rPh") spoken_ = false;
        if (name == "c") close_cell();
    }
    void text(std::string_view part) override {
        if (takes_text_) raw_ += part;
    }

    Table table(std::string origin) {
        Table table;
        table.origin = std::move(origin);
        for (auto& [place, text] : cells_) {
            TableCell cell;
            cell.text = std::move(text);
            cell.row = place.first;
            cell.column = place.second;
            if (const auto merge = merges_.find(place); merge != merges_.end()) {
                cell.rows = std::min(merge->second.rows, last_row_ + 1 - cell.row);
                cell.columns = merge->second.columns;
            }
            table.add(std::move(cell));
        }
        cells_.clear();
        return table;
    }
    bool cut() const { return cut_; }

  private:
    Reading& reading_;
    const SharedParts& shared_;
    Relations relations_;
    std::map<Place, std::string> cells_;
    std::map<Place, Merge> merges_;
    std::size_t row_ = 0, column_ = 0, style_ = 0;  // row from 1, column: the next one, from 0
    std::uint32_t last_row_ = 0;
    std::size_t bytes_ = 0;  // of the texts of its cells
    std::string type_, raw_;
    bool takes_text_ = false, spoken_ = false, hidden_row_ = false, cut_ = false;

    void open_cell(Attributes attributes) {
        const auto place = cell_of(attribute(attributes, "r"));
        column_ = place ? place->column : column_;
        type_ = attribute(attributes, "t");
        style_ = index_of(attribute(attributes, "s"), 0);
        raw_.clear();
    }

    void close_cell() {
        const std::size_t column = column_++;
        if (raw_.empty() || row_ == 0) return;
        if (row_ > Table::rows_max || column >= Table::columns_max || cells_.size() >= cells_max) {
            cut_ = true;
            return;
        }
        std::string text = shown_cell(type_, raw_, style_, shared_);
        if (text.empty()) return;
        // A text that is stored once may stand in many cells.
        if ((bytes_ += text.size()) > reading_.limits.text_max) {
            cut_ = true;
            return;
        }
        const Place place{static_cast<std::uint32_t>(row_ - 1), static_cast<std::uint32_t>(column)};
        last_row_ = std::max(last_row_, place.first);
        cells_[place] = std::move(text);
        if (hidden_row_) reading_.warn("hidden_rows");
    }

    void add_merge(std::string_view range) {
        const std::size_t colon = range.find(':');
        if (colon == range.npos) return;
        if (merges_.size() >= merges_max) {
            cut_ = true;
            return;
        }
        const auto first = cell_of(range.substr(0, colon));
        const auto last = cell_of(range.substr(colon + 1));
        if (!first || !last || last->row < first->row || last->column < first->column) return;
        if (first->row >= Table::rows_max || first->column >= Table::columns_max) return;
        const Place place{static_cast<std::uint32_t>(first->row),
                          static_cast<std::uint32_t>(first->column)};
        merges_[place] = {static_cast<std::uint32_t>(
                              std::min<std::size_t>(last->row - first->row + 1, Table::rows_max)),
                          static_cast<std::uint32_t>(std::min<std::size_t>(
                              last->column - first->column + 1, Table::columns_max))};
    }

    void add_link(Attributes attributes) {
        const auto place = cell_of(attribute(attributes, "ref"));
        std::string text;
        if (place) {
            const auto cell = cells_.find({static_cast<std::uint32_t>(place->row),
                                           static_cast<std::uint32_t>(place->column)});
            if (cell != cells_.end()) text = cell->second;
        }
        reading_.link(outside_address(relations_, attribute(attributes, "id")), text);
    }
};

SharedParts shared_parts(Reading& reading, OoxmlParts& parts, const std::string& main,
                         const Relations& relations) {
    SharedParts shared;
    for (const auto& [id, relation] : relations) {
        const std::string part = resolved_part(main, relation.target);
        if (!parts.has(part)) continue;
        if (relation.type.ends_with("/sharedStrings")) {
            StringHandler handler;
            parts.read(part, handler);
            if (handler.enough()) reading.leave_out("text_cut");
            shared.strings = std::move(handler.strings);
        } else if (relation.type.ends_with("/styles")) {
            StyleHandler handler;
            parts.read(part, handler);
            shared.styles = std::move(handler.styles);
        }
    }
    return shared;
}

}  // namespace

void read_xlsx(Reading& reading, ZipReader& zip) {
    OoxmlParts parts(reading, zip);
    const std::string main = parts.main_part("xl/workbook.xml");
    BookHandler book;
    if (!parts.read(main, book)) return;
    const Relations relations = parts.relations(main);
    SharedParts shared = shared_parts(reading, parts, main, relations);
    shared.from_1904 = book.book.from_1904;
    int shown = 0;
    for (const SheetName& entry : book.book.sheets) {
        const auto relation = relations.find(entry.relation);
        if (entry.hidden) reading.warn("hidden_sheets");
        if (entry.hidden || relation == relations.end() ||
            !relation->second.type.ends_with("/worksheet"))
            continue;
        if (++shown > static_cast<int>(sheets_max)) {
            reading.leave_out("sheets_cut");
            break;
        }
        const std::string part = resolved_part(main, relation->second.target);
        SheetReader sheet(reading, shared, parts.relations(part));
        if (reading.given_up() || !parts.read(part, sheet)) return;
        reading.paragraph(entry.name, FlowBlock::Kind::heading);
        reading.table(sheet.table("工作表 " + entry.name));
        if (sheet.cut()) reading.leave_out("table_cut");
    }
    reading.out.facts.pages = shown;
    parts.read_title();
}

}  // namespace duwang::crawler
