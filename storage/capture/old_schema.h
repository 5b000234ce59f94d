// Captures of earlier versions, whose facts.sqlite lacks tables or columns.
#pragma once

namespace duwang::storage {

class Database;

// For writing: today's tables. What an earlier version wrote is moved into them.
void apply_schema(Database& database);
// For reading: what is missing is there, empty, for this connection only.
void complete_schema(Database& database);

}  // namespace duwang::storage
