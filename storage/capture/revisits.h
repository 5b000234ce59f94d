// 复采: rows that say which exchanges confirmed earlier bytes, and by what to ask the next time.
#pragma once

#include <optional>

#include "core/earlier_bytes.h"
#include "core/http_message.h"
#include "storage/capture/sqlite.h"

namespace duwang::storage {

class RevisitRows {
  public:
    RevisitRows() = default;
    explicit RevisitRows(Database& database);

    // Of an exchange that confirmed earlier bytes.
    void insert_validators(std::int64_t exchange, const Exchange& answer);
    void insert_revisit(std::int64_t exchange, const BytesOrigin& origin,
                        const RecordPlace& record);
    // Where these bytes were copied to before, for the same address; a wall made it be asked twice.
    RecordPlace copied_before(std::int64_t url, const BytesOrigin& origin);

  private:
    Statement validators_, revisit_, copied_;
};

// Of one exchange; nothing: the bytes are its own.
std::optional<BytesOrigin> find_origin(Database& database, std::int64_t exchange);
// Offset and length of its `revisit` record; nothing: there is none.
std::optional<RecordPlace> find_revisit_record(Database& database, std::int64_t exchange);
// Pages whose bytes are an earlier capture's.
std::int64_t count_revisits(Database& database);

}  // namespace duwang::storage
