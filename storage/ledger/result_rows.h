// Results of a round and the findings (问题) followed through them, as rows.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "storage/ledger/ledger.h"

namespace soci {
class session;
}

namespace duwang::storage {

// Within the caller's Writing transaction.
void write_results(soci::session& sql, const std::string& round,
                   std::span<const CheckResult> results);
std::vector<CheckResult> read_results(soci::session& sql, const std::string& round);
std::vector<FindingEntry> read_findings(soci::session& sql);

}  // namespace duwang::storage
