#include "storage/ledger/result_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "storage/ledger/round_rows.h"
#include "storage/ledger/session.h"

namespace duwang::storage {
namespace {

void insert_results(soci::session& sql, const std::string& round,
                    std::span<const CheckResult> results) {
    sql << "DELETE FROM results WHERE round = :round", soci::use(round);
    int seq = 0;
    std::string check, unit, object, outcome, body;
    soci::statement row =
        (sql.prepare << "INSERT INTO results (round, seq, check_id, unit, object, outcome, body) "
                        "VALUES (:round, :seq, :check, :unit, :object, :outcome, :body)",
         soci::use(round), soci::use(seq), soci::use(check), soci::use(unit), soci::use(object),
         soci::use(outcome), soci::use(body));
    for (const CheckResult& result : results) {
        ++seq;
        check = result.check;
        unit = result.unit;
        object = result.object;
        outcome = outcome_word(result.outcome);
        body = to_json(result).dump();
        row.execute(true);
    }
}

// Follows findings through the results of one round. Rounds are ordered by what they judge (as_of,
// then creation): an older round that is judged again changes nothing a newer one has found.
class Follow {
  public:
    Follow(soci::session& sql, const std::string& round) : sql_(sql), round_(round) {
        std::vector<Round> rounds = read_rounds(sql);
        std::ranges::stable_sort(rounds, {}, &Round::as_of);
        for (const Round& one : rounds) {
            const std::size_t next = rank_.size();
            rank_[one.id] = next;
        }
    }

    void seen(const CheckResult& result) {
        const std::string id = result.finding_id();
        if (!seen_.insert(id).second) return;
        const std::string outcome(outcome_word(result.outcome));
        std::string first, last, closed;
        sql_ << "SELECT first_round, last_round, closed_round FROM findings WHERE id = :id",
            soci::use(id), soci::into(first), soci::into(last), soci::into(closed);
        if (!sql_.got_data()) {
            insert(id, result, outcome);
            return;
        }
        if (before(round_, first))
            sql_ << "UPDATE findings SET first_round = :round WHERE id = :id", soci::use(round_),
                soci::use(id);
        if (before(round_, last)) return;
        if (closed.empty() || !before(round_, closed)) closed.clear();
        sql_ << "UPDATE findings SET last_round = :round, outcome = :outcome, label = :label, "
                "closed_round = :closed WHERE id = :id",
            soci::use(round_), soci::use(outcome), soci::use(result.label), soci::use(closed),
            soci::use(id);
    }

    void passed(const CheckResult& result) {
        std::vector<std::string> closing;
        std::string id, last;
        soci::statement rows =
            (sql_.prepare << "SELECT id, last_round FROM findings WHERE check_id = :check AND "
                             "unit = :unit AND object = :object AND closed_round = ''",
             soci::use(result.check), soci::use(result.unit), soci::use(result.object),
             soci::into(id), soci::into(last));
        rows.execute();
        while (rows.fetch())
            if (!seen_.contains(id) && !before(round_, last)) closing.push_back(id);
        for (const std::string& one : closing)
            sql_ << "UPDATE findings SET closed_round = :round WHERE id = :id", soci::use(round_),
                soci::use(one);
    }

  private:
    soci::session& sql_;
    std::string round_;
    std::map<std::string, std::size_t> rank_;
    std::set<std::string> seen_;

    bool before(const std::string& a, const std::string& b) { return rank_[a] < rank_[b]; }

    void insert(const std::string& id, const CheckResult& result, const std::string& outcome) {
        sql_ << "INSERT INTO findings (id, check_id, unit, kind, object, label, outcome, "
                "first_round, last_round, closed_round) VALUES (:id, :check, :unit, :kind, "
                ":object, :label, :outcome, :first, :last, '')",
            soci::use(id), soci::use(result.check), soci::use(result.unit), soci::use(result.kind),
            soci::use(result.object), soci::use(result.label), soci::use(outcome),
            soci::use(round_), soci::use(round_);
    }
};

bool is_finding(const CheckResult& result) {
    return result.outcome == Outcome::fail || result.outcome == Outcome::doubtful;
}

}  // namespace

void write_results(soci::session& sql, const std::string& round,
                   std::span<const CheckResult> results) {
    require_round(sql, round);
    insert_results(sql, round, results);
    Follow follow(sql, round);
    for (const CheckResult& result : results)
        if (is_finding(result)) follow.seen(result);
    for (const CheckResult& result : results)
        if (result.outcome == Outcome::pass) follow.passed(result);
}

std::vector<CheckResult> read_results(soci::session& sql, const std::string& round) {
    require_round(sql, round);
    std::vector<CheckResult> results;
    std::string body;
    soci::statement rows =
        (sql.prepare << "SELECT body FROM results WHERE round = :round ORDER BY seq",
         soci::use(round), soci::into(body));
    rows.execute();
    while (rows.fetch()) {
        const Result<Json> json = Json::parse(body);
        if (!json)
            throw Refusal(Errc::damaged,
                          fmt::format("result {} of round \"{}\" is no JSON; judge the round again",
                                      results.size() + 1, round));
        results.push_back(check_result_from_json(*json));
    }
    return results;
}

std::vector<FindingEntry> read_findings(soci::session& sql) {
    std::vector<FindingEntry> findings;
    FindingEntry finding;
    std::string outcome;
    soci::statement rows =
        (sql.prepare << "SELECT f.id, f.check_id, f.unit, f.kind, f.object, f.label, f.outcome, "
                        "f.first_round, f.last_round, f.closed_round FROM findings f JOIN rounds r "
                        "ON r.id = f.first_round ORDER BY r.seq, f.id",
         soci::into(finding.id), soci::into(finding.check), soci::into(finding.unit),
         soci::into(finding.kind), soci::into(finding.object), soci::into(finding.label),
         soci::into(outcome), soci::into(finding.first_round), soci::into(finding.last_round),
         soci::into(finding.closed_round));
    rows.execute();
    while (rows.fetch()) {
        finding.outcome = outcome_of(outcome).value_or(Outcome::doubtful);
        finding.open = finding.closed_round.empty();
        findings.push_back(finding);
    }
    return findings;
}

}  // namespace duwang::storage
