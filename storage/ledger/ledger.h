// The ledger: inventory, rounds, results, findings, marks and published scores, with a hash-chained
// log of every decision and every published number. Small and long-lived; captures lie beside it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/assessment_entry.h"
#include "core/availability.h"
#include "core/entry.h"
#include "core/finding.h"
#include "core/json.h"
#include "core/link_check.h"
#include "core/ports/host_memory.h"
#include "core/result.h"
#include "core/time.h"
#include "core/unit.h"

namespace duwang::storage {

// A scheme of a round and the units it is for: kinds, "group:NAME", "unit:ID"; none: all units.
struct RoundScheme {
    std::string scheme;
    std::vector<std::string> objects = {};
    bool operator==(const RoundScheme&) const = default;
};

// 测评批次: one evaluation.
struct Round {
    std::string id;  // chosen by the office: "2026-q3"
    std::string title;
    std::string kind;    // scheduled, spot-check, self-check, re-check
    std::string scheme;  // id of the indicator scheme (指标体系); the first of several
    Timestamp as_of;     // everything is judged as of this moment
    std::int64_t seed = 0;
    Timestamp created;
    std::vector<std::string> units;         // unit ids, in order
    std::vector<RoundScheme> schemes = {};  // several tables in force at once; none: `scheme` alone
    // 评价时段: captures sealed outside of it are kept, not scored (OP-30). Not set: no limit.
    Timestamp window_from = {}, window_until = {};
    std::string period = {};  // rounds of one period do not deduct one gap twice (OP-09)
};

// A sealed capture (采集包) of one site in one round.
struct AttachedCapture {
    std::string site;     // site id
    std::string capture;  // capture id
    std::string folder;   // relative to the workspace
    std::string manifest_sha256;
    Timestamp sealed;
};

// 录分: a mark as it was entered. Points stay the exact text: "0.5", "1/3".
struct Mark {
    std::string unit, indicator, points, reason, by;
    std::string at;  // when the person decided: ISO date or moment
    std::string basis = {};
    std::vector<KeptFile> attachments = {};
};

// 问题: a fail or doubtful followed across rounds. It closes only when the same check passes on the
// same object of the same unit in a later look; absence never closes it.
struct FindingEntry {
    std::string id, check, unit, kind, object, label;
    Outcome outcome = Outcome::fail;  // as last seen
    std::string first_round, last_round;
    bool open = true;
    std::string closed_round;  // where it passed, when closed
};

// Links that are to be asked again: at the moment, or at some time.
enum class LinksDue { now, later_too };

struct PublishedSheet {
    std::string unit;
    std::string json;         // the score sheet (评分表)
    std::string scheme = {};  // id; a unit has a sheet under every scheme it is asked by
};

struct StoredSheet {
    std::string unit;
    int edition = 0;  // 1 for the first publication in the round
    std::string scheme_hash;
    Timestamp published;
    std::string json;
    std::string scheme;  // id; empty in ledgers that knew one scheme a round
};

// 考评结果: an edition of an assessment that was announced. Nothing of it is ever overwritten.
struct PublishedAssessment {
    std::string plan;
    int edition = 0;          // 1 for the first of the plan; given by the ledger
    std::string version;      // of the plan
    std::string as_of;        // ISO date
    std::string body;         // the assessment as JSON
    std::string plan_hash;    // SHA-256 of the plan's file and settings
    std::string approved_by;  // who approved it
    std::string basis;        // 依据: the document by which it was approved
    Timestamp published = {};
};

struct LogEntry {
    std::int64_t number = 0;  // from 1, without gaps
    Timestamp at;
    std::string kind;  // "capture.sealed", "mark.entered" …
    std::string body;  // JSON
    std::string previous, hash;
};

struct LogHead {
    std::int64_t number = 0;  // 0: the log is empty
    std::string hash;         // 64 zeros when empty
};

struct LogCheck {
    LogHead head;
    std::int64_t broken = 0;  // the first entry that does not fit; 0: none, or a row without entry
    std::string why;          // for people; empty when all fits
    bool intact() const { return why.empty(); }
};

// One open ledger. Errors are Errc::database, disk_full, not_found (round) or usage. Every moment
// is passed in; the system clock is never read. Each writing function is one transaction. Runs on:
// one thread at a time.
class Ledger final : public HostMemory {
  public:
    enum class Mode { create, existing };  // create: make the file when there is none

    // "sqlite3://ledger.sqlite", or just the path.
    static Result<std::unique_ptr<Ledger>> open(const std::string& connection,
                                                Mode mode = Mode::create);
    ~Ledger() override;
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    // Inventory (台账). Replaces all of it; the order is kept. Logged with its SHA-256.
    Result<void> replace_inventory(const Inventory& inventory, Timestamp at);
    Result<Inventory> inventory();

