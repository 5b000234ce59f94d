#include "storage/ledger/assessment_rows.h"

#include "core/hash.h"
#include "storage/ledger/kept_files.h"
#include "storage/ledger/session.h"

namespace duwang::storage {

void write_assessment_entry(soci::session& sql, const std::string& plan,
                            const AssessmentEntry& entry, int number) {
    if (plan.empty() || entry.unit.empty() || entry.item.empty())
        throw Refusal(Errc::usage, "an entry needs a plan, a unit and an item");
    const std::string kind(assessment_entry_word(entry.kind));
    const std::string attachments = files_text(entry.attachments);
    sql << "INSERT INTO assessment_entries (plan, seq, kind, unit, item, rater, object, value, "
           "scale, basis, reason, entered_by, entered_at, attachments) VALUES (:plan, :seq, "
           ":kind, :unit, :item, :rater, :object, :value, :scale, :basis, :reason, :entered_by, "
           ":entered_at, :attachments)",
        soci::use(plan), soci::use(number), soci::use(kind), soci::use(entry.unit),
        soci::use(entry.item), soci::use(entry.rater), soci::use(entry.object),
        soci::use(entry.value), soci::use(entry.scale), soci::use(entry.basis),
        soci::use(entry.reason), soci::use(entry.by), soci::use(entry.at), soci::use(attachments);
}

std::vector<AssessmentEntry> read_assessment_entries(soci::session& sql, const std::string& plan) {
    std::vector<AssessmentEntry> entries;
    AssessmentEntry entry;
    std::string kind, attachments;
    soci::statement rows =
        (sql.prepare << "SELECT kind, unit, item, rater, object, value, scale, basis, reason, "
                        "entered_by, entered_at, attachments FROM assessment_entries WHERE plan = "
                        ":plan ORDER BY seq",
         soci::use(plan), soci::into(kind), soci::into(entry.unit), soci::into(entry.item),
         soci::into(entry.rater), soci::into(entry.object), soci::into(entry.value),
         soci::into(entry.scale), soci::into(entry.basis), soci::into(entry.reason),
         soci::into(entry.by), soci::into(entry.at), soci::into(attachments));
    rows.execute();
    while (rows.fetch()) {
        const auto known = assessment_entry_kind_of(kind);
        if (!known) throw Refusal(Errc::damaged, "an entry has the unknown kind \"" + kind + "\"");
        entry.kind = *known;
        entry.attachments = files_of(attachments);
        entries.push_back(entry);
    }
    return entries;
}

int write_assessment(soci::session& sql, const PublishedAssessment& one) {
    if (one.plan.empty()) throw Refusal(Errc::usage, "an assessment needs a plan");
    int edition = 0;
    sql << "SELECT COALESCE(MAX(edition), 0) + 1 FROM assessments WHERE plan = :plan",
        soci::use(one.plan), soci::into(edition);
    const SqlInt published = one.published.unix_ms;
    sql << "INSERT INTO assessments (plan, edition, version, as_of, body, plan_hash, approved_by, "
           "basis, published_ms) VALUES (:plan, :edition, :version, :as_of, :body, :plan_hash, "
           ":approved_by, :basis, :published)",
        soci::use(one.plan), soci::use(edition), soci::use(one.version), soci::use(one.as_of),
        soci::use(one.body), soci::use(one.plan_hash), soci::use(one.approved_by),
        soci::use(one.basis), soci::use(published);
    return edition;
}

std::vector<PublishedAssessment> read_assessments(soci::session& sql, const std::string& plan) {
    std::vector<PublishedAssessment> all;
    PublishedAssessment one;
    one.plan = plan;
    SqlInt published = 0;
    soci::statement rows =
        (sql.prepare << "SELECT edition, version, as_of, body, plan_hash, approved_by, basis, "
                        "published_ms FROM assessments WHERE plan = :plan ORDER BY edition",
         soci::use(plan), soci::into(one.edition), soci::into(one.version), soci::into(one.as_of),
         soci::into(one.body), soci::into(one.plan_hash), soci::into(one.approved_by),
         soci::into(one.basis), soci::into(published));
    rows.execute();
    while (rows.fetch()) {
        one.published = {published};
        all.push_back(one);
    }
    return all;
}

std::vector<std::string> read_assessment_plans(soci::session& sql) {
    std::vector<std::string> plans;
    std::string plan;
    soci::statement rows = (sql.prepare << "SELECT plan FROM assessment_entries UNION SELECT plan "
                                           "FROM assessments ORDER BY plan",
                            soci::into(plan));
    rows.execute();
    while (rows.fetch()) plans.push_back(plan);
    return plans;
}

Json assessment_entry_log(const std::string& plan, const AssessmentEntry& entry, int number) {
    Json log = Json::object()
                   .set("plan", plan)
                   .set("number", number)
                   .set("kind", assessment_entry_word(entry.kind))
                   .set("unit", entry.unit)
                   .set("item", entry.item)
                   .set("rater", entry.rater)
                   .set("object", entry.object)
                   .set("value", entry.value)
                   .set("scale", entry.scale)
                   .set("reason", entry.reason)
                   .set("by", entry.by)
                   .set("at", entry.at);
    log_basis(log, entry.basis, entry.attachments);
    return log;
}

std::string assessment_question(const AssessmentEntry& entry) {
    const bool score =
        entry.kind == AssessmentEntryKind::mark || entry.kind == AssessmentEntryKind::import;
    std::string question(score ? "score" : assessment_entry_word(entry.kind));
    // Records without a name are told apart by everything they say.
    const bool record = entry.kind == AssessmentEntryKind::daily && entry.object.empty();
    for (const std::string& text :
         {entry.unit, entry.item, entry.rater, entry.object, record ? entry.value : "",
          record ? entry.reason : "", record ? entry.basis : "", record ? entry.at : ""})
        question += "\n" + text;
    return question;
}

Json assessment_log(const PublishedAssessment& one) {
    return Json::object()
        .set("plan", one.plan)
        .set("edition", one.edition)
        .set("version", one.version)
        .set("as_of", one.as_of)
        .set("plan_hash", one.plan_hash)
        .set("approved_by", one.approved_by)
        .set("basis", one.basis)
        .set("published", one.published.iso())
        .set("body_sha256", sha256_hex(one.body));
}

}  // namespace duwang::storage
