#include "storage/capture/link_targets.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "core/url.h"
#include "storage/capture/control_rows.h"
#include "storage/capture/exchange_rows.h"
#include "storage/capture/sqlite.h"

namespace duwang::storage {
namespace {

// Failing now, looking wrong, or asked more than once: those may have recovered.
constexpr std::string_view target_rows =
    "SELECT u.id, u.url, CASE WHEN u.role = 'skip' THEN u.reason ELSE '' END, u.final_url, "
    "COALESCE(p.title, ''), COALESCE(p.text_chars, 0), COALESCE(p.fingerprint, 0), "
    "COALESCE(p.opening, ''), COALESCE(c.pages, 0), u.suspect FROM urls u "
    "LEFT JOIN pages p ON p.url_id = u.id LEFT JOIN link_counts c ON c.target = u.id "
    "WHERE (u.status <> '' AND u.status <> 'ok') OR u.suspect <> '' "
    "OR u.reason = 'private_address' "
    "OR u.id IN (SELECT url_id FROM exchange_rows WHERE attempt > 1 AND hop = 1) ORDER BY u.id";

LinkTarget target_from(Statement& rows) {
    LinkTarget target;
    target.id = rows.number(0);
    target.url = rows.text(1);
    target.skipped = rows.text(2);
    target.final_url = rows.text(3);
    target.title = rows.text(4);
    target.text_chars = rows.number(5);
    target.fingerprint = static_cast<std::uint64_t>(rows.number(6));
    target.opening = rows.text(7);
    target.place_count = rows.number(8);
    return target;
}

class Reader {
  public:
    Reader(Database& database, const LinkTargetFilter& filter)
        : database_(database),
          filter_(filter),
          places_(database.prepare(
              "SELECT l.page, u.url, p.title, p.exchange, l.tag, l.raw, l.text FROM link_places l "
              "JOIN urls u ON u.id = l.page JOIN pages p ON p.url_id = l.page WHERE l.target = ? "
              "ORDER BY l.page")),
          attempts_(database.prepare(std::string(exchange_columns) +
                                     "WHERE url_id = ? ORDER BY attempt, hop")),
          signs_(database.prepare(
              "SELECT suspect, final_url, title FROM attempt_signs WHERE exchange = ?")) {}

    std::vector<LinkTarget> run() {
        std::vector<LinkTarget> targets;
        Statement rows = database_.prepare(std::string(target_rows));
        for (rows.bind(); rows.step();) {
            LinkTarget target = target_from(rows);
            add_places(target);
            if (target.places.empty()) continue;
            target.internal_host = filter_.on_site(target.url);
            if (target.internal_host) target.filed = filter_.filed;
            add_attempts(target);
            add_signs(target, rows.text(9));
            add_controls(target);
            targets.push_back(std::move(target));
        }
        return targets;
    }

  private:
    void add_places(LinkTarget& target) {
        bool elsewhere = false;
        for (places_.bind(target.id); places_.step();) {
            if (!filter_.is_ours(places_.text(1)))
                elsewhere = true;
            else
                target.places.push_back({places_.number(0), places_.text(1), places_.text(2),
                                         places_.number(3), places_.text(4), places_.text(5),
                                         places_.text(6)});
        }
        if (elsewhere && !filter_.owns_site) target.places.clear();
    }
    // Of each attempt the last hop.
    void add_attempts(LinkTarget& target) {
        std::int64_t last = -1;
        for (attempts_.bind(target.id); attempts_.step();) {
            LinkAttempt facts;
            static_cast<ExchangeFacts&>(facts) = exchange_from(attempts_);
            if (attempts_.number(13) == last) target.attempts.pop_back();
            last = attempts_.number(13);
            target.attempts.push_back(std::move(facts));
        }
    }
    // Of its own host, and of those that its redirects led to: they spoke.
    void add_controls(LinkTarget& target) {
        std::set<std::string> hosts;
        if (auto url = parse_url(target.url)) hosts.insert(url->host_port());
        for (const LinkAttempt& attempt : target.attempts)
            if (auto url = parse_url(attempt.url)) hosts.insert(url->host_port());
        for (const std::string& host : hosts) {
            std::vector<ControlFacts> some = read_controls(database_, host);
            const bool further = !target.controls.empty();
            std::erase_if(some, [&](const ControlFacts& one) {
                return further && one.kind == "self_check";
            });
            std::ranges::move(some, std::back_inserter(target.controls));
        }
        std::ranges::stable_sort(target.controls, {}, &ControlFacts::exchange);
    }
    // The address tells of the last visit of the crawl's own: a wall that voids it is only known
    // afterwards.
    void add_signs(LinkTarget& target, const std::string& suspect) {
        for (LinkAttempt& attempt : target.attempts) {
            if (!signs_.bind(attempt.id).step()) continue;
            attempt.suspect = signs_.text(0);
            attempt.final_url = signs_.text(1);
            attempt.title = signs_.text(2);
        }
        const auto own = [](const LinkAttempt& one) {
            return one.purpose == "page" || one.purpose == "link" || one.purpose == "confirm";
        };
        const auto last = std::find_if(target.attempts.rbegin(), target.attempts.rend(), own);
        const bool is_void = last != target.attempts.rend() && last->suspect == "voided";
        if (last != target.attempts.rend() && !is_void) last->suspect = suspect;
    }

    Database& database_;
    const LinkTargetFilter& filter_;
    Statement places_, attempts_, signs_;
};

}  // namespace

std::vector<LinkTarget> read_link_targets(Database& database, const LinkTargetFilter& filter) {
    return Reader(database, filter).run();
}

}  // namespace duwang::storage
