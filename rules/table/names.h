// Names of units in typed tables: lists of them, who leads, and which units they mean.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/table_words.h"
#include "core/unit.h"

namespace duwang::rules {

// 职责: names as written, without 牵头 behind them.
struct Duties {
    std::vector<std::string> lead, responsible;
};

// "1.市政务公开办公室 2.各区县人民政府": by 、，；, lines and numbers, never inside brackets.
std::vector<std::string> split_names(std::string_view text, const TableWords& words);

// "牵头：市财政局；责任：市审计局及各区县人民政府" or "市财政局（牵头）、市审计局".
Duties read_duties(std::string_view text, const TableWords& words);

// Which selector of a scheme a name means: "county", "group:NAME", "unit:ID".
class ObjectIndex {
  public:
    ObjectIndex(const TableWords& words, std::span<const Unit> units);
    // Nothing when no unit, kind or group is called so, or more than one.
    std::optional<std::string> selector(std::string_view name) const;

    // A unit whose name holds these characters in this order (市发改委, 临川市发展和改革委员会),
    // when there is only one: to be asked about, never taken.
    std::optional<std::string> near(std::string_view name) const;

  private:
    std::map<std::string, std::string> groups_;           // matching form → selector
    std::map<std::string, std::set<std::string>> units_;  // matching form of names → ids
    std::set<std::string> kinds_, group_names_;
    std::vector<std::string> names_;

    std::optional<std::string> exact(const std::string& form) const;
};

}  // namespace duwang::rules
