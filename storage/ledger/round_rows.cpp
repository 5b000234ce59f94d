#include "storage/ledger/round_rows.h"

#include <fmt/format.h>

#include "storage/ledger/session.h"

namespace duwang::storage {
namespace {

std::vector<std::string> units_of(soci::session& sql, const std::string& round) {
    std::vector<std::string> units;
    std::string unit;
    soci::statement rows =
        (sql.prepare << "SELECT unit FROM round_units WHERE round = :round ORDER BY seq",
         soci::use(round), soci::into(unit));
    rows.execute();
    while (rows.fetch()) units.push_back(unit);
    return units;
}

bool has_round(soci::session& sql, const std::string& id) {
    int count = 0;
    sql << "SELECT COUNT(*) FROM rounds WHERE id = :id", soci::use(id), soci::into(count);
    return count > 0;
}

std::vector<RoundScheme> schemes_of(soci::session& sql, const std::string& round) {
    std::vector<RoundScheme> schemes;
    RoundScheme scheme;
    std::string objects;
    soci::statement rows =
        (sql.prepare
             << "SELECT scheme, objects FROM round_schemes WHERE round = :round ORDER BY seq",
         soci::use(round), soci::into(scheme.scheme), soci::into(objects));
    rows.execute();
    while (rows.fetch()) {
        scheme.objects = text_list(objects);
        schemes.push_back(scheme);
    }
    return schemes;
}

void insert_schemes(soci::session& sql, const Round& round) {
    int seq = 0;
    for (const RoundScheme& scheme : round.schemes) {
        const std::string objects = list_text(scheme.objects);
        ++seq;
        sql << "INSERT INTO round_schemes (round, seq, scheme, objects) VALUES (:round, :seq, "
               ":scheme, :objects)",
            soci::use(round.id), soci::use(seq), soci::use(scheme.scheme), soci::use(objects);
    }
}

}  // namespace

void require_round(soci::session& sql, const std::string& id) {
    if (has_round(sql, id)) return;
    std::string known;
    for (const Round& round : read_rounds(sql)) known += (known.empty() ? "" : ", ") + round.id;
    throw Refusal(Errc::not_found,
                  fmt::format("there is no round \"{}\"; {}", id,
                              known.empty() ? "none has been made yet" : "there are: " + known));
}

void insert_round(soci::session& sql, const Round& round) {
    if (round.id.empty()) throw Refusal(Errc::usage, "a round needs an id");
    if (has_round(sql, round.id))
        throw Refusal(Errc::usage,
                      fmt::format("there is a round \"{}\" already; choose another id", round.id));
    const SqlInt as_of = round.as_of.unix_ms, created = round.created.unix_ms, seed = round.seed;
    sql << "INSERT INTO rounds (id, seq, title, kind, scheme, as_of_ms, seed, created_ms) SELECT "
           ":id, COALESCE(MAX(seq), 0) + 1, :title, :kind, :scheme, :as_of, :seed, :created "
           "FROM rounds",
        soci::use(round.id), soci::use(round.title), soci::use(round.kind), soci::use(round.scheme),
        soci::use(as_of), soci::use(seed), soci::use(created);
    const SqlInt from = round.window_from.unix_ms, until = round.window_until.unix_ms;
    sql << "UPDATE rounds SET window_from_ms = :from, window_until_ms = :until, period = :period "
           "WHERE id = :id",
        soci::use(from), soci::use(until), soci::use(round.period), soci::use(round.id);
    insert_schemes(sql, round);
    int seq = 0;
    for (const std::string& unit : round.units) {
        ++seq;
        sql << "INSERT INTO round_units (round, seq, unit) VALUES (:round, :seq, :unit) "
               "ON CONFLICT (round, unit) DO NOTHING",
            soci::use(round.id), soci::use(seq), soci::use(unit);
    }
}

std::vector<Round> read_rounds(soci::session& sql) {
    std::vector<Round> rounds;
    Round round;
    SqlInt as_of = 0, seed = 0, created = 0, from = 0, until = 0;
    soci::statement rows =
        (sql.prepare << "SELECT id, title, kind, scheme, as_of_ms, seed, created_ms, "
                        "window_from_ms, window_until_ms, period FROM rounds ORDER BY seq",
         soci::into(round.id), soci::into(round.title), soci::into(round.kind),
         soci::into(round.scheme), soci::into(as_of), soci::into(seed), soci::into(created),
         soci::into(from), soci::into(until), soci::into(round.period));
    rows.execute();
    while (rows.fetch()) {
        round.window_from = {from};
        round.window_until = {until};
        round.as_of = {as_of};
        round.seed = seed;
        round.created = {created};
        rounds.push_back(round);
    }
    for (Round& one : rounds) {
        one.units = units_of(sql, one.id);
        one.schemes = schemes_of(sql, one.id);
    }
    return rounds;
}

bool insert_capture(soci::session& sql, const std::string& round, const AttachedCapture& capture) {
    require_round(sql, round);
    std::string known_hash, known_round;
    sql << "SELECT manifest_sha256, round FROM captures WHERE capture = :capture",
        soci::use(capture.capture), soci::into(known_hash), soci::into(known_round);
    if (sql.got_data()) {
        if (known_hash == capture.manifest_sha256 && known_round == round) return false;
        if (known_hash == capture.manifest_sha256)
            throw Refusal(Errc::usage, fmt::format("capture \"{}\" belongs to round \"{}\" already",
                                                   capture.capture, known_round));
        throw Refusal(Errc::damaged,
                      fmt::format("capture \"{}\" was sealed with manifest {}, now it has {}: it "
                                  "was changed after sealing",
                                  capture.capture, known_hash, capture.manifest_sha256));
    }
    const SqlInt sealed = capture.sealed.unix_ms;
    sql << "INSERT INTO captures (capture, round, site, folder, manifest_sha256, sealed_ms, seq) "
           "SELECT :capture, :round, :site, :folder, :manifest, :sealed, COALESCE(MAX(seq), 0) + 1 "
           "FROM captures",
        soci::use(capture.capture), soci::use(round), soci::use(capture.site),
        soci::use(capture.folder), soci::use(capture.manifest_sha256), soci::use(sealed);
    return true;
}

std::vector<AttachedCapture> read_captures(soci::session& sql, const std::string& round) {
    require_round(sql, round);
    std::vector<AttachedCapture> captures;
    AttachedCapture capture;
    SqlInt sealed = 0;
    soci::statement rows =
        (sql.prepare << "SELECT site, capture, folder, manifest_sha256, sealed_ms FROM captures "
                        "WHERE round = :round ORDER BY seq",
         soci::use(round), soci::into(capture.site), soci::into(capture.capture),
         soci::into(capture.folder), soci::into(capture.manifest_sha256), soci::into(sealed));
    rows.execute();
    while (rows.fetch()) {
        capture.sealed = {sealed};
        captures.push_back(capture);
    }
    return captures;
}

Json round_log(const Round& round) {
    Json units = Json::array();
    for (const std::string& unit : round.units) units.push_back(unit);
    Json log = Json::object()
                   .set("round", round.id)
                   .set("title", round.title)
                   .set("kind", round.kind)
                   .set("scheme", round.scheme)
                   .set("as_of", round.as_of.iso())
                   .set("seed", round.seed)
                   .set("units", units);
    if (round.window_from.is_set()) log.set("window_from", round.window_from.iso());
    if (round.window_until.is_set()) log.set("window_until", round.window_until.iso());
    if (!round.period.empty()) log.set("period", round.period);
    if (round.schemes.empty()) return log;
    Json schemes = Json::array();
    for (const RoundScheme& scheme : round.schemes)
        schemes.push_back(
            Json::object().set("scheme", scheme.scheme).set("objects", list_text(scheme.objects)));
    return log.set("schemes", schemes);
}

Json capture_log(const std::string& round, const AttachedCapture& capture) {
    return Json::object()
        .set("round", round)
        .set("site", capture.site)
        .set("capture", capture.capture)
        .set("folder", capture.folder)
        .set("manifest_sha256", capture.manifest_sha256)
        .set("sealed", capture.sealed.iso());
}

}  // namespace duwang::storage
