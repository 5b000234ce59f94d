#include "app/document_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace duwang::app {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr std::array<Words, 31> notes{{
    {"ambiguous", "正文写了几个不同的数"},
    {"blank_cells", "必填列有空白格"},
    {"column_by_order", "没有认出这一列的表头，按次序读取"},
    {"column_missing", "没有找到这一列"},
    {"cut", "没有读完整"},
    {"empty", "没有内容"},
    {"empty_without_statement", "空表没有说明"},
    {"flow_cut", "文件没有读完整"},
    {"format_not_of_year", "表样不是这一年度的"},
    {"limit_unread", "公开时限读不出"},
    {"no_date", "没有写日期"},
    {"no_email", "没有写电子邮箱"},
    {"no_field", "没有读到领域"},
    {"no_limit", "没有写时限"},
    {"no_phone", "没有写完整的电话号码"},
    {"no_postcode", "没有写邮政编码"},
    {"no_table", "没有表格"},
    {"no_tables", "没有读到表格"},
    {"no_unit", "没有写金额单位"},
    {"no_year", "没有读到年度"},
    {"row_misaligned", "这一行的格数与表头不符"},
    {"row_missing", "没有找到这一行"},
    {"row_twice", "这一行出现两次，取第一次"},
    {"row_unknown", "表样中没有这一行"},
    {"section_missing", "没有找到这一部分"},
    {"section_title", "这一部分的标题与格式不同"},
    {"section_twice", "这一部分出现两次"},
    {"table_missing", "没有找到表格"},
    {"table_twice", "表格出现两次，只取一次"},
    {"topic_missing", "没有找到说明"},
    {"vague", "表述含糊"},
}};

}  // namespace

std::string note_words(std::string_view note) {
    const std::size_t colon = std::min(note.find(':'), note.size());
    for (const Words& one : notes)
        if (one.first == note.substr(0, colon))
            return colon == note.size()
                       ? std::string(one.second)
                       : fmt::format("{}（{}）", one.second, note.substr(colon + 1));
    return std::string(note);
}

}  // namespace duwang::app
