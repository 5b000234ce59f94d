#include "storage/capture/export.h"

#include <fmt/format.h>

#include <filesystem>

#include "core/earlier_bytes.h"
#include "core/hash.h"
#include "storage/capture/capture_store.h"
#include "storage/capture/detail.h"
#include "storage/capture/manifest.h"
#include "storage/capture/mark_sets.h"
#include "storage/capture/old_schema.h"
#include "storage/capture/sqlite.h"
#include "storage/capture/supplement.h"
#include "storage/capture/varint.h"

namespace duwang::storage {
namespace {

constexpr int export_format = 1;

Json parsed(const std::string& text) {
    auto json = Json::parse(text);
    return json ? std::move(*json) : Json();
}

std::string hex(std::int64_t value) { return hex_of(static_cast<std::uint64_t>(value)); }

class Export {
  public:
    Export(const std::string& folder, const std::function<void(const Json&)>& each)
        : folder_(folder),
          capture_(std::filesystem::path(folder).filename().string()),
          each_(each),
          database_(folder + "/facts.sqlite", Database::Mode::read_only) {
        complete_schema(database_);
        address_ = database_.prepare("SELECT url FROM urls WHERE id = ?");
    }

    Result<void> run();

  private:
    void put(const Json& line) {
        ++lines_;
        each_(line);
    }
    Result<void> head();
    void values();
    void exchanges();
    void tls();
    void urls();
    void pages();
    void controls();
    void places();
    Json record(Statement& rows, int column) const;
    Json address(std::int64_t id);  // null: none

