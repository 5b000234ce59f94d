#include "workflow/entry_template.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace duwang::workflow {

BookSheet template_sheet(EntryTable table, std::span<const PrefilledRow> rows) {
    const EntryForm& form = form_of(table);
    BookSheet sheet;
    sheet.name = form.sheet;
    std::vector<std::string> header;
    for (const FormColumn& column : form.columns) {
        header.emplace_back(column.name.chinese);
        sheet.widths.push_back(column.width);
    }
    sheet.rows.push_back(std::move(header));
    for (const PrefilledRow& row : rows) {
        std::vector<std::string> cells;
        for (const FormColumn& column : form.columns) {
            const auto found = row.find(column.name.id);
            cells.push_back(found == row.end() ? std::string() : found->second);
        }
        sheet.rows.push_back(std::move(cells));
    }
    return sheet;
}

BookSheet instructions_sheet(EntryTable table, const std::string& name) {
    const EntryForm& form = form_of(table);
    std::vector<std::string_view> fill, given;
    for (const FormColumn& column : form.columns)
        (column.fill ? fill : given).push_back(column.name.chinese);
    BookSheet sheet;
    sheet.name = "填写说明";
    sheet.widths = {12, 90};
    const std::string command = table == EntryTable::marks || table == EntryTable::ratings
                                    ? fmt::format("{} ", form.word)
                                    : "";
    sheet.rows = {
        {std::string(form.sheet), name},
        {"要填写的列", fmt::format("{}", fmt::join(fill, "、"))},
        {"已填好的列", fmt::format("{}（请勿改动）", fmt::join(given, "、"))},
        {"怎样填写", std::string(form.how)},
        {"日期", "作出认定的日期，如 2022-12-30。"},
        {"附件", "照片、录音、文件的文件名，放在本表所在的文件夹里；多个用分号隔开。"},
        {"导入", fmt::format("duwang {}import {} 本文件", command, name)},
    };
    return sheet;
}

}  // namespace duwang::workflow
