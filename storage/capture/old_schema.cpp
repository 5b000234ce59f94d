#include "storage/capture/old_schema.h"

#include <string>
#include <string_view>

#include "embedded/facts_schema.h"
#include "storage/capture/sqlite.h"

namespace duwang::storage {
namespace {

// Addresses and exchanges once stood in tables of these names; now these are views.
constexpr const char* put_aside =
    "ALTER TABLE urls RENAME TO old_urls; ALTER TABLE exchanges RENAME TO old_exchanges;"
    "DROP INDEX IF EXISTS urls_by_key; DROP INDEX IF EXISTS exchanges_by_url;";
constexpr const char* take_over =
    "INSERT INTO url_rows SELECT * FROM old_urls;"
    "INSERT INTO routes (address, protocol, tls, file) "
    "SELECT DISTINCT address, protocol, tls, file FROM old_exchanges;"
    "INSERT INTO exchange_rows SELECT e.id, e.url_id, e.attempt, e.hop, e.url, e.purpose, "
    "e.status, "
    "e.http_status, e.location, e.started_ms, e.duration_ms, e.offset, e.length, e.sha256, r.id "
    "FROM old_exchanges e JOIN routes r ON r.address = e.address AND r.protocol = e.protocol AND "
    "r.tls = e.tls AND r.file = e.file;"
    "DROP TABLE old_urls; DROP TABLE old_exchanges;";

bool has_table(Database& database, std::string_view name) {
    Statement found =
        database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
    return found.bind(name).step();
}

bool pages_have(Database& database, std::string_view column) {
    Statement found = database.prepare("SELECT 1 FROM pragma_table_info('pages') WHERE name = ?");
    return found.bind(column).step();
}

}  // namespace

void apply_schema(Database& database) {
    const bool old_tables = has_table(database, "exchanges");
    database.execute("BEGIN IMMEDIATE");
    if (old_tables) database.execute(put_aside);
    for (const auto& file : embedded::facts_schema())
        database.execute(std::string(file.content).c_str());
    if (old_tables) database.execute(take_over);
    if (!pages_have(database, "places"))
        database.execute("ALTER TABLE pages ADD COLUMN places BLOB NOT NULL DEFAULT x''");
    if (!pages_have(database, "newest"))
        database.execute(
            "ALTER TABLE pages ADD COLUMN newest TEXT; ALTER TABLE pages ADD COLUMN dates_by TEXT");
    if (!pages_have(database, "further"))
        database.execute("ALTER TABLE pages ADD COLUMN further INTEGER");
    database.execute("COMMIT");
}

void complete_schema(Database& database) {
    std::string lacking;
    if (!pages_have(database, "places")) lacking += ", x'' AS places";
    if (!pages_have(database, "newest")) lacking += ", NULL AS newest, NULL AS dates_by";
    if (!pages_have(database, "further")) lacking += ", NULL AS further";
    if (!lacking.empty())
        database.execute(
            ("CREATE TEMP VIEW IF NOT EXISTS pages AS SELECT *" + lacking + " FROM main.pages")
                .c_str());
    if (!has_table(database, "attempt_signs"))
        database.execute(
            "CREATE TEMP TABLE IF NOT EXISTS attempt_signs (exchange INTEGER PRIMARY KEY, "
            "suspect TEXT, final_url TEXT, title TEXT);");
    if (has_table(database, "revisits")) return;
    database.execute(
        "CREATE TEMP TABLE IF NOT EXISTS validators (exchange INTEGER PRIMARY KEY, "
        "etag TEXT, modified TEXT, content_type TEXT, coding TEXT);"
        "CREATE TEMP TABLE IF NOT EXISTS revisits (exchange INTEGER PRIMARY KEY, "
        "how TEXT, capture TEXT, origin INTEGER, fetched_ms INTEGER, offset INTEGER, "
        "length INTEGER);");
}

}  // namespace duwang::storage
