// A workbook, a CSV file, or what stands inside <worksheet> (nobody mutates through a checksum).
#include "core/sheet.h"

#include "core/sheet_parts.h"
#include "rules/sheet/csv_form.h"
#include "rules/sheet/export.h"
#include "rules/sheet/read_book.h"
#include "rules/table/table_import.h"
#include "tests/fuzz/target.h"

namespace duwang::fuzz {
namespace {

Workbook workbook_of(std::string_view bytes) {
    if (!bytes.starts_with("<")) return read_workbook(bytes, "a.csv").value_or(Workbook{});
    Workbook book{"a.xlsx", {{"a.xlsx", "表", {}}}};
    std::size_t texts_left = 1u << 20;
    const SharedParts shared{{"指标"}, {number_format(0), number_format(14)}, false};
    const auto read = read_sheet_part(bytes, "a.xlsx", shared, book.sheets[0], texts_left);
    return read ? book : Workbook{};
}

void check_exported(const Workbook& book) {
    const rules::SchemeTreeLoad load = rules::read_scheme_book(book);
    require(load.tree.has_value() == load.errors.empty(), "either a tree or errors");
    if (!load.tree) return;
    const rules::SchemeBook out = rules::scheme_book(*load.tree);
    if (!out.errors.empty()) return;
    const auto csv = read_workbook(rules::book_csv(out.book), "b.csv");
    if (!csv) return;  // longer than what is read
    const rules::SchemeTreeLoad again = rules::read_scheme_book(rules::with_sections(*csv));
    require(again.tree.has_value(), "what is exported can be imported");
    require(same_tree(load.tree->head, again.tree->head), "the head comes back");
    for (std::size_t i = 0; i < load.tree->indicators.size(); ++i)
        require(same_tree(load.tree->indicators[i], again.tree->indicators[i]),
                "every indicator comes back");
}

}  // namespace

void sheet(std::string_view bytes) {
    static const TableWords words{{{"number", {"序号"}},
                                   {"level1", {"一级"}},
                                   {"title", {"指标"}},
                                   {"points", {"分值"}},
                                   {"content", {"内容"}},
                                   {"objects", {"对象"}},
                                   {"responsible", {"责任"}},
                                   {"deduct", {"扣分"}}},
                                  {"同上"},
                                  {"合计"},
                                  {"小计"},
                                  {"-"},
                                  {"加分"},
                                  {"不涉及"},
                                  {"只评价"},
                                  {"牵头"},
                                  {"责任"},
                                  {"及"},
                                  {"等部门"},
                                  {{"county", {"各区县"}}}};
    const Workbook book = rules::with_sections(workbook_of(bytes));
    for (const Sheet& one : book.sheets)
        require(one.rows.size() <= sheet_rows_max, "rows are bounded");
    if (rules::is_scheme_book(book)) return check_exported(book);
    const rules::TableImport import = rules::import_table(book, {"x", "", "", words, {}, {}});
    for (const Error& error : import.errors)
        require(error.what.find(": ") != std::string::npos, "errors name a place");
}

}  // namespace duwang::fuzz
