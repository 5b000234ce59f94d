// 任务分解: which unit has to do what until when, one row per indicator and unit.
#pragma once

#include <string>
#include <vector>

#include "core/unit.h"
#include "rules/scheme/scheme.h"

namespace duwang::rules {

enum class TaskRole { evaluated, lead, responsible };
std::string_view role_label(TaskRole role);  // "评价对象", "牵头单位", "责任单位"

struct Task {
    std::string indicator, title;
    Decimal full;
    std::string unit;  // id; empty: the document's name stands for no unit of the inventory
    std::string name;  // of the unit, or as the document writes it
    TaskRole role = TaskRole::evaluated;
    std::string due;       // ISO date, or empty
    std::string due_text;  // in the document's words
};

// Units that the objects select, then lead and responsible units as the document names them; names
// are matched with names and aliases of the inventory. In the order of indicators and units.
std::vector<Task> tasks_of(const Scheme& scheme, const Inventory& inventory);

// A part that a scheme asks of a unit, with its indicator.
struct AskedPart {
    const Indicator* indicator = nullptr;
    const Part* part = nullptr;
};
// In the order of the scheme; by objects alone, whatever conditions (适用条件) say.
std::vector<AskedPart> asked_parts(const Scheme& scheme, const Unit& unit, bool owns_site);

// How an indicator is decided: by checks alone, by checks that people confirm, or by people.
enum class Automation { automatic, assisted, manual };
std::string_view automation_label(Automation automation);  // "自动", "辅助", "人工"
Automation automation_of(const Part& part);

}  // namespace duwang::rules
