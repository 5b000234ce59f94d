#include "storage/ledger/score_rows.h"

#include <fmt/format.h>

#include "core/hash.h"
#include "storage/ledger/kept_files.h"
#include "storage/ledger/session.h"

namespace duwang::storage {

void write_mark(soci::session& sql, const std::string& round, const Mark& mark) {
    if (mark.unit.empty() || mark.indicator.empty())
        throw Refusal(Errc::usage, "a mark needs a unit and an indicator");
    const std::string attachments = files_text(mark.attachments);
    sql << "INSERT INTO marks (round, unit, indicator, points, reason, entered_by, entered_at, "
           "basis, attachments) VALUES (:round, :unit, :indicator, :points, :reason, :entered_by, "
           ":entered_at, :basis, :attachments) "
           "ON CONFLICT (round, unit, indicator) DO UPDATE SET points = excluded.points, "
           "reason = excluded.reason, entered_by = excluded.entered_by, "
           "entered_at = excluded.entered_at, basis = excluded.basis, "
           "attachments = excluded.attachments",
        soci::use(round), soci::use(mark.unit), soci::use(mark.indicator), soci::use(mark.points),
        soci::use(mark.reason), soci::use(mark.by), soci::use(mark.at), soci::use(mark.basis),
        soci::use(attachments);
}

std::vector<Mark> read_marks(soci::session& sql, const std::string& round) {
    std::vector<Mark> marks;
    Mark mark;
    std::string attachments;
    soci::statement rows =
        (sql.prepare << "SELECT unit, indicator, points, reason, entered_by, entered_at, basis, "
                        "attachments FROM marks WHERE round = :round ORDER BY unit, indicator",
         soci::use(round), soci::into(mark.unit), soci::into(mark.indicator),
         soci::into(mark.points), soci::into(mark.reason), soci::into(mark.by), soci::into(mark.at),
         soci::into(mark.basis), soci::into(attachments));
    rows.execute();
    while (rows.fetch()) {
        mark.attachments = files_of(attachments);
        marks.push_back(mark);
    }
    return marks;
}

int write_sheet(soci::session& sql, const std::string& round, const PublishedSheet& sheet,
                const std::string& scheme_hash, Timestamp at) {
    int edition = 0;
    sql << "SELECT COALESCE(MAX(edition), 0) + 1 FROM scores WHERE round = :round AND unit = :unit",
        soci::use(round), soci::use(sheet.unit), soci::into(edition);
    const SqlInt published = at.unix_ms;
    sql << "INSERT INTO scores (round, unit, edition, scheme_hash, published_ms, body, scheme) "
           "VALUES "
           "(:round, :unit, :edition, :hash, :published, :body, :scheme)",
        soci::use(round), soci::use(sheet.unit), soci::use(edition), soci::use(scheme_hash),
        soci::use(published), soci::use(sheet.json), soci::use(sheet.scheme);
    return edition;
}

std::vector<StoredSheet> read_editions(soci::session& sql, const std::string& round) {
    std::vector<StoredSheet> sheets;
    StoredSheet sheet;
    SqlInt published = 0;
    soci::statement rows =
        (sql.prepare
             << "SELECT unit, edition, scheme_hash, published_ms, body, scheme FROM scores WHERE "
                "round = :round ORDER BY unit, edition",
         soci::use(round), soci::into(sheet.unit), soci::into(sheet.edition),
         soci::into(sheet.scheme_hash), soci::into(published), soci::into(sheet.json),
         soci::into(sheet.scheme));
    rows.execute();
    while (rows.fetch()) {
        sheet.published = {published};
        sheets.push_back(sheet);
    }
    return sheets;
}

std::vector<StoredSheet> read_sheets(soci::session& sql, const std::string& round) {
    std::vector<StoredSheet> latest;
    for (StoredSheet& sheet : read_editions(sql, round)) {
        // One without a name is from before rounds had several schemes: any later one replaces it.
        std::erase_if(latest, [&](const StoredSheet& earlier) {
            return earlier.unit == sheet.unit &&
                   (earlier.scheme == sheet.scheme || earlier.scheme.empty());
        });
        latest.push_back(std::move(sheet));
    }
    return latest;
}

Json mark_log(const std::string& round, const Mark& mark) {
    Json log = Json::object()
                   .set("round", round)
                   .set("unit", mark.unit)
                   .set("indicator", mark.indicator)
                   .set("points", mark.points)
                   .set("reason", mark.reason)
                   .set("by", mark.by)
                   .set("at", mark.at);
    log_basis(log, mark.basis, mark.attachments);
    return log;
}

Json sheet_log(const std::string& round, const PublishedSheet& sheet, int edition,
               const std::string& scheme_hash) {
    const Result<Json> content = Json::parse(sheet.json);
    if (!content || !content->is_object())
        throw Refusal(Errc::internal,
                      fmt::format("the score sheet of \"{}\" is no JSON object", sheet.unit));
    Json log = Json::object();
    log.set("round", round).set("unit", sheet.unit).set("edition", edition);
    if (!sheet.scheme.empty()) log.set("scheme", sheet.scheme);
    log.set("scheme_hash", scheme_hash).set("sheet_sha256", sha256_hex(sheet.json));
    for (const char* number : {"full", "applicable", "decided", "earned", "low", "high", "bonus",
                               "total", "grade", "provisional"})
        if (!(*content)[number].is_null()) log.set(number, (*content)[number]);
    return log;
}

}  // namespace duwang::storage
