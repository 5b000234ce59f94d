#include "storage/ledger/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "storage/ledger/assessment_rows.h"
#include "storage/ledger/audit.h"
#include "storage/ledger/chain.h"
#include "storage/ledger/entry_rows.h"
#include "storage/ledger/host_rows.h"
#include "storage/ledger/inventory_rows.h"
#include "storage/ledger/link_rows.h"
#include "storage/ledger/migrate.h"
#include "storage/ledger/probe_rows.h"
#include "storage/ledger/result_rows.h"
#include "storage/ledger/round_rows.h"
#include "storage/ledger/score_rows.h"
#include "storage/ledger/session.h"

namespace duwang::storage {
namespace {

// Inside a transaction of the caller, as is the next.
void store_marks(soci::session& sql, const std::string& round, std::span<const Mark> marks,
                 Timestamp at) {
    for (const Mark& mark : marks) {
        write_mark(sql, round, mark);
        chain_append(sql, "mark.entered", mark_log(round, mark), at);
    }
}

// Returns how many were new.
std::size_t store_entries(soci::session& sql, const std::string& round,
                          std::span<const Entry> entries, Timestamp at) {
    std::set<std::string> known;
    for (const Entry& entry : read_entries(sql, round))
        known.insert(entry_log(round, entry, 0).dump());
    const std::size_t before = known.size();
    for (const Entry& entry : entries) {
        if (!known.insert(entry_log(round, entry, 0).dump()).second) continue;
        const int number = static_cast<int>(known.size());
        write_entry(sql, round, entry, number);
        chain_append(sql, "entry.stated", entry_log(round, entry, number), at);
    }
    return known.size() - before;
}

}  // namespace

struct Ledger::State {
    soci::session sql;
};

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::~Ledger() = default;

Result<std::unique_ptr<Ledger>> Ledger::open(const std::string& connection, Mode mode) {
    return guarded(fmt::format("opening the ledger {}", connection), [&] {
        auto state = std::make_unique<State>();
        open_session(state->sql, connection, mode == Mode::create);
        migrate(state->sql);
        return std::unique_ptr<Ledger>(new Ledger(std::move(state)));
    });
}

Result<void> Ledger::replace_inventory(const Inventory& inventory, Timestamp at) {
    return guarded("storing the inventory", [&] {
        Writing writing(state_->sql);
        write_inventory(state_->sql, inventory);
        chain_append(state_->sql, "inventory.stored", inventory_log(inventory), at);
        writing.commit();
    });
}

Result<Inventory> Ledger::inventory() {
    return guarded("reading the inventory", [&] { return read_inventory(state_->sql); });
}

Result<void> Ledger::create_round(const Round& round) {
    return guarded("creating a round", [&] {
        Writing writing(state_->sql);
        insert_round(state_->sql, round);
        chain_append(state_->sql, "round.created", round_log(round), round.created);
        writing.commit();
    });
}

Result<Round> Ledger::round(const std::string& id) {
    return guarded("reading a round", [&] {
        require_round(state_->sql, id);
        std::vector<Round> rounds = read_rounds(state_->sql);
        return *std::ranges::find(rounds, id, &Round::id);
    });
}

Result<std::vector<Round>> Ledger::rounds() {
    return guarded("reading the rounds", [&] { return read_rounds(state_->sql); });
}

Result<void> Ledger::attach_capture(const std::string& round, const AttachedCapture& capture) {
    return guarded("attaching a capture", [&] {
        Writing writing(state_->sql);
        if (!insert_capture(state_->sql, round, capture)) return;
        chain_append(state_->sql, "capture.sealed", capture_log(round, capture), capture.sealed);
        writing.commit();
    });
}

Result<std::vector<AttachedCapture>> Ledger::captures(const std::string& round) {
    return guarded("reading the captures", [&] { return read_captures(state_->sql, round); });
}

Result<void> Ledger::replace_results(const std::string& round, std::span<const CheckResult> results,
                                     Timestamp at) {
    return guarded("storing results", [&] {
        Writing writing(state_->sql);
        write_results(state_->sql, round, results);
        std::map<std::string_view, std::size_t> counts;
        for (const CheckResult& result : results) ++counts[outcome_word(result.outcome)];
        Json log = Json::object().set("round", round).set("results", results.size());
        for (const auto& [word, count] : counts) log.set(word, count);
        chain_append(state_->sql, "results.stored", log, at);
        writing.commit();
    });
}

Result<std::vector<CheckResult>> Ledger::results(const std::string& round) {
    return guarded("reading results", [&] { return read_results(state_->sql, round); });
}

Result<std::vector<FindingEntry>> Ledger::findings() {
    return guarded("reading findings", [&] { return read_findings(state_->sql); });
}

Result<void> Ledger::add_marks(const std::string& round, std::span<const Mark> marks,
                               Timestamp at) {
    return guarded("storing marks", [&] {
        Writing writing(state_->sql);
        require_round(state_->sql, round);
        store_marks(state_->sql, round, marks, at);
        writing.commit();
    });
}

Result<std::vector<Mark>> Ledger::marks(const std::string& round) {
    return guarded("reading marks", [&] {
        require_round(state_->sql, round);
        return read_marks(state_->sql, round);
    });
}

Result<std::size_t> Ledger::add_entries(const std::string& round, std::span<const Entry> entries,
                                        Timestamp at) {
    return guarded("storing entries", [&] {
        Writing writing(state_->sql);
        require_round(state_->sql, round);
        const std::size_t added = store_entries(state_->sql, round, entries, at);
        writing.commit();
        return added;
    });
}

Result<std::size_t> Ledger::add_marks_and_entries(const std::string& round,
                                                  std::span<const Mark> marks,
                                                  std::span<const Entry> entries, Timestamp at) {
    return guarded("storing marks and entries", [&] {
        Writing writing(state_->sql);
        require_round(state_->sql, round);
        store_marks(state_->sql, round, marks, at);
        const std::size_t added = store_entries(state_->sql, round, entries, at);
        writing.commit();
        return added + marks.size();
    });
}

Result<std::vector<Entry>> Ledger::entries(const std::string& round) {
    return guarded("reading entries", [&] {
        require_round(state_->sql, round);
        return read_entries(state_->sql, round);
    });
}

Result<void> Ledger::publish_scores(const std::string& round,
                                    std::span<const PublishedSheet> sheets,
                                    const std::string& scheme_hash, Timestamp at) {
    return guarded("publishing scores", [&] {
        Writing writing(state_->sql);
        require_round(state_->sql, round);
        for (const PublishedSheet& sheet : sheets) {
            const int edition = write_sheet(state_->sql, round, sheet, scheme_hash, at);
            chain_append(state_->sql, "score.published",
                         sheet_log(round, sheet, edition, scheme_hash), at);
        }
        writing.commit();
    });
}

Result<std::vector<StoredSheet>> Ledger::scores(const std::string& round) {
    return guarded("reading scores", [&] {
        require_round(state_->sql, round);
        return read_sheets(state_->sql, round);
    });
}

Result<std::size_t> Ledger::add_assessment_entries(const std::string& plan,
                                                   std::span<const AssessmentEntry> entries,
                                                   Timestamp at) {
    return guarded("storing entries of an assessment", [&] {
        Writing writing(state_->sql);
        std::map<std::string, std::string> last;  // by what is answered: word for word
        const auto is_new = [&](const AssessmentEntry& entry) {
            const std::string text = assessment_entry_log(plan, entry, 0).dump();
            return std::exchange(last[assessment_question(entry)], text) != text;
        };
        const auto stored = read_assessment_entries(state_->sql, plan);
        for (const AssessmentEntry& entry : stored) is_new(entry);
        int number = static_cast<int>(stored.size());
        for (const AssessmentEntry& entry : entries) {
            if (!is_new(entry)) continue;
            write_assessment_entry(state_->sql, plan, entry, ++number);
            chain_append(state_->sql, "assessment.entered",
                         assessment_entry_log(plan, entry, number), at);
        }
        writing.commit();
        return static_cast<std::size_t>(number) - stored.size();
    });
}

Result<std::vector<AssessmentEntry>> Ledger::assessment_entries(const std::string& plan) {
    return guarded("reading entries of an assessment",
                   [&] { return read_assessment_entries(state_->sql, plan); });
}

Result<std::vector<std::string>> Ledger::assessment_plans() {
    return guarded("reading the assessments", [&] { return read_assessment_plans(state_->sql); });
}

Result<int> Ledger::publish_assessment(const PublishedAssessment& assessment, Timestamp at) {
    return guarded("publishing an assessment", [&] {
        Writing writing(state_->sql);
        PublishedAssessment edition = assessment;
        edition.published = at;
        edition.edition = write_assessment(state_->sql, edition);
        chain_append(state_->sql, "assessment.published", assessment_log(edition), at);
        writing.commit();
        return edition.edition;
    });
}

Result<std::vector<PublishedAssessment>> Ledger::assessments(const std::string& plan) {
    return guarded("reading published assessments",
                   [&] { return read_assessments(state_->sql, plan); });
}

Result<std::vector<LinkCheck>> Ledger::link_checks(const std::string& round) {
    return guarded("reading links to be confirmed",
                   [&] { return read_link_checks(state_->sql, round); });
}

Result<void> Ledger::replace_link_checks(const std::string& round, const std::string& site,
                                         std::span<const LinkCheck> checks) {
    return guarded("storing links to be confirmed", [&] {
        Writing writing(state_->sql);
        storage::replace_link_checks(state_->sql, round, site, checks);
        writing.commit();
    });
}

Result<std::vector<std::string>> Ledger::rounds_with_links_due(Timestamp now,
                                                                LinksDue which) {
    return guarded("reading links that are due",
                   [&] { return read_rounds_due(state_->sql, now, which); });
}

Result<void> Ledger::add_probes(std::span<const AvailabilityProbe> probes) {
    if (probes.empty()) return {};
    return guarded("storing probes", [&] {
        Writing writing(state_->sql);
        for (const AvailabilityProbe& probe : probes) write_probe(state_->sql, probe);
        writing.commit();
    });
}

Result<std::vector<AvailabilityProbe>> Ledger::probes(Timestamp from, Timestamp until) {
    return guarded("reading probes", [&] { return read_probes(state_->sql, from, until); });
}

Result<std::vector<HostBackOff>> Ledger::recall_hosts() {
    return guarded("reading hosts in back-off", [&] { return read_hosts(state_->sql); });
}

Result<void> Ledger::remember_hosts(std::span<const HostBackOff> hosts) {
    if (hosts.empty()) return {};
    return guarded("storing hosts in back-off", [&] {
        Writing writing(state_->sql);
        for (const HostBackOff& host : hosts) write_host(state_->sql, host);
        writing.commit();
    });
}

Result<HostBackOff> Ledger::forget_host(const std::string& host, const std::string& by,
                                        Timestamp at) {
    return guarded("forgetting a host in back-off", [&] {
        Writing writing(state_->sql);
        const HostBackOff was = take_host(state_->sql, host);
        chain_append(state_->sql, "host.forgotten", host_log(was, by), at);
        writing.commit();
        return was;
    });
}

Result<LogHead> Ledger::append(const std::string& kind, const Json& body, Timestamp at) {
    return guarded("writing the log", [&] {
        Writing writing(state_->sql);
        const LogHead head = chain_append(state_->sql, kind, body, at);
        writing.commit();
        return head;
    });
}

Result<LogHead> Ledger::head() {
    return guarded("reading the log", [&] { return chain_head(state_->sql); });
}

Result<std::vector<LogEntry>> Ledger::log() {
    return guarded("reading the log", [&] { return chain_entries(state_->sql); });
}

Result<LogCheck> Ledger::verify(std::string_view printed_head) {
    return guarded("verifying the log", [&] {
        LogCheck check = chain_verify(state_->sql, printed_head);
        if (check.intact()) audit_rows(state_->sql, check);
        return check;
    });
}

}  // namespace duwang::storage