    std::string folder_, capture_;
    const std::function<void(const Json&)>& each_;
    Database database_;
    Statement address_;
    std::int64_t lines_ = 0;
};

Result<void> Export::head() {
    Json line = Json::object().set("kind", "capture").set("format", export_format);
    line.set("capture", capture_);
    if (!is_sealed(folder_)) {
        put(line.set("sealed", false).set("manifest", Json()));
        return {};
    }
    auto manifest = read_manifest(folder_);
    if (!manifest) return tl::unexpected(manifest.error());
    auto hash = sha256_file(folder_ + "/manifest.json");
    if (!hash) return tl::unexpected(hash.error());
    put(line.set("sealed", true).set("manifest", *manifest).set("manifest_sha256", *hash));
    return {};
}

void Export::values() {
    Statement rows = database_.prepare("SELECT name, value FROM named_values ORDER BY name");
    for (rows.bind(); rows.step();)
        put(Json::object()
                .set("kind", "value")
                .set("name", rows.text(0))
                .set("value", rows.text(1)));
}

// Four columns from `column` on: file, offset, length, sha256. Null where nothing came.
Json Export::record(Statement& rows, int column) const {
    std::string file = rows.text(column);
    if (file.empty()) return Json();
    RecordHome home = record_home(capture_, file);
    return Json::object()
        .set("capture", home.capture)
        .set("file", home.file)
        .set("offset", rows.number(column + 1))
        .set("length", rows.number(column + 2))
        .set("payload_sha256", rows.text(column + 3));
}

Json Export::address(std::int64_t id) {
    if (id == 0 || !address_.bind(id).step()) return Json();
    return address_.text(0);
}

void Export::exchanges() {
    Statement rows = database_.prepare(
        "SELECT e.file, e.offset, e.length, e.sha256, e.id, e.url_id, e.attempt, e.hop, e.url, "
        "e.purpose, e.status, e.http_status, e.location, e.started_ms, e.duration_ms, e.address, "
        "e.protocol, e.tls, r.how, r.capture, r.origin, r.fetched_ms, r.offset, r.length "
        "FROM exchanges e LEFT JOIN revisits r ON r.exchange = e.id ORDER BY e.id");
    for (rows.bind(); rows.step();) {
        Json line = Json::object().set("kind", "exchange").set("id", rows.number(4));
        line.set("url_id", rows.number(5))
            .set("attempt", rows.number(6))
            .set("hop", rows.number(7));
        line.set("url", rows.text(8)).set("purpose", rows.text(9)).set("class", rows.text(10));
        line.set("status", rows.number(11)).set("location", text_or_null(rows.text(12)));
        line.set("started", Timestamp{rows.number(13)}.iso());
        line.set("started_ms", rows.number(13)).set("duration_ms", rows.number(14));
        line.set("connected_to", text_or_null(rows.text(15)));
        line.set("protocol", text_or_null(rows.text(16))).set("tls", rows.number(17));
        line.set("record", record(rows, 0));
        Json from;
        if (!rows.is_null(18)) {
            BytesOrigin origin{rows.text(18), rows.text(19), rows.number(20), {rows.number(21)}};
            from = to_json(origin);
            from.set("revisit_offset", rows.number(22)).set("revisit_length", rows.number(23));
        }
        put(line.set("bytes_from", from));
    }
}

void Export::tls() {
    Statement rows = database_.prepare("SELECT id, facts FROM tls_sets ORDER BY id");
    for (rows.bind(); rows.step();)
        put(Json::object()
                .set("kind", "tls")
                .set("id", rows.number(0))
                .set("facts", parsed(rows.text(1))));
}

void Export::urls() {
    Statement rows = database_.prepare(
        "SELECT e.file, e.offset, e.length, e.sha256, u.id, u.url, u.depth, u.found_on, u.role, "
        "u.reason, u.focus, u.status, u.http_status, u.final_url, u.suspect, u.not_visited, "
        "p.title, "
        "e.id FROM urls u LEFT JOIN pages p ON p.url_id = u.id LEFT JOIN exchanges e ON e.id = "
        "COALESCE(p.exchange, (SELECT MAX(x.id) FROM exchanges x WHERE x.url_id = u.id)) "
        "ORDER BY u.id");
    for (rows.bind(); rows.step();) {
        Json line = Json::object().set("kind", "url").set("id", rows.number(4));
        line.set("url", rows.text(5)).set("depth", rows.number(6));
        line.set("found_on_id", rows.number(7)).set("found_on", address(rows.number(7)));
        line.set("role", rows.text(8)).set("reason", rows.text(9));
        line.set("focus", rows.number(10) != 0).set("class", text_or_null(rows.text(11)));
        line.set("status", rows.number(12)).set("final_url", text_or_null(rows.text(13)));
        line.set("suspect", text_or_null(rows.text(14)));
        line.set("not_visited", text_or_null(rows.text(15)));
        line.set("title", rows.is_null(16) ? Json() : Json(rows.text(16)));
        Json evidence;
        if (!rows.is_null(17)) {
            evidence = Json::object().set("exchange", rows.number(17));
            evidence.set("record", record(rows, 0));
        }
        put(line.set("evidence", evidence));
    }
}

void Export::pages() {
    Statement rows = database_.prepare(
        "SELECT p.url_id, p.exchange, p.title, p.charset, p.text_chars, p.fingerprint, p.opening, "
        "m.marks, p.links, p.detail, p.places FROM pages p LEFT JOIN mark_sets m ON m.id = p.marks "
        "ORDER BY p.url_id");
    for (rows.bind(); rows.step();) {
        PageFacts found;
        read_marks(rows.text(7), rows.text(10), found);
        Json marks = to_json(found);
        Json links = Json::array();
        for (std::int64_t id : unpack_ids(rows.text(8))) links.push_back(address(id));
        const std::string detail = unpack_detail(rows.text(9));
        Json line = Json::object().set("kind", "page").set("url_id", rows.number(0));
        line.set("url", address(rows.number(0))).set("exchange", rows.number(1));
        line.set("title", rows.text(2)).set("charset", rows.text(3));
        line.set("text_chars", rows.number(4)).set("fingerprint", hex(rows.number(5)));
        line.set("opening", rows.text(6)).set("marks", marks["marks"]).set("late", marks["late"]);
        const Json all = detail.empty() ? Json() : parsed(detail);
        tell_document(all, line);
        put(line.set("links", links).set("detail", all));
    }
}

void Export::controls() {
    Statement rows = database_.prepare(
        "SELECT id, kind, scope, status, http_status, final_url, title, text_chars, fingerprint, "
        "exchange, at_ms FROM controls ORDER BY id");
    for (rows.bind(); rows.step();) {
        Json line = Json::object().set("kind", "control").set("id", rows.number(0));
        line.set("control", rows.text(1)).set("scope", rows.text(2)).set("class", rows.text(3));
        line.set("status", rows.number(4)).set("final_url", text_or_null(rows.text(5)));
        line.set("title", rows.text(6)).set("text_chars", rows.number(7));
        line.set("fingerprint", hex(rows.number(8))).set("exchange", rows.number(9));
        put(line.set("at", Timestamp{rows.number(10)}.iso()));
    }
}

void Export::places() {
    Statement counts = database_.prepare("SELECT target, pages FROM link_counts ORDER BY target");
    for (counts.bind(); counts.step();)
        put(Json::object()
                .set("kind", "link_count")
                .set("target_id", counts.number(0))
                .set("target", address(counts.number(0)))
                .set("pages", counts.number(1)));
    Statement rows = database_.prepare(
        "SELECT target, page, tag, raw, text FROM link_places ORDER BY target, page, raw, text");
    for (rows.bind(); rows.step();)
        put(Json::object()
                .set("kind", "link_place")
                .set("target_id", rows.number(0))
                .set("target", address(rows.number(0)))
                .set("page_id", rows.number(1))
                .set("page", address(rows.number(1)))
                .set("tag", rows.text(2))
                .set("raw", rows.text(3))
                .set("text", rows.text(4)));
}

// A crawl may be writing: all lines tell of one moment.
Result<void> Export::run() {
    database_.execute("BEGIN");
    if (auto begun = head(); !begun) return begun;
    values();
    exchanges();
    tls();
    urls();
    pages();
    controls();
    places();
    put(Json::object().set("kind", "end").set("lines", lines_ + 1));
    return {};
}

}  // namespace

Result<void> export_capture(const std::string& folder,
                            const std::function<void(const Json&)>& each) {
    if (!std::filesystem::exists(folder + "/facts.sqlite"))
        return failure(Errc::not_found, fmt::format("{}: there is no capture here", folder));
    return guarded([&]() -> Result<void> { return Export(folder, each).run(); });
}

}  // namespace duwang::storage
