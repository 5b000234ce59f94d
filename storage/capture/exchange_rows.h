// Rows of the view `exchanges`.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/fact.h"

namespace duwang::storage {

class Database;
class Statement;

inline constexpr std::string_view exchange_columns =
    "SELECT id, url, purpose, status, http_status, location, started_ms, duration_ms, address, "
    "file, offset, length, sha256, attempt FROM exchanges ";

ExchangeFacts exchange_from(Statement& rows);  // of `exchange_columns`
std::optional<ExchangeFacts> find_exchange(Database& database, std::int64_t id);

}  // namespace duwang::storage
