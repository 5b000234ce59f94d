// The statements with which a crawl writes its facts, prepared once.
#pragma once

#include "storage/capture/sqlite.h"

namespace duwang::storage {

struct StoreStatements {
    Statement insert_url, insert_exchange, insert_page, update_url, judge_url, insert_control,
        insert_signs, insert_value, last_attempt, insert_place, insert_count;
};

StoreStatements prepare_store_statements(Database& database);

// The row that holds `text`, which is written when it is new. `hash`: its SHA-256.
std::int64_t stored_once(Statement& find, Statement& insert, const std::string& text,
                         const std::string& hash);

}  // namespace duwang::storage
