#include "workflow/entry_table.h"

#include <algorithm>

namespace duwang::workflow {
namespace {

constexpr FormColumn unit{{"unit", "单位编号", true, "单位"}, 14, false};
constexpr FormColumn unit_name{{"unit_name", "单位名称", false}, 26, false};
constexpr FormColumn item{{"item", "考评项编号", true, "指标编号|条目|indicator"}, 14, false};
constexpr FormColumn title{{"title", "考评项", false, "指标"}, 30, false};
constexpr FormColumn full{{"full", "满分", false}, 8, false};
constexpr FormColumn from{{"from", "来源", false, "提供单位"}, 20, false};
constexpr FormColumn reason{{"reason", "理由", false, "说明|备注"}, 30, true};
constexpr FormColumn basis{{"basis", "依据", false}, 24, true};
constexpr FormColumn by{{"by", "经办人", false, "录入人"}, 10, true};
constexpr FormColumn at{{"at", "日期", false, "录入日期"}, 12, true};
constexpr FormColumn files{{"attachments", "附件", false}, 24, true};

constexpr FormColumn value(std::string_view id, std::string_view chinese, int width = 10) {
    return {{id, chinese, false, {}, true}, width, true};
}

constexpr std::array marks{unit,   unit_name, item, title, full, from, value("points", "得分"),
                           reason, basis,     by,   at,    files};
constexpr std::array ratings{unit,
                             unit_name,
                             item,
                             title,
                             full,
                             FormColumn{{"rater", "评价主体编号", true, "评价主体"}, 14, false},
                             FormColumn{{"rater_name", "评价主体名称", false}, 24, false},
                             value("rating", "评分"),
                             reason,
                             basis,
                             by,
                             at,
                             files};
constexpr std::array imports{unit,
                             unit_name,
                             item,
                             title,
                             full,
                             from,
                             value("score", "成绩"),
                             FormColumn{{"scale", "成绩满分", false, {}, true}, 10, true},
                             reason,
                             basis,
                             by,
                             at,
                             files};
constexpr std::array exemptions{unit,   unit_name, item, title, value("decision", "认定"),
                                reason, basis,     by,   at,    files};
constexpr std::array daily{unit,
                           unit_name,
                           item,
                           title,
                           full,
                           FormColumn{{"object", "记录", false, "事项|对象"}, 20, true},
                           value("change", "加减分"),
                           reason,
                           basis,
                           by,
                           at,
                           files};
constexpr std::array rectifications{
    unit,
    unit_name,
    item,
    title,
    FormColumn{{"object", "通知", false, "整改通知|对象"}, 24, true},
    value("outcome", "整改结果", 14),
    reason,
    basis,
    by,
    at,
    files};
constexpr std::array calls{
    unit,
    unit_name,
    FormColumn{{"number", "电话号码", true}, 18, false},
    FormColumn{{"quote", "页面原文", false}, 40, false},
    FormColumn{{"address", "页面地址", false}, 40, false},
    FormColumn{{"capture", "采集包", false}, 20, false},
    FormColumn{{"captured", "采集时间", false}, 26, false},
    FormColumn{{"item", "指标编号", false, "考评项编号|条目|indicator"}, 12, true},
    FormColumn{{"called_at", "拨打时间", false, "at|日期"}, 18, true},
    value("result", "拨打结果", 12),
    FormColumn{{"finding", "问题类型", false}, 18, true},
    FormColumn{{"note", "备注", false, "reason|理由|说明"}, 30, true},
    by,
    files};

constexpr std::array forms{
    EntryForm{EntryTable::marks, "marks", "录分", "points", marks,
              "得分：0 到满分之间的数，如 87.5、1/3。没有得分的行不导入。"},
    EntryForm{EntryTable::ratings, "ratings", "互评", "rating", ratings,
              "评分：0 到满分之间的数。没有评分的行不导入；不评自己。"},
    EntryForm{EntryTable::imports, "imports", "外部成绩", "score", imports,
              "成绩按对方的原始分填写，成绩满分填写对方的分制，如 87 和 100，由系统折算。"},
    EntryForm{EntryTable::exemptions, "exemptions", "不适用", "decision", exemptions,
              "认定：填写“不适用”；撤回以前的认定填写“撤回”。理由必填。单位编号写 * 表示所有单位；"
              "考评项编号写 result 表示该单位不参评。"},
    EntryForm{EntryTable::daily, "daily", "日常加减分", "change", daily,
              "一行一次加减分：加分如 0.5，减分如 -0.5。记录填写事项或文号；"
              "同一单位、考评项、记录再次录入的，以日期最晚的为准。"},
    EntryForm{EntryTable::rectifications, "rectifications", "整改", "outcome", rectifications,
              "一行一份整改通知：通知填写文号或事由；整改结果填写“按时整改”“逾期整改”“未整改”。"
              "期内没有应整改通知的，通知留空，整改结果填写“无应整改通知”。"},
    EntryForm{EntryTable::calls, "calls", "电话", "result", calls,
              "拨打结果：接通、无人接听、号码错误、拒答等。有问题的，填写指标编号和问题类型，"
              "作为个案录入；没有问题的，只作为记录。"},
};

}  // namespace

std::vector<ColumnName> EntryForm::names() const {
    std::vector<ColumnName> names;
    for (const FormColumn& column : columns) names.push_back(column.name);
    return names;
}

const EntryForm& form_of(EntryTable table) {
    for (const EntryForm& form : forms)
        if (form.table == table) return form;
    return forms.front();
}

std::optional<EntryTable> entry_table_of(std::string_view text) {
    for (const EntryForm& form : forms)
        if (form.word == text || form.sheet == text) return form.table;
    return std::nullopt;
}

std::string sheet_name(EntryTable table, std::size_t number) {
    std::string name(form_of(table).sheet);
    return number > 1 ? name + std::to_string(number) : name;
}

std::optional<EntryTable> entry_table_of_sheet(std::string_view name) {
    if (const auto table = entry_table_of(name)) return table;
    // More digits are none of ours: "录分2022" is somebody's copy of another year.
    constexpr std::size_t digits_max = 2;
    const std::size_t end = name.find_last_not_of("0123456789") + 1;
    if (name.size() - end > digits_max) return std::nullopt;
    const auto table = entry_table_of(name.substr(0, end));
    return table && form_of(*table).sheet == name.substr(0, end) ? table : std::nullopt;
}

}  // namespace duwang::workflow
