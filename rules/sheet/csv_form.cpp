#include "rules/sheet/csv_form.h"

#include <algorithm>

#include "core/csv.h"
#include "core/text/normalise.h"

namespace duwang::rules {
namespace {

constexpr std::string_view open = "【", close = "】";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool needs_apostrophe(std::string_view text) {
    return !text.empty() &&
           std::string_view("=+-@'\t").find(text.front()) != std::string_view::npos;
}

std::string section_of(const SheetRow& row) {
    const std::string text(trim_blanks(row.cell(0).text));
    const bool alone = std::ranges::all_of(row.cells, [&row](const Cell& cell) {
        return &cell == row.cells.data() || cell.text.empty();
    });
    if (!alone || !text.starts_with(open) || !text.ends_with(close)) return {};
    return text.substr(open.size(), text.size() - open.size() - close.size());
}

}  // namespace

std::string book_csv(const Book& book) {
    std::vector<std::vector<std::string>> rows;
    for (const BookSheet& sheet : book.sheets) {
        rows.push_back({std::string(open) + sheet.name + std::string(close)});
        for (std::vector<std::string> row : sheet.rows) {
            for (std::string& text : row)
                if (needs_apostrophe(text)) text.insert(text.begin(), '\'');
            rows.push_back(std::move(row));
        }
    }
    return std::string(byte_order_mark) + csv_text(rows);
}

Workbook with_sections(Workbook book) {
    if (book.sheets.size() != 1 || !book.sheets[0].name.empty()) return book;
    Sheet& whole = book.sheets[0];
    for (SheetRow& row : whole.rows)
        for (Cell& cell : row.cells)
            if (cell.text.starts_with('\'') &&
                needs_apostrophe(std::string_view(cell.text).substr(1)))
                cell.text.erase(0, 1);
    if (whole.rows.empty() || section_of(whole.rows.front()).empty()) return book;
    Workbook out{book.file, {}};
    for (SheetRow& row : whole.rows) {
        if (const std::string name = section_of(row); !name.empty())
            out.sheets.push_back({book.file, name, {}});
        else
            out.sheets.back().rows.push_back(std::move(row));
    }
    return out;
}

}  // namespace duwang::rules
