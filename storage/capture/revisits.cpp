#include "storage/capture/revisits.h"

namespace duwang::storage {

RevisitRows::RevisitRows(Database& database)
    : validators_(database.prepare("INSERT INTO validators VALUES (?, ?, ?, ?, ?)")),
      revisit_(database.prepare("INSERT INTO revisits VALUES (?, ?, ?, ?, ?, ?, ?)")),
      copied_(database.prepare(
          "SELECT e.file, e.offset, e.length, e.sha256 FROM exchanges e JOIN revisits r ON "
          "r.exchange = e.id WHERE e.url_id = ? AND r.capture = ? AND r.origin = ?")) {}

// A 304 may leave out what has not changed (RFC 9110 §15.4.5), and what it says of the type is not
// said of bytes: those that are kept were sent with the earlier head.
void RevisitRows::insert_validators(std::int64_t exchange, const Exchange& answer) {
    const Validators& before = answer.earlier->said;
    auto value = [&](std::string_view name, const std::string& earlier) {
        std::string_view now = answer.header(name);
        return now.empty() ? std::string_view(earlier) : now;
    };
    validators_
        .bind(exchange, value("etag", before.etag), value("last-modified", before.modified),
              before.content_type, before.content_encoding)
        .run();
}

void RevisitRows::insert_revisit(std::int64_t exchange, const BytesOrigin& origin,
                                 const RecordPlace& record) {
    revisit_
        .bind(exchange, origin.how, origin.capture, origin.exchange, origin.fetched.unix_ms,
              record.offset, record.length)
        .run();
}

RecordPlace RevisitRows::copied_before(std::int64_t url, const BytesOrigin& origin) {
    RecordPlace place;
    if (!copied_.bind(url, origin.capture, origin.exchange).step()) return place;
    place = {copied_.text(0), copied_.number(1), copied_.number(2), copied_.text(3)};
    return place;
}

std::optional<BytesOrigin> find_origin(Database& database, std::int64_t exchange) {
    Statement rows = database.prepare(
        "SELECT how, capture, origin, fetched_ms FROM revisits WHERE exchange = ?");
    if (!rows.bind(exchange).step()) return std::nullopt;
    return BytesOrigin{rows.text(0), rows.text(1), rows.number(2), {rows.number(3)}};
}

std::optional<RecordPlace> find_revisit_record(Database& database, std::int64_t exchange) {
    Statement rows = database.prepare("SELECT offset, length FROM revisits WHERE exchange = ?");
    if (!rows.bind(exchange).step()) return std::nullopt;
    RecordPlace place;
    place.offset = rows.number(0);
    place.length = rows.number(1);
    return place;
}

std::int64_t count_revisits(Database& database) {
    Statement rows =
        database.prepare("SELECT COUNT(*) FROM pages p JOIN revisits r ON r.exchange = p.exchange");
    return rows.bind().step() ? rows.number(0) : 0;
}

}  // namespace duwang::storage
