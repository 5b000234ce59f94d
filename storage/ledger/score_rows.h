// Entered marks (录分) and published score sheets (评分表) as rows.
#pragma once

#include <string>
#include <vector>

#include "storage/ledger/ledger.h"

namespace soci {
class session;
}

namespace duwang::storage {

// Both within the caller's Writing transaction.
void write_mark(soci::session& sql, const std::string& round, const Mark& mark);
std::vector<Mark> read_marks(soci::session& sql, const std::string& round);
// Returns the edition.
int write_sheet(soci::session& sql, const std::string& round, const PublishedSheet& sheet,
                const std::string& scheme_hash, Timestamp at);
std::vector<StoredSheet> read_editions(soci::session& sql, const std::string& round);
// The latest edition per unit and scheme.
std::vector<StoredSheet> read_sheets(soci::session& sql, const std::string& round);

Json mark_log(const std::string& round, const Mark& mark);
// The numbers at the head of the sheet, and the SHA-256 of the whole.
Json sheet_log(const std::string& round, const PublishedSheet& sheet, int edition,
               const std::string& scheme_hash);

}  // namespace duwang::storage
