// Captures of earlier versions, whose facts.sqlite lacks tables or columns.
#pragma once

namespace duwang::storage {

class Database;

// For writing: what a capture begun by an earlier version lacks.
void add_missing_columns(Database& database);
// For reading: what is missing is there, empty, for this connection only. Yields whether the tables
// of re-sweeps (validators, revisits) were there.
bool complete_schema(Database& database);

}  // namespace duwang::storage
