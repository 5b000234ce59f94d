// Rows of probes of home pages. Inside storage/ledger only.
#pragma once

#include <span>
#include <vector>

#include "core/availability.h"

namespace soci {
class session;
}

namespace duwang::storage {

// By moment, then site.
std::vector<AvailabilityProbe> read_probes(soci::session& sql, Timestamp from, Timestamp until);
// Within the caller's transaction.
void write_probe(soci::session& sql, const AvailabilityProbe& probe);

}  // namespace duwang::storage
