#include "storage/ledger/score_rows.h"

#include <fmt/format.h>

#include "core/hash.h"
#include "storage/ledger/session.h"

namespace duwang::storage {

void write_mark(soci::session& sql, const std::string& round, const Mark& mark) {
    if (mark.unit.empty() || mark.indicator.empty())
        throw Refusal(Errc::usage, "a mark needs a unit and an indicator");
    sql << "INSERT INTO marks (round, unit, indicator, points, reason, entered_by, entered_at) "
           "VALUES (:round, :unit, :indicator, :points, :reason, :entered_by, :entered_at) "
           "ON CONFLICT (round, unit, indicator) DO UPDATE SET points = excluded.points, "
           "reason = excluded.reason, entered_by = excluded.entered_by, "
           "entered_at = excluded.entered_at",
        soci::use(round), soci::use(mark.unit), soci::use(mark.indicator), soci::use(mark.points),
        soci::use(mark.reason), soci::use(mark.by), soci::use(mark.at);
}

std::vector<Mark> read_marks(soci::session& sql, const std::string& round) {
    std::vector<Mark> marks;
    Mark mark;
    soci::statement rows =
        (sql.prepare << "SELECT unit, indicator, points, reason, entered_by, entered_at FROM marks "
                        "WHERE round = :round ORDER BY unit, indicator",
         soci::use(round), soci::into(mark.unit), soci::into(mark.indicator),
         soci::into(mark.points), soci::into(mark.reason), soci::into(mark.by),
         soci::into(mark.at));
    rows.execute();
    while (rows.fetch()) marks.push_back(mark);
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
    return Json::object()
        .set("round", round)
        .set("unit", mark.unit)
        .set("indicator", mark.indicator)
        .set("points", mark.points)
        .set("reason", mark.reason)
        .set("by", mark.by)
        .set("at", mark.at);
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
