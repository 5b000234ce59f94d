#include "storage/capture/capture_store.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <mutex>

#include "core/hash.h"
#include "core/url.h"
#include "storage/capture/append_file.h"
#include "storage/capture/control_rows.h"
#include "storage/capture/detail.h"
#include "storage/capture/linking_pages.h"
#include "storage/capture/manifest.h"
#include "storage/capture/mark_sets.h"
#include "storage/capture/old_schema.h"
#include "storage/capture/record_log.h"
#include "storage/capture/revisits.h"
#include "storage/capture/role_words.h"
#include "storage/capture/routes.h"
#include "storage/capture/sqlite.h"
#include "storage/capture/store_statements.h"
#include "storage/capture/url_rows.h"
#include "storage/capture/varint.h"

namespace duwang::storage {
namespace fs = std::filesystem;
namespace {

constexpr int visits_per_commit = 100;
constexpr std::chrono::seconds commit_interval{1};
// First words tell of nothing where many others follow.
constexpr std::int64_t long_page_chars = 2000;

class Store final : public CaptureStore {
  public:
    Store(std::string folder, const CaptureInfo& info);

    Result<void> store(Visit visit) override;
    Result<void> commit() override;
    Result<void> settle() override;
    Result<void> known(const std::function<void(const KnownUrl&)>& each) override;
    std::string value(const std::string& name) override;
    Result<std::vector<ControlFacts>> controls() override;
    Result<std::vector<Troubled>> troubled() override;
    Result<GoodPages> good_pages(const std::set<std::string>& hosts) override;
    Result<void> linking_pages(const std::vector<std::int64_t>& targets, int places_max,
                               const std::function<void(LinkingPage)>& each) override;
    Result<void> store_place(std::int64_t target, const LinkPlace& place) override;
    Result<void> store_place_count(std::int64_t target, std::int64_t pages) override;
    Result<SealedCapture> seal(Timestamp now) override;

  private:
    Result<void> writing(const std::function<void()>& work);
    void begin();
    void commit_all();
    std::string_view short_form(const KnownUrl& known);
    void insert_urls(const std::vector<KnownUrl>& discovered);
    bool asked_before(std::int64_t url);
    std::int64_t insert_exchanges(const Visit& visit);
    void insert_page(const Visit& visit, std::int64_t exchange);
    void insert_control(const ControlFacts& control, std::int64_t exchange);
    void set_value(const std::string& name, const std::string& value);

