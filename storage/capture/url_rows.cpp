#include "storage/capture/url_rows.h"

#include <string_view>

#include "core/url.h"
#include "storage/capture/role_words.h"
#include "storage/capture/sqlite.h"

namespace duwang::storage {
namespace {

// A visit that counts for nothing: its page is no evidence any more.
void set_aside(Database& database, std::int64_t id, std::string_view status,
               std::string_view suspect) {
    database.prepare("UPDATE url_rows SET status = ?, http_status = 0, suspect = ? WHERE id = ?")
        .bind(status, suspect, id)
        .run();
    database.prepare("DELETE FROM pages WHERE url_id = ?").bind(id).run();
    // The attempt stays, and stays void when the address is asked again.
    database
        .prepare(
            "INSERT OR REPLACE INTO attempt_signs SELECT id, 'voided', '', '' FROM exchange_rows "
            "WHERE url_id = ? ORDER BY id DESC LIMIT 1")
        .bind(id)
        .run();
}

}  // namespace

void read_known(Database& database, const std::function<void(const KnownUrl&)>& each) {
    Statement rows = database.prepare(
        "SELECT u.id, u.url, u.key, u.depth, u.found_on, u.role, u.reason, u.focus, u.status, "
        "u.final_url, p.url_id IS NOT NULL, COALESCE(p.fingerprint, 0), COALESCE(p.text_chars, 0), "
        "COALESCE((SELECT MAX(e.id) FROM exchange_rows e WHERE e.url_id = u.id), 0) "
        "FROM urls u LEFT JOIN pages p ON p.url_id = u.id ORDER BY u.id");
    for (rows.bind(); rows.step();) {
        KnownUrl known;
        known.id = rows.number(0);
        known.url = rows.text(1);
        known.key = static_cast<std::uint64_t>(rows.number(2));
        known.depth = static_cast<int>(rows.number(3));
        known.found_on = rows.number(4);
        known.role = role_of(rows.text(5));
        known.reason = rows.text(6);
        known.focus = rows.number(7) != 0;
        known.status = rows.text(8);
        known.visited = !known.status.empty();
        known.final_url = rows.text(9);
        known.has_page = rows.number(10) != 0;
        known.fingerprint = static_cast<std::uint64_t>(rows.number(11));
        known.text_chars = rows.number(12);
        known.exchange = rows.number(13);
        each(known);
    }
}

std::vector<CaptureLookback::Troubled> read_troubled(Database& database) {
    std::vector<CaptureLookback::Troubled> result;
    Statement rows = database.prepare(
        "SELECT id, url, role, reason, status, http_status, suspect, depth, found_on, "
        "(SELECT COALESCE(MAX(attempt), 0) FROM exchange_rows WHERE url_id = urls.id), "
        "(SELECT COALESCE(MAX(id), 0) FROM exchange_rows WHERE url_id = urls.id), focus, final_url "
        "FROM urls "
        "WHERE (status <> '' AND status <> 'ok') OR suspect <> '' OR reason = 'private_address' "
        "ORDER BY id");
    for (rows.bind(); rows.step();) {
        CaptureLookback::Troubled row;
        row.known.id = rows.number(0);
        row.known.url = rows.text(1);
        row.known.role = role_of(rows.text(2));
        row.known.reason = rows.text(3);
        row.known.status = rows.text(4);
        row.known.visited = !row.known.status.empty();
        row.http_status = static_cast<int>(rows.number(5));
        row.suspect = rows.text(6);
        row.known.depth = static_cast<int>(rows.number(7));
        row.known.found_on = rows.number(8);
        row.attempts = static_cast<int>(rows.number(9));
        row.known.exchange = rows.number(10);
        row.known.focus = rows.number(11) != 0;
        row.known.final_url = rows.text(12);
        result.push_back(std::move(row));
    }
    return result;
}

CaptureLookback::GoodPages read_good_pages(Database& database,
                                           const std::set<std::string>& hosts) {
    CaptureLookback::GoodPages pages;
    Statement rows = database.prepare(
        "SELECT url FROM urls WHERE status = 'ok' AND suspect = '' AND role = 'link' ORDER BY id");
    for (rows.bind(); pages.size() < hosts.size() && rows.step();) {
        const auto url = parse_url(rows.text(0));
        if (url && hosts.contains(url->host_port())) pages.emplace(url->host_port(), url->str());
    }
    return pages;
}

void correct_urls(Database& database, const Visit& visit) {
    for (const LeftUrl& left : visit.left)
        database
            .prepare("UPDATE url_rows SET role = 'skip', reason = ? WHERE id = ? AND status = ''")
            .bind(left.reason, left.id)
            .run();
    for (std::int64_t id : visit.ask_again) set_aside(database, id, "", "");
    for (std::int64_t id : visit.voided) set_aside(database, id, "blocked", "voided");
    // A million rows perhaps. Without OR FAIL SQLite keeps a copy of all their pages in memory, to
    // be able to undo this statement alone.
    if (!visit.not_visited.empty())
        database
            .prepare(
                "UPDATE OR FAIL url_rows SET not_visited = ? WHERE status = '' AND role <> 'skip'")
            .bind(visit.not_visited)
            .run();
}

}  // namespace duwang::storage
