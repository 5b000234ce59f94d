// The hash-chained log: entries are only ever appended, each holds the hash of the one before.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/ledger/ledger.h"

namespace soci {
class session;
}

namespace duwang::storage {

// SHA-256 over number, moment, kind, hash before and body. Documented in the format itself, so that
// the chain can be checked without this program.
std::string entry_hash(const LogEntry& entry);

LogHead chain_head(soci::session& sql);
// Within the caller's Writing transaction.
LogHead chain_append(soci::session& sql, const std::string& kind, const Json& body, Timestamp at);
std::vector<LogEntry> chain_entries(soci::session& sql);
LogCheck chain_verify(soci::session& sql, std::string_view printed_head);

}  // namespace duwang::storage
