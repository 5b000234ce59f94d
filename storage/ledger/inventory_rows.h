// Units, sites and columns as rows.
#pragma once

#include "core/json.h"
#include "core/unit.h"

namespace soci {
class session;
}

namespace duwang::storage {

// Within the caller's Writing transaction. The order of the vectors is kept.
void write_inventory(soci::session& sql, const Inventory& inventory);
Inventory read_inventory(soci::session& sql);
// For the log: how much was stored, its SHA-256, and every written authority (书面授权).
Json inventory_log(const Inventory& inventory);

}  // namespace duwang::storage
