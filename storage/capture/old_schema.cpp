#include "storage/capture/old_schema.h"

#include "storage/capture/sqlite.h"

namespace duwang::storage {
namespace {

bool has_places(Database& database) {
    Statement column =
        database.prepare("SELECT 1 FROM pragma_table_info('pages') WHERE name = 'places'");
    return column.bind().step();
}

}  // namespace

void add_missing_columns(Database& database) {
    if (!has_places(database))
        database.execute("ALTER TABLE pages ADD COLUMN places BLOB NOT NULL DEFAULT x''");
}

bool complete_schema(Database& database) {
    if (!has_places(database))
        database.execute(
            "CREATE TEMP VIEW IF NOT EXISTS pages AS "
            "SELECT *, x'' AS places FROM main.pages");
    Statement found = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'revisits'");
    if (found.bind().step()) return true;
    database.execute(
        "CREATE TEMP TABLE IF NOT EXISTS validators (exchange INTEGER PRIMARY KEY, "
        "etag TEXT, modified TEXT, content_type TEXT, coding TEXT);"
        "CREATE TEMP TABLE IF NOT EXISTS revisits (exchange INTEGER PRIMARY KEY, "
        "how TEXT, capture TEXT, origin INTEGER, fetched_ms INTEGER, offset INTEGER, "
        "length INTEGER);");
    return false;
}

}  // namespace duwang::storage
