#include "storage/capture/supplement.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <functional>

#include "storage/capture/old_schema.h"
#include "storage/capture/sqlite.h"

namespace duwang::storage {
namespace fs = std::filesystem;
namespace {

// What a second try could change: most failures; a missing page that was never asked twice although
// links were checked (a limit came first); the home page of a site that was not reached at all.
constexpr std::string_view open_condition =
    "role <> 'skip' AND (status = '' OR suspect = 'voided' OR status IN ("
    "'not_attempted', 'blocked', 'rate_limited', 'host_backing_off', 'robots_unreachable', "
    "'dns_nxdomain', 'dns_nodata', 'dns_error', 'dns_timeout', 'connect_refused', "
    "'connect_timeout', 'connection_reset', 'connection_closed', 'empty_response', "
    "'tls_handshake', 'tls_error', 'protocol_error', 'header_too_large', 'timeout', 'cancelled', "
    "'internal', 'http_403', 'http_405', 'http_408', 'http_412', 'http_418', 'http_429', "
    "'http_other', 'redirect_loop', 'too_many_redirects', 'bad_redirect', 'proxy_error') "
    "OR status LIKE 'http_5%' "
    "OR (status IN ('http_404', 'http_410') "
    "AND EXISTS (SELECT 1 FROM named_values WHERE name = 'phase_links') "
    "AND NOT EXISTS (SELECT 1 FROM exchanges WHERE url_id = urls.id AND purpose = 'confirm')) "
    "OR (reason = 'home' AND EXISTS (SELECT 1 FROM named_values WHERE name = 'site_state' "
    "AND value LIKE '%\"reached\":false%')))";

// What the new crawl must decide for itself. The number of the last exchange of the parent is kept:
// controls asked before it say nothing about now. Addresses that were dropped stay dropped.
constexpr std::string_view forget_phases =
    "DELETE FROM named_values WHERE name LIKE 'phase_%' OR name IN ('halted', 'crawl_state', "
    "'confirmed_upto', 'confirm_targets', 'robots', 'warc_length', 'info', 'started_ms', "
    "'earlier', "
    "'earlier_lost');"
    "UPDATE named_values SET value = '{\"reached\":true,\"cause\":\"none\",\"note\":\"\"}' "
    "WHERE name = 'site_state' AND value LIKE '%\"reached\":true%';"
    "INSERT OR REPLACE INTO named_values SELECT 'retry_from', CAST(COALESCE(MAX(id), 0) AS TEXT) "
    "FROM exchanges;";

// What the parent fetched lies in the parent's files.
void point_into(Database& database, const std::string& parent_name) {
    database
        .prepare(
            "UPDATE routes SET file = '../' || ? || '/' || file WHERE file <> '' AND "
            "substr(file, 1, 3) <> '../'")
        .bind(parent_name)
        .run();
}

void reopen(Database& database, const std::string& parent_name) {
    database.execute(std::string("BEGIN; UPDATE OR FAIL url_rows SET not_visited = '';").c_str());
    point_into(database, parent_name);
    database.execute(
        fmt::format("DELETE FROM pages WHERE url_id IN (SELECT id FROM url_rows AS urls WHERE {0});"
                    "UPDATE url_rows AS urls SET status = '', http_status = 0, suspect = '' "
                    "WHERE {0};{1}COMMIT;",
                    open_condition, forget_phases)
            .c_str());
}

// Pages, sitemaps and probes are as they were; links alone are asked again.
constexpr std::string_view keep_phases =
    "DELETE FROM named_values WHERE name IN ('phase_confirm', 'phase_places', 'confirmed_upto', "
    "'robots', 'warc_length', 'info', 'started_ms', 'earlier', 'earlier_lost');"
    "INSERT OR REPLACE INTO named_values VALUES ('phase_sitemaps', 'done'), "
    "('phase_pages', 'done'), ('phase_links', 'done'), ('phase_left', 'done'), "
    "('phase_probes', 'done');"
    "INSERT OR REPLACE INTO named_values SELECT 'retry_from', CAST(COALESCE(MAX(id), 0) AS TEXT) "
    "FROM exchanges;";

void choose(Database& database, const std::string& parent_name,
            const std::vector<std::int64_t>& targets) {
    database.execute("BEGIN");
    point_into(database, parent_name);
    database.execute(std::string(keep_phases).c_str());
    database.prepare("INSERT OR REPLACE INTO named_values VALUES ('confirm_targets', ?)")
        .bind(fmt::format("{}", fmt::join(targets, " ")))
        .run();
    database.execute("COMMIT");
}

using Prepare = std::function<void(Database&, const std::string& parent_name)>;

// A copy of the parent's facts, changed as `prepare` says; renamed when whole: a kill leaves
// nothing half made. Does nothing where it was laid before.
Result<void> lay_ground(const std::string& parent, const std::string& folder,
                        const Prepare& prepare) {
    std::string facts = folder + "/facts.sqlite";
    if (fs::exists(facts)) return {};
    std::error_code error;
    fs::create_directories(folder, error);
    std::string draft = facts + ".draft";
    // What a kill left beside an earlier draft belongs to that one: SQLite would play it back.
    for (const char* left : {"", "-wal", "-shm", "-journal"}) fs::remove(draft + left, error);
    fs::copy_file(parent + "/facts.sqlite", draft, fs::copy_options::overwrite_existing, error);
    if (error) return failure(Errc::io, fmt::format("{}: {}", draft, error.message()));
    fs::permissions(draft, fs::perms::owner_write, fs::perm_options::add, error);
    auto done = guarded([&]() -> Result<void> {
        Database database(draft, Database::Mode::read_write);
        apply_schema(database);
        prepare(database, fs::path(parent).filename().string());
        return {};
    });
    if (!done) return done;
    fs::rename(draft, facts, error);
    if (error) return failure(Errc::io, fmt::format("{}: {}", facts, error.message()));
    return {};
}

}  // namespace

Result<std::int64_t> open_questions(const std::string& folder) {
    return guarded([&]() -> Result<std::int64_t> {
        Database database(folder + "/facts.sqlite", Database::Mode::read_only);
        // A limit that was reached is no open question: it needs another limit.
        Statement rows = database.prepare(fmt::format(
            "SELECT COUNT(*) FROM urls WHERE {} AND not_visited <> 'pages_max'", open_condition));
        return rows.bind().step() ? rows.number(0) : 0;
    });
}

Result<void> begin_supplement(const std::string& parent, const std::string& folder) {
    return lay_ground(parent, folder, reopen);
}

Result<void> begin_confirmation(const std::string& parent, const std::string& folder,
                                const std::vector<std::int64_t>& targets) {
    return lay_ground(parent, folder, [&](Database& database, const std::string& name) {
        choose(database, name, targets);
    });
}

RecordHome record_home(const std::string& capture, const std::string& file) {
    if (!file.starts_with("../")) return {capture, file};
    auto slash = file.find('/', 3);
    if (slash == std::string::npos) return {capture, file};
    return {file.substr(3, slash - 3), file.substr(slash + 1)};
}

bool is_record_file(const std::string& file) {
    RecordHome home = record_home("", file);
    auto plain = [](const std::string& name) {
        return name.find('/') == std::string::npos && name != ".." && name != ".";
    };
    return home.file.ends_with(".warc.gz") && plain(home.file) && plain(home.capture) &&
           home.capture.empty() != file.starts_with("../");
}

}  // namespace duwang::storage
