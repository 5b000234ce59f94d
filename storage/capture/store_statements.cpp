#include "storage/capture/store_statements.h"

namespace duwang::storage {

StoreStatements prepare_store_statements(Database& database) {
    StoreStatements prepared;
    prepared.insert_url = database.prepare(
        "INSERT INTO url_rows (id, url, key, depth, found_on, role, reason, "
        "focus) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    prepared.insert_exchange = database.prepare(
        "INSERT INTO exchange_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    prepared.insert_page = database.prepare(
        "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    prepared.update_url = database.prepare(
        "UPDATE url_rows SET status = ?, http_status = ?, final_url = ?, "
        "suspect = ? WHERE id = ?");
    prepared.judge_url = database.prepare("UPDATE url_rows SET focus = 1 WHERE id = ?");
    prepared.insert_control = database.prepare(
        "INSERT INTO controls (kind, scope, status, http_status, "
        "final_url, title, text_chars, fingerprint, exchange, at_ms) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    prepared.insert_signs =
        database.prepare("INSERT OR REPLACE INTO attempt_signs VALUES (?, ?, ?, ?)");
    prepared.insert_value = database.prepare("INSERT OR REPLACE INTO named_values VALUES (?, ?)");
    prepared.last_attempt =
        database.prepare("SELECT COALESCE(MAX(attempt), 0) FROM exchange_rows WHERE url_id = ?");
    prepared.insert_place =
        database.prepare("INSERT OR IGNORE INTO link_places VALUES (?, ?, ?, ?, ?)");
    prepared.insert_count = database.prepare("INSERT OR REPLACE INTO link_counts VALUES (?, ?)");
    return prepared;
}

std::int64_t stored_once(Statement& find, Statement& insert, const std::string& text,
                         const std::string& hash) {
    if (find.bind(hash).step()) return find.number(0);
    insert.bind(hash, text).step();
    std::int64_t id = insert.number(0);
    insert.step();
    return id;
}

}  // namespace duwang::storage
