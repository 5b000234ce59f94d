// Rounds and the captures attached to them as rows.
#pragma once

#include <string>
#include <vector>

#include "storage/ledger/ledger.h"

namespace soci {
class session;
}

namespace duwang::storage {

// Throws Refusal (not_found) when there is no such round.
void require_round(soci::session& sql, const std::string& id);
void insert_round(soci::session& sql, const Round& round);
std::vector<Round> read_rounds(soci::session& sql);
// False when it was attached before with the same hash.
bool insert_capture(soci::session& sql, const std::string& round, const AttachedCapture& capture);
std::vector<AttachedCapture> read_captures(soci::session& sql, const std::string& round);

Json round_log(const Round& round);
Json capture_log(const std::string& round, const AttachedCapture& capture);

}  // namespace duwang::storage
