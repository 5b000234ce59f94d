#include "storage/ledger/audit.h"

#include <fmt/format.h>

#include <map>

#include "storage/ledger/assessment_rows.h"
#include "storage/ledger/chain.h"
#include "storage/ledger/entry_rows.h"
#include "storage/ledger/round_rows.h"
#include "storage/ledger/score_rows.h"
#include "storage/ledger/session.h"

namespace duwang::storage {
namespace {

struct Recorded {
    std::int64_t entry = 0;
    std::string content;
};

// What the log says should stand in the tables, by a name for people.
using Expected = std::map<std::string, Recorded>;

std::string name_of(const std::string& kind, const Json& body) {
    const std::string round = body["round"].text(), unit = body["unit"].text();
    if (kind == "capture.sealed") return fmt::format("the capture \"{}\"", body["capture"].text());
    if (kind == "mark.entered")
        return fmt::format("the mark of \"{}\" for {} in round \"{}\"", unit,
                           body["indicator"].text(), round);
    if (kind == "entry.stated")
        return fmt::format("entry {} of round \"{}\"", body["number"].number(), round);
    if (kind == "score.published")
        return fmt::format("the score sheet of \"{}\" in round \"{}\", edition {}", unit, round,
                           body["edition"].number());
    const std::string plan = body["plan"].text();
    if (kind == "assessment.entered")
        return fmt::format("entry {} of the assessment \"{}\"", body["number"].number(), plan);
    if (kind == "assessment.published")
        return fmt::format("edition {} of the assessment \"{}\"", body["edition"].number(), plan);
    return {};
}

Expected expected_rows(soci::session& sql) {
    Expected expected;
    for (const LogEntry& entry : chain_entries(sql)) {
        const Result<Json> body = Json::parse(entry.body);
        if (!body) continue;  // an entry of another kind; ours are JSON
        const std::string name = name_of(entry.kind, *body);
        // Written anew: earlier versions escaped other characters. Later marks replace.
        if (!name.empty()) expected[name] = {entry.number, body->dump()};
    }
    return expected;
}

class Audit {
  public:
    Audit(Expected expected, LogCheck& check) : expected_(std::move(expected)), check_(check) {}

    void row(const std::string& kind, const Json& body) {
        const std::string name = name_of(kind, body);
        const auto found = expected_.find(name);
        if (found == expected_.end())
            return report(0, name + " was put into the ledger without an entry in the log");
        if (found->second.content != body.dump())
            report(found->second.entry,
                   fmt::format("{} is not what entry {} recorded", name, found->second.entry));
        expected_.erase(found);
    }

    void finish() {
        for (const auto& [name, recorded] : expected_)
            report(recorded.entry,
                   fmt::format("{} was recorded by entry {} and is gone", name, recorded.entry));
    }

  private:
    Expected expected_;
    LogCheck& check_;

    void report(std::int64_t entry, std::string why) {
        if (!check_.intact()) return;  // the first one is reported
        check_.broken = entry;
        check_.why = std::move(why);
    }
};

void audit_sheets(soci::session& sql, const std::string& round, Audit& audit) {
    for (const StoredSheet& sheet : read_editions(sql, round)) {
        // A sheet that is no JSON any more cannot be what was published.
        const std::string json =
            Json::parse(sheet.json).value_or(Json()).is_object() ? sheet.json : "{}";
        audit.row("score.published", sheet_log(round, {sheet.unit, json, sheet.scheme},
                                               sheet.edition, sheet.scheme_hash));
    }
}

void audit_assessments(soci::session& sql, Audit& audit) {
    for (const std::string& plan : read_assessment_plans(sql)) {
        int number = 0;
        for (const AssessmentEntry& entry : read_assessment_entries(sql, plan))
            audit.row("assessment.entered", assessment_entry_log(plan, entry, ++number));
        for (const PublishedAssessment& one : read_assessments(sql, plan))
            audit.row("assessment.published", assessment_log(one));
    }
}

}  // namespace

void audit_rows(soci::session& sql, LogCheck& check) {
    Audit audit(expected_rows(sql), check);
    for (const Round& round : read_rounds(sql)) {
        for (const AttachedCapture& capture : read_captures(sql, round.id))
            audit.row("capture.sealed", capture_log(round.id, capture));
        for (const Mark& mark : read_marks(sql, round.id))
            audit.row("mark.entered", mark_log(round.id, mark));
        audit_sheets(sql, round.id, audit);
        int number = 0;
        for (const Entry& entry : read_entries(sql, round.id))
            audit.row("entry.stated", entry_log(round.id, entry, ++number));
    }
    audit_assessments(sql, audit);
    audit.finish();
}

}  // namespace duwang::storage