    // A round id that exists already is Errc::usage.
    Result<void> create_round(const Round& round);
    Result<Round> round(const std::string& id);
    Result<std::vector<Round>> rounds();  // in the order of their creation
    // Attaching the same capture with the same hash again changes nothing; with another hash it is
    // Errc::damaged.
    Result<void> attach_capture(const std::string& round, const AttachedCapture& capture);
    Result<std::vector<AttachedCapture>> captures(const std::string& round);

    // Replaces all results of the round and follows its findings.
    Result<void> replace_results(const std::string& round, std::span<const CheckResult> results,
                                 Timestamp at);
    Result<std::vector<CheckResult>> results(const std::string& round);
    Result<std::vector<FindingEntry>> findings();  // by first round, then id

    // A later mark for the same unit and indicator replaces the earlier; both stay in the log.
    Result<void> add_marks(const std::string& round, std::span<const Mark> marks, Timestamp at);
    Result<std::vector<Mark>> marks(const std::string& round);

    // What people state (录入): facts, cases, decisions, daily points. Nothing is replaced; what
    // was stored before, word for word, is not stored again. Returns how many were new.
    Result<std::size_t> add_entries(const std::string& round, std::span<const Entry> entries,
                                    Timestamp at);
    // The marks and entries of one import, all of them or nothing. Returns the number of marks and
    // of new entries.
    Result<std::size_t> add_marks_and_entries(const std::string& round, std::span<const Mark> marks,
                                              std::span<const Entry> entries, Timestamp at);
    Result<std::vector<Entry>> entries(const std::string& round);  // in the order of their coming

    // Each publication is a new edition; earlier ones stay.
    Result<void> publish_scores(const std::string& round, std::span<const PublishedSheet> sheets,
                                const std::string& scheme_hash, Timestamp at);
    // The latest edition per unit and scheme.
    Result<std::vector<StoredSheet>> scores(const std::string& round);

    // What people enter for an assessment (考评录入). Nothing is replaced; what says word for word
    // what the last entry about the same said is not stored again. Returns how many were new.
    Result<std::size_t> add_assessment_entries(const std::string& plan,
                                               std::span<const AssessmentEntry> entries,
                                               Timestamp at);
    Result<std::vector<AssessmentEntry>> assessment_entries(
        const std::string& plan);  // as they came
    // Every plan that something was entered for or published of, by name.
    Result<std::vector<std::string>> assessment_plans();
    // A new edition of the plan; `edition` and `published` are set here. Returns the edition.
    Result<int> publish_assessment(const PublishedAssessment& assessment, Timestamp at);
    Result<std::vector<PublishedAssessment>> assessments(const std::string& plan);  // all editions

    // 断链复核: links of a round that fail or failed, by site and address.
    Result<std::vector<LinkCheck>> link_checks(const std::string& round);
    // These are all of the site, as its newest capture has them.
    Result<void> replace_link_checks(const std::string& round, const std::string& site,
                                     std::span<const LinkCheck> checks);
    // By name; not those whose window is over.
    Result<std::vector<std::string>> rounds_with_links_due(Timestamp now,
                                                           LinksDue which = LinksDue::now);

    // 站点可用性: probes of home pages, by moment. They are only ever added; a second one of the
    // same site and moment is Errc::database.
    Result<void> add_probes(std::span<const AvailabilityProbe> probes);
    // Both moments inclusive.
    Result<std::vector<AvailabilityProbe>> probes(Timestamp from, Timestamp until);

    // Hosts that are left alone for a while (主机暂停访问).
    Result<std::vector<HostBackOff>> recall_hosts() override;
    Result<void> remember_hosts(std::span<const HostBackOff> hosts) override;
    // Ask this host again at once: a person's decision, logged. Errc::usage when it is not known.
    Result<HostBackOff> forget_host(const std::string& host, const std::string& by, Timestamp at);

    // Appends a decision. The kind is of the letters a-z, digits, '.', '-' and '_'.
    Result<LogHead> append(const std::string& kind, const Json& body, Timestamp at);
    Result<LogHead> head();
    Result<std::vector<LogEntry>> log();
    // Walks the whole chain, then holds every capture, mark, entry and published sheet or
    // assessment against the log entry that recorded it. With a head printed on a report, also
    // finds whether that entry is still part of it, so that a chain cut or rewritten as a whole is
    // seen too.
    Result<LogCheck> verify(std::string_view printed_head = {});

  private:
    struct State;
    explicit Ledger(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace duwang::storage
