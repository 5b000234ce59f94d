// Holds rows against the log: the tables are working copies, the log says what was decided.
#pragma once

#include "storage/ledger/ledger.h"

namespace soci {
class session;
}

namespace duwang::storage {

// For an intact chain. The first capture, mark, entry, published
// sheet or assessment that differs from the entry which
// recorded it, that is gone, or that no entry recorded, is put into `check`.
void audit_rows(soci::session& sql, LogCheck& check);

}  // namespace duwang::storage
