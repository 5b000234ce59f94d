// Brings a database to the schema this program knows.
#pragma once

namespace soci {
class session;
}

namespace duwang::storage {

// Applies the numbered files that are missing, in one transaction. Throws Refusal when the database
// was written by a newer program.
void migrate(soci::session& sql);

}  // namespace duwang::storage
