#include "storage/ledger/link_rows.h"

#include "storage/ledger/session.h"

namespace duwang::storage {

std::vector<LinkCheck> read_link_checks(soci::session& sql, const std::string& round) {
    std::vector<LinkCheck> checks;
    LinkCheck one;
    SqlInt first = 0, last = 0, due = 0, places = 0;
    soci::statement rows =
        (sql.prepare << "SELECT site_id, url, capture, class, table_row, basis, cause, reason, "
                        "wanted, looks, first_ms, last_ms, due_ms, places FROM link_checks WHERE "
                        "round_id = :round ORDER BY site_id, url",
         soci::use(round), soci::into(one.site), soci::into(one.url), soci::into(one.capture),
         soci::into(one.link_class), soci::into(one.row), soci::into(one.basis),
         soci::into(one.cause), soci::into(one.reason), soci::into(one.wanted),
         soci::into(one.looks), soci::into(first), soci::into(last), soci::into(due),
         soci::into(places));
    rows.execute();
    while (rows.fetch()) {
        one.first_failure = {first};
        one.last_failure = {last};
        one.due = {due};
        one.places = places;
        checks.push_back(one);
    }
    return checks;
}

void replace_link_checks(soci::session& sql, const std::string& round, const std::string& site,
                         std::span<const LinkCheck> checks) {
    sql << "DELETE FROM link_checks WHERE round_id = :round AND site_id = :site", soci::use(round),
        soci::use(site);
    for (const LinkCheck& one : checks) {
        const SqlInt first = one.first_failure.unix_ms, last = one.last_failure.unix_ms,
                     due = one.due.unix_ms, places = one.places;
        sql << "INSERT INTO link_checks (round_id, site_id, url, capture, class, table_row, basis, "
               "cause, reason, wanted, looks, first_ms, last_ms, due_ms, places) VALUES (:round, "
               ":site, :url, :capture, :class, :table_row, :basis, :cause, :reason, :wanted, "
               ":looks, :first, :last, :due, :places)",
            soci::use(round), soci::use(site), soci::use(one.url), soci::use(one.capture),
            soci::use(one.link_class), soci::use(one.row), soci::use(one.basis),
            soci::use(one.cause), soci::use(one.reason), soci::use(one.wanted),
            soci::use(one.looks), soci::use(first), soci::use(last), soci::use(due),
            soci::use(places);
    }
}

std::vector<std::string> read_rounds_due(soci::session& sql, Timestamp now, LinksDue which) {
    std::vector<std::string> rounds;
    std::string round;
    const SqlInt moment = now.unix_ms, later_too = which == LinksDue::later_too ? 1 : 0;
    // A look of the future was noted by a clock that was wrong: it must not hold up the next one.
    soci::statement rows =
        (sql.prepare << "SELECT DISTINCT round_id FROM link_checks WHERE due_ms > 0 AND "
                        "(due_ms <= :now OR last_ms > :now2 OR :later = 1) AND NOT EXISTS "
                        "(SELECT 1 FROM rounds WHERE rounds.id = round_id AND "
                        "window_until_ms > 0 AND window_until_ms < :now3) ORDER BY round_id",
         soci::use(moment), soci::use(moment), soci::use(later_too), soci::use(moment),
         soci::into(round));
    rows.execute();
    while (rows.fetch()) rounds.push_back(round);
    return rounds;
}

}  // namespace duwang::storage
