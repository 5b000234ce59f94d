#include "storage/capture/exchange_rows.h"

#include <string>

#include "storage/capture/revisits.h"
#include "storage/capture/sqlite.h"

namespace duwang::storage {

ExchangeFacts exchange_from(Statement& rows) {
    ExchangeFacts facts;
    facts.id = rows.number(0);
    facts.url = rows.text(1);
    facts.purpose = rows.text(2);
    facts.status = status_of(rows.text(3), facts.http_status);
    facts.http_status = static_cast<int>(rows.number(4));
    facts.location = rows.text(5);
    facts.started = {rows.number(6)};
    facts.duration_ms = rows.number(7);
    facts.address = rows.text(8);
    facts.record = {rows.text(9), rows.number(10), rows.number(11), rows.text(12)};
    return facts;
}

std::optional<ExchangeFacts> find_exchange(Database& database, std::int64_t id) {
    Statement rows = database.prepare(std::string(exchange_columns) + "WHERE id = ?");
    if (!rows.bind(id).step()) return std::nullopt;
    ExchangeFacts facts = exchange_from(rows);
    if (auto origin = find_origin(database, id)) facts.origin = std::move(*origin);
    return facts;
}

}  // namespace duwang::storage
