// The sheets and columns of a scheme as a workbook. A key without a column goes into 其他.
#pragma once

#include <array>

#include "rules/sheet/cell_code.h"

namespace duwang::rules {

inline constexpr std::string_view head_sheet = "说明";
inline constexpr std::string_view level_sheet = "各级分值";
inline constexpr std::string_view indicator_sheet = "指标";
inline constexpr std::string_view rule_sheet = "扣分规则";

inline constexpr std::string_view id_title = "编号";
inline constexpr std::string_view part_title = "分点";
inline constexpr std::string_view other_title = "其他";
inline constexpr std::string_view part_other_title = "分点其他";
inline constexpr std::array<std::string_view, 2> level_titles{"一级指标", "二级指标"};
inline constexpr CellColumn level_points{"points", "分值", CellForm::value, 10};
inline constexpr std::array<std::string_view, 3> head_titles{"键", "名称", "值"};

inline constexpr std::array<WordPair, 4> method_cells{
    {{"crawl", "采集"}, {"confirm", "采集后确认"}, {"entered", "录入"}, {"imported", "导入"}}};
inline constexpr std::array<WordPair, 3> per_cells{
    {{"object", "每个对象"}, {"once", "一次"}, {"whole", "整个分点"}}};

// Of an indicator, besides its number and its levels.
inline constexpr std::array<CellColumn, 11> indicator_columns{{
    {"title", "三级指标", CellForm::text, 20},
    {"full", "分值", CellForm::value, 7},
    {"bonus", "加分", CellForm::flag, 6},
    {"content", "评价内容", CellForm::text, 50},
    {"objects", "评价对象", CellForm::texts, 24},
    {"except", "除外", CellForm::texts},
    {"lead", "牵头单位", CellForm::texts, 16},
    {"responsible", "责任单位", CellForm::texts, 24},
    {"due", "完成时限", CellForm::text, 16},
    {"channel", "公开渠道", CellForm::text, 16},
    {"basis", "依据", CellForm::text, 24},
}};

// Of a part (分点) only.
inline constexpr std::array<CellColumn, 4> part_columns{{
    {"title", "分点名称", CellForm::text, 24},
    {"points", "分点分值", CellForm::value, 9},
    {"objects", "分点评价对象", CellForm::texts, 16},
    {"except", "分点除外", CellForm::texts},
}};

// Of a part, or of an indicator without parts: how the points are won.
inline constexpr std::array<CellColumn, 4> judging_columns{{
    {"method", "方法", CellForm::word, 8, method_cells},
    {"check", "检查", CellForm::value, 18},
    {"params", "检查参数", CellForm::value, 24},
    {"assumed", "假定", CellForm::flag, 6},
}};

inline constexpr std::array<CellColumn, 6> rule_columns{{
    {"finding", "问题类型", CellForm::value, 18},
    {"points", "扣分", CellForm::value, 8},
    {"per", "计次", CellForm::word, 10, per_cells},
    {"text", "说明", CellForm::text, 44},
    {"alternative", "并列组", CellForm::value, 12},
    {"assumed", "假定", CellForm::flag, 6},
}};

// Names of the head's keys, for people.
inline constexpr std::array<WordPair, 21> head_names{{
    {"id", "编号"},
    {"title", "名称"},
    {"version", "版本"},
    {"valid_from", "生效日期"},
    {"valid_until", "失效日期"},
    {"places", "公布小数位"},
    {"full", "满分"},
    {"bonus_full", "加分满分"},
    {"source", "来源"},
    {"levels", "各级分值"},
    {"settings", "待填设置"},
    {"unweighted", "无分值"},
    {"unverified", "未核对"},
    {"grades", "等次"},
    {"vetoes", "单项否决"},
    {"ceilings", "总分封档"},
    {"total_at_most", "总分上限"},
    {"bonus_opens", "加分条件"},
    {"scales", "折算系数"},
    {"facts", "录入的事实"},
    {"defaults", "文件未定之处"},
}};

inline constexpr CellColumn other_column{"", other_title, CellForm::value, 30};
inline constexpr CellColumn part_other_column{"", part_other_title, CellForm::value, 30};
inline constexpr CellColumn plain_column{"", "", CellForm::text};

}  // namespace duwang::rules
