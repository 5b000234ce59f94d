// units.csv (被评单位).
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "workflow/inventory_import.h"

namespace duwang::workflow {

// How other tables find units: by id, full name or alias.
class UnitIndex {
  public:
    void add(const Unit& unit);
    void add_dropped(const std::string& id, const std::string& name);

    // The id, or empty with what is wrong and what to write in `problem`.
    std::string find(const std::string& word, std::string& problem) const;

  private:
    std::set<std::string> ids_, dropped_;
    std::map<std::string, std::set<std::string>> names_;  // matching form → ids
};

// Ids go into file names and addresses: letters, digits, '-', '_' and '.', not first.
bool is_good_id(std::string_view id);

UnitIndex import_units(const TableFile& file, InventoryImport& import);

}  // namespace duwang::workflow