    std::recursive_mutex busy_;
    std::string folder_;
    CaptureInfo info_;
    Database database_;
    RecordLog log_;
    std::int64_t next_exchange_ = 1;
    bool open_ = false;
    std::optional<Error> broken_;
    int uncommitted_ = 0;
    std::chrono::steady_clock::time_point last_commit_ = std::chrono::steady_clock::now();
    StoreStatements statements_;
    RevisitRows revisits_;
    Routes routes_;
    MarkSets mark_sets_;
    std::vector<bool> asked_before_;             // by id of the address; later ones were not
    std::string origin_;                         // of the home page
    std::map<std::string, std::string> values_;  // set, to be written with the next commit
};

Store::Store(std::string folder, const CaptureInfo& info)
    : folder_(std::move(folder)),
      info_(info),
      database_(folder_ + "/facts.sqlite", Database::Mode::read_write),
      log_(folder_, info.id) {
    database_.execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
        "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;");
    apply_schema(database_);
    statements_ = prepare_store_statements(database_);
    revisits_ = RevisitRows(database_);
    routes_ = Routes(database_);
    mark_sets_ = MarkSets(database_);
    std::string length = value("warc_length");
    origin_ = value("origin");
    log_.open(length.empty() ? 0 : std::stoll(length));
    Statement last = database_.prepare("SELECT COALESCE(MAX(id), 0) FROM exchanges");
    if (last.bind().step()) next_exchange_ = last.number(0) + 1;
    Statement asked = database_.prepare("SELECT DISTINCT url_id FROM exchange_rows");
    for (asked.bind(); asked.step();) asked_before(asked.number(0));
    if (length.empty()) {
        begin();
        log_.add_info(info_.software, info_.started.iso_utc());
        set_value("info", info_.options.dump());
        set_value("started_ms", std::to_string(info_.started.unix_ms));
        if (!info_.earlier.capture.empty()) set_value("earlier", to_text(info_.earlier));
        commit_all();
        return;
    }
    // A continued crawl keeps what it was begun with.
    info_.started.unix_ms = std::stoll(value("started_ms"));
    if (auto options = Json::parse(value("info"))) info_.options = *options;
    info_.earlier = earlier_name(value("earlier"));
}

void Store::begin() {
    if (open_) return;
    database_.execute("BEGIN IMMEDIATE");
    open_ = true;
}

// The WARC first, then the rows that point into it: a kill in between costs only the new bytes.
void Store::commit_all() {
    if (!open_) return;
    log_.flush();
    set_value("warc_length", std::to_string(log_.length()));
    for (const auto& [name, value] : values_) statements_.insert_value.bind(name, value).run();
    values_.clear();
    database_.execute("COMMIT");
    open_ = false;
    uncommitted_ = 0;
    last_commit_ = std::chrono::steady_clock::now();
}

Result<void> Store::commit() {
    return writing([&] { commit_all(); });
}

Result<void> Store::settle() {
    std::unique_lock lock(busy_, std::try_to_lock);
    if (!lock || !open_ || std::chrono::steady_clock::now() - last_commit_ < commit_interval)
        return {};
    return commit();
}

// After a write that failed nothing more is written: the next start continues from the last commit.
Result<void> Store::writing(const std::function<void()>& work) {
    std::lock_guard lock(busy_);
    if (broken_) return tl::unexpected(*broken_);
    Result<void> done = guarded([&]() -> Result<void> {
        work();
        return {};
    });
    if (done) return done;
    broken_ = done.error();
    open_ = false;
    try {
        database_.execute("ROLLBACK");
    } catch (const DatabaseFailure&) {  // SQLite has rolled back already
    }
    return done;
}

Result<void> Store::store(Visit visit) {
    return writing([&] {
        begin();
        insert_urls(visit.discovered);
        std::int64_t exchange = insert_exchanges(visit);
        if (visit.facts) insert_page(visit, exchange);
        if (visit.url > 0 && !visit.aside)
            statements_.update_url
                .bind(status_word(visit.status, visit.http_status), visit.http_status,
                      UnlessSame{visit.final_url, visit.asked}, visit.suspect, visit.url)
                .run();
        if (!visit.suspect.empty() && exchange > 0)
            statements_.insert_signs
                .bind(exchange, visit.suspect, visit.final_url, visit.facts ? visit.facts->title : "")
                .run();
        for (const std::int64_t id : visit.judged) statements_.judge_url.bind(id).run();
        if (visit.control) insert_control(*visit.control, exchange);
        for (const auto& [name, text] : visit.values) set_value(name, text);
        correct_urls(database_, visit);
        ++uncommitted_;
        auto age = std::chrono::steady_clock::now() - last_commit_;
        if (uncommitted_ >= visits_per_commit || age >= commit_interval) commit_all();
    });
}

// Most addresses are of the site's own host, the home page's.
std::string_view Store::short_form(const KnownUrl& known) {
    if (known.id == 1 && origin_.empty())
        if (auto home = parse_url(known.url)) {
            origin_ = home->origin();
            statements_.insert_value.bind("origin", origin_).run();
        }
    std::string_view url = known.url;
    const bool own =
        !origin_.empty() && url.starts_with(origin_) && url.substr(origin_.size()).starts_with('/');
    return own ? url.substr(origin_.size()) : url;
}

void Store::insert_urls(const std::vector<KnownUrl>& discovered) {
    for (const KnownUrl& known : discovered)
        statements_.insert_url
            .bind(known.id, short_form(known), static_cast<std::int64_t>(known.key), known.depth,
                  known.found_on, word_of(known.role), known.reason, known.focus)
            .run();
}

// Of most addresses the first attempt is the only one: no need to look for others.
bool Store::asked_before(std::int64_t url) {
    if (url <= 0) return false;
    const auto at = static_cast<std::size_t>(url);
    if (at >= asked_before_.size()) asked_before_.resize(at + at / 2 + 64);
    const bool before = asked_before_[at];
    asked_before_[at] = true;
    return before;
}

// Returns the id of the last exchange, the one that decided.
std::int64_t Store::insert_exchanges(const Visit& visit) {
    std::int64_t attempt =
        asked_before(visit.url) && statements_.last_attempt.bind(visit.url).step()
            ? statements_.last_attempt.number(0)
            : 0;
    std::int64_t hop = 0;
    std::string expected;
    for (const Exchange& exchange : visit.exchanges) {
        bool continues = !expected.empty() && exchange.url == expected;
        attempt += continues ? 0 : 1;
        hop = continues ? hop + 1 : 1;
        expected = exchange.location;
        std::int64_t id = next_exchange_++;
        RecordPlace copied, revisit;
        if (exchange.earlier && attempt > 1)
            copied = revisits_.copied_before(visit.url, exchange.earlier->origin);
        RecordPlace place = log_.add(exchange, id, copied, &revisit);
        if (exchange.earlier) revisits_.insert_revisit(id, exchange.earlier->origin, revisit);
        statements_.insert_exchange
            .bind(id, visit.url, attempt, hop, UnlessSame{exchange.url, visit.asked},
                  exchange.purpose, status_word(exchange.status, exchange.http_status),
                  exchange.http_status, exchange.location, exchange.started.unix_ms,
                  exchange.timings.total_ms, place.offset, place.length,
                  Blob{bytes_of_hex(place.payload_sha256)}, routes_.id_of(exchange, place.file))
            .run();
    }
    return visit.exchanges.empty() ? 0 : next_exchange_ - 1;
}

void Store::insert_page(const Visit& visit, std::int64_t exchange) {
    const PageFacts& facts = *visit.facts;
    std::string links = pack_ids(visit.links);
    std::string places = visit.stored ? visit.stored->places : marks_places(facts);
    const std::int64_t marks =
        visit.stored ? mark_sets_.id_of(*visit.stored) : mark_sets_.id_of(facts);
    const std::string detail = visit.stored ? visit.stored->detail : pack_detail(facts);
    const std::string_view opening = detail.empty() && facts.text_chars >= long_page_chars
                                         ? std::string_view()
                                         : std::string_view(facts.opening);
    const std::string newest = visit.stored ? visit.stored->newest : newest_day(facts);
    const bool leads_on = !facts.reading.pager.addresses.empty() || !facts.files.empty();
    const std::int64_t has_further = visit.stored ? visit.stored->has_further : leads_on;
    statements_.insert_page
        .bind(visit.url, exchange, facts.title, facts.charset, facts.text_chars,
              static_cast<std::int64_t>(facts.fingerprint), opening, marks, Blob{links},
              BlobOrNothing{detail}, Blob{places}, newest, facts.dates_by, has_further)
        .run();
    // Of an answer with a body the head of its record tells.
    if (!visit.exchanges.empty() && visit.exchanges.back().earlier)
        revisits_.insert_validators(exchange, visit.exchanges.back());
}

void Store::insert_control(const ControlFacts& control, std::int64_t exchange) {
    statements_.insert_control
        .bind(control.kind, control.scope, status_word(control.status, control.http_status),
              control.http_status, control.final_url, control.title, control.text_chars,
              static_cast<std::int64_t>(control.fingerprint), exchange, control.at.unix_ms)
        .run();
}

void Store::set_value(const std::string& name, const std::string& value) {
    values_.insert_or_assign(name, value);
}

std::string Store::value(const std::string& name) {
    std::lock_guard lock(busy_);
    if (auto set = values_.find(name); set != values_.end()) return set->second;
    Statement find = database_.prepare("SELECT value FROM named_values WHERE name = ?");
    return find.bind(name).step() ? find.text(0) : std::string();
}

Result<std::vector<ControlFacts>> Store::controls() {
    std::lock_guard lock(busy_);
    return guarded([&]() -> Result<std::vector<ControlFacts>> {
        std::vector<ControlFacts> controls = read_controls(database_);
        // Those of a parent say how the site answered then.
        std::string from = value("retry_from");
        std::int64_t old = from.empty() ? 0 : std::stoll(from);
        std::erase_if(controls, [&](const auto& control) { return control.exchange <= old; });
        return controls;
    });
}

Result<void> Store::known(const std::function<void(const KnownUrl&)>& each) {
    std::lock_guard lock(busy_);
    return guarded([&]() -> Result<void> {
        read_known(database_, each);
        return {};
    });
}

Result<std::vector<Store::Troubled>> Store::troubled() {
    std::lock_guard lock(busy_);
    return guarded([&]() -> Result<std::vector<Troubled>> {
        if (auto safe = commit(); !safe) return tl::unexpected(safe.error());
        return read_troubled(database_);
    });
}

Result<Store::GoodPages> Store::good_pages(const std::set<std::string>& hosts) {
    std::lock_guard lock(busy_);
    return guarded([&]() -> Result<GoodPages> { return read_good_pages(database_, hosts); });
}

Result<void> Store::linking_pages(const std::vector<std::int64_t>& targets, int places_max,
                                  const std::function<void(LinkingPage)>& each) {
    std::lock_guard lock(busy_);
    return guarded([&]() -> Result<void> {
        if (auto safe = commit(); !safe) return safe;
        for (const auto& [target, pages] :
             read_linking_pages(database_, log_, targets, places_max, each))
            if (auto stored = store_place_count(target, pages); !stored) return stored;
        return {};
    });
}

Result<void> Store::store_place(std::int64_t target, const LinkPlace& place) {
    return writing([&] {
        begin();
        statements_.insert_place.bind(target, place.page, place.tag, place.raw, place.text).run();
    });
}

Result<void> Store::store_place_count(std::int64_t target, std::int64_t pages) {
    return writing([&] {
        begin();
        statements_.insert_count.bind(target, pages).run();
    });
}

Result<SealedCapture> Store::seal(Timestamp now) {
    std::lock_guard lock(busy_);
    if (broken_) return tl::unexpected(*broken_);
    return guarded([&]() -> Result<SealedCapture> {
        // Through commit(): after a write that failed nothing more may be written.
        if (auto safe = commit(); !safe) return tl::unexpected(safe.error());
        SealedCapture sealed;
        auto count = [&](const char* sql) {
            Statement rows = database_.prepare(sql);
            return rows.bind().step() ? rows.number(0) : 0;
        };
        sealed.pages = count("SELECT COUNT(*) FROM pages");
        sealed.exchanges = count("SELECT COUNT(*) FROM exchanges");
        sealed.urls = count("SELECT COUNT(*) FROM urls");
        // Statements end before the journal mode can change: one plain file is what is sealed.
        statements_ = {};
        revisits_ = {};
        routes_ = {};
        mark_sets_ = {};
        database_.execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;");
        auto hash = write_manifest(folder_, info_, sealed, now);
        if (!hash) return tl::unexpected(hash.error());
        sealed.manifest_sha256 = *hash;
        return sealed;
    });
}

}  // namespace

Result<std::unique_ptr<CaptureStore>> CaptureStore::open(const std::string& folder,
                                                         const CaptureInfo& info) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return failure(Errc::io, fmt::format("{}: cannot be created: {}", folder, error.message()));
    if (is_sealed(folder))
        return failure(Errc::usage,
                       fmt::format("{}: this capture is sealed and never changes", folder));
    return guarded([&]() -> Result<std::unique_ptr<CaptureStore>> {
        return std::unique_ptr<CaptureStore>(std::make_unique<Store>(folder, info));
    });
}

bool is_sealed(const std::string& folder) { return fs::exists(folder + "/manifest.json"); }

}  // namespace duwang::storage
