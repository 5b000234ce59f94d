// Rows of what people state in a round (录入).
#pragma once

#include <string>
#include <vector>

#include "storage/ledger/ledger.h"

namespace soci {
class session;
}

namespace duwang::storage {

// `number`: from 1, in the order of coming.
void write_entry(soci::session& sql, const std::string& round, const Entry& entry, int number);
std::vector<Entry> read_entries(soci::session& sql, const std::string& round);

Json entry_log(const std::string& round, const Entry& entry, int number);

}  // namespace duwang::storage
