#include "storage/ledger/entry_rows.h"

#include "storage/ledger/kept_files.h"
#include "storage/ledger/session.h"

namespace duwang::storage {
namespace {

Json details_json(const Entry& entry) {
    Json details = Json::array();
    for (const auto& [name, value] : entry.details)
        details.push_back(Json::object().set("name", name).set("value", value));
    return details;
}

std::vector<std::pair<std::string, std::string>> details_of(const std::string& text) {
    std::vector<std::pair<std::string, std::string>> details;
    const Result<Json> json = Json::parse(text);
    if (!json) throw Refusal(Errc::damaged, "the details of an entry are no JSON");
    for (const Json& detail : json->items())
        details.emplace_back(detail["name"].text(), detail["value"].text());
    return details;
}

}  // namespace

void write_entry(soci::session& sql, const std::string& round, const Entry& entry, int number) {
    if (entry.unit.empty()) throw Refusal(Errc::usage, "an entry needs a unit");
    const std::string kind(entry_word(entry.kind));
    const std::string details = details_json(entry).dump();
    const std::string attachments = files_text(entry.attachments);
    sql << "INSERT INTO entries (round, seq, kind, unit, item, finding, object, value, scale, "
           "details, reason, entered_by, entered_at, basis, attachments) VALUES (:round, :seq, "
           ":kind, "
           ":unit, :item, :finding, :object, :value, :scale, :details, :reason, :entered_by, "
           ":entered_at, :basis, :attachments)",
        soci::use(round), soci::use(number), soci::use(kind), soci::use(entry.unit),
        soci::use(entry.item), soci::use(entry.finding), soci::use(entry.object),
        soci::use(entry.value), soci::use(entry.scale), soci::use(details), soci::use(entry.reason),
        soci::use(entry.by), soci::use(entry.at), soci::use(entry.basis), soci::use(attachments);
}

std::vector<Entry> read_entries(soci::session& sql, const std::string& round) {
    std::vector<Entry> entries;
    Entry entry;
    std::string kind, details, attachments;
    soci::statement rows =
        (sql.prepare
             << "SELECT kind, unit, item, finding, object, value, scale, details, reason, "
                "entered_by, entered_at, basis, attachments FROM entries WHERE round = :round "
                "ORDER BY seq",
         soci::use(round), soci::into(kind), soci::into(entry.unit), soci::into(entry.item),
         soci::into(entry.finding), soci::into(entry.object), soci::into(entry.value),
         soci::into(entry.scale), soci::into(details), soci::into(entry.reason),
         soci::into(entry.by), soci::into(entry.at), soci::into(entry.basis),
         soci::into(attachments));
    rows.execute();
    while (rows.fetch()) {
        auto known = entry_kind_of(kind);
        if (!known) throw Refusal(Errc::damaged, "an entry has the unknown kind \"" + kind + "\"");
        entry.kind = *known;
        entry.details = details_of(details);
        entry.attachments = files_of(attachments);
        entries.push_back(entry);
    }
    return entries;
}

Json entry_log(const std::string& round, const Entry& entry, int number) {
    Json log = Json::object()
                   .set("round", round)
                   .set("number", number)
                   .set("kind", entry_word(entry.kind))
                   .set("unit", entry.unit)
                   .set("item", entry.item)
                   .set("finding", entry.finding)
                   .set("object", entry.object)
                   .set("value", entry.value)
                   .set("scale", entry.scale)
                   .set("details", details_json(entry))
                   .set("reason", entry.reason)
                   .set("by", entry.by)
                   .set("at", entry.at);
    log_basis(log, entry.basis, entry.attachments);
    return log;
}

}  // namespace duwang::storage
