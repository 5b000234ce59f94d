// From the rows of typed tables to indicators in the making. Used by table_import.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/table/rows.h"

namespace duwang::rules {

struct DraftPart {
    std::string content, place;
    std::string points;  // exact; "" when it has none of its own
    std::string points_place;
};

// 三级指标: one row, or several that share a merged title.
struct Draft {
    std::string id, id_place, number;
    std::string title, title_place;
    std::vector<std::string> levels;
    std::string points, points_place;  // exact; "" when there are none
    bool bonus = false;
    std::vector<DraftPart> parts;  // one for each row
    TableRow row;                  // the first one
    std::string deduct;            // of all rows
};

// Points printed behind a level: 主动公开（49分）.
struct LevelMark {
    std::vector<std::string> path;
    std::string points, place;
};

struct Drafts {
    std::vector<Draft> indicators;
    std::vector<LevelMark> levels;
};

// Adds the indicators of one table; checks its 合计 and 小计.
void add_drafts(const TableFound& table, const TableRows& rows, const TableWords& words,
                Drafts& drafts, std::vector<TableNote>& notes, std::vector<Error>& errors);

}  // namespace duwang::rules
