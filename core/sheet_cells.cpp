// The cells of one sheet of an .xlsx file, and its merged ranges (合并单元格).
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/sheet_parts.h"
#include "core/text/ascii.h"
#include "core/xml.h"

namespace duwang {
namespace {

using Attributes = std::span<const xml::Attribute>;

constexpr std::size_t merges_max = 20'000;
constexpr std::size_t spread_max = 1'000'000;  // cells that repeat a merged text
constexpr std::size_t column_letters_max = 3;

std::size_t index_of(std::string_view text, std::size_t otherwise) {
    std::size_t value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Range {
    CellPlace first, last;
};

class SheetHandler final : public xml::Handler {
  public:
    SheetHandler(const SharedParts& shared, Sheet& sheet, std::size_t& texts_left)
        : shared_(shared), sheet_(sheet), texts_left_(texts_left) {}

    void start(std::string_view name, Attributes attributes) override {
        if (name == "row") {
            const std::size_t number = index_of(attribute(attributes, "r"), at_.row + 2);
            at_ = {number == 0 ? 0 : number - 1, 0};
            next_column_ = 0;
        } else if (name == "c") {
            open_cell(attributes);
        } else if (name == "mergeCell") {
            add_merge(attribute(attributes, "ref"));
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

    bool enough() const override { return !problem_.empty(); }
    const std::string& problem() const { return problem_; }

    void spread_merges() {
        std::size_t left = spread_max;
        for (const Range& merge : merges_) {
            if (!problem_.empty()) return;
            spread(merge, left);
        }
    }

  private:
    const SharedParts& shared_;
    Sheet& sheet_;
    std::size_t& texts_left_;
    CellPlace at_{static_cast<std::size_t>(-1), 0};
    std::size_t next_column_ = 0;
    std::string type_, raw_, problem_;
    std::size_t style_ = 0;
    bool takes_text_ = false, spoken_ = false;
    std::vector<Range> merges_;

    void open_cell(Attributes attributes) {
        const std::optional<CellPlace> place = cell_of(attribute(attributes, "r"));
        at_.column = place ? place->column : next_column_;
        next_column_ = at_.column + 1;
        type_ = attribute(attributes, "t");
        style_ = index_of(attribute(attributes, "s"), 0);
        raw_.clear();
    }

    void close_cell() {
        if (raw_.empty()) return;
        std::string text = shown_cell(type_, raw_, style_, shared_);
        if (text.empty()) return;
        if (at_.row >= sheet_rows_max)
            return refuse(fmt::format("filled beyond row {}; split the table", sheet_rows_max));
        if (at_.column >= sheet_columns_max)
            return refuse(
                fmt::format("filled beyond column {}", column_letters(sheet_columns_max - 1)));
        put(at_, std::move(text), false);
    }

    void refuse(std::string_view what) {
        problem_ = fmt::format("{}:{}!{}{}: {}", sheet_.file, sheet_.name,
                               column_letters(at_.column), at_.row + 1, what);
    }

    void put(const CellPlace& place, std::string text, bool spread) {
        if (text.size() > texts_left_) {
            problem_ = fmt::format("{}:{}: more text than an indicator table or inventory has",
                                   sheet_.file, sheet_.name);
            return;
        }
        texts_left_ -= text.size();
        while (sheet_.rows.size() <= place.row)
            sheet_.rows.push_back({static_cast<int>(sheet_.rows.size()) + 1, {}});
        std::vector<Cell>& cells = sheet_.rows[place.row].cells;
        if (cells.size() <= place.column) cells.resize(place.column + 1);
        cells[place.column] = {std::move(text), spread};
    }

    void add_merge(std::string_view range) {
        const std::size_t colon = range.find(':');
        if (colon == range.npos) return;
        const auto first = cell_of(range.substr(0, colon));
        const auto last = cell_of(range.substr(colon + 1));
        if (first && last && merges_.size() < merges_max) merges_.push_back({*first, *last});
    }

    // Over the rows that hold something; a merged range may reach far below them.
    void spread(const Range& merge, std::size_t& left) {
        if (merge.first.row >= sheet_.rows.size()) return;
        const std::string text = sheet_.rows[merge.first.row].cell(merge.first.column).text;
        if (text.empty()) return;
        const std::size_t last_row = std::min(merge.last.row, sheet_.rows.size() - 1);
        const std::size_t last_column = std::min(merge.last.column, sheet_columns_max - 1);
        for (std::size_t row = merge.first.row; row <= last_row; ++row)
            for (std::size_t column = merge.first.column; column <= last_column; ++column) {
                if (row == merge.first.row && column == merge.first.column) continue;
                if (left-- == 0) {
                    problem_ =
                        fmt::format("{}:{}: too many merged cells", sheet_.file, sheet_.name);
                    return;
                }
                put({row, column}, text, true);
                if (!problem_.empty()) return;
            }
    }
};

}  // namespace

std::string shown_cell(std::string_view type, const std::string& raw, std::size_t style,
                       const SharedParts& shared) {
    if (type == "s") {
        const std::size_t index = index_of(raw, shared.strings.size());
        return index < shared.strings.size() ? shared.strings[index] : std::string();
    }
    if (type == "b") return raw == "1" ? "TRUE" : "FALSE";
    if (type == "inlineStr" || type == "str") {
        std::string text;
        append_cell_text(text, raw);
        return text;
    }
    if (type == "e" || type == "d") return raw;
    return shown_number(raw, style < shared.styles.size() ? shared.styles[style] : NumberFormat{},
                        shared.from_1904);
}

std::optional<CellPlace> cell_of(std::string_view reference) {
    std::size_t column = 0, at = 0;
    for (; at < reference.size() && at <= column_letters_max; ++at) {
        const char letter = lower_ascii(reference[at]);
        if (letter < 'a' || letter > 'z') break;
        column = column * 26 + static_cast<std::size_t>(letter - 'a') + 1;
    }
    const std::size_t row = index_of(reference.substr(at), 0);
    if (column == 0 || row == 0) return {};
    return CellPlace{row - 1, column - 1};
}

Result<void> read_sheet_part(std::string_view xml, const std::string& where,
                             const SharedParts& shared, Sheet& sheet, std::size_t& texts_left) {
    SheetHandler handler(shared, sheet, texts_left);
    if (Result<void> read = read_xml_part(xml, where, handler); !read) return read;
    handler.spread_merges();
    if (!handler.problem().empty()) return failure(Errc::config, handler.problem());
    return {};
}

}  // namespace duwang
