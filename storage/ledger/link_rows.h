// Rows of links that are being confirmed. Inside storage/ledger only.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/link_check.h"
#include "storage/ledger/ledger.h"

namespace soci {
class session;
}

namespace duwang::storage {

std::vector<LinkCheck> read_link_checks(soci::session& sql, const std::string& round);
// Within the caller's transaction: these are all of the site.
void replace_link_checks(soci::session& sql, const std::string& round, const std::string& site,
                         std::span<const LinkCheck> checks);
// Rounds in which something is due, by name.
std::vector<std::string> read_rounds_due(soci::session& sql, Timestamp now, LinksDue which);

}  // namespace duwang::storage
