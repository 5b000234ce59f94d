#include "reports/format/json.h"

namespace duwang::reports {
namespace {

Json to_json(const SiteReach& site) {
    return Json::object()
        .set("id", site.id)
        .set("name", site.name)
        .set("home", site.home)
        .set("reached", site.reached)
        .set("cause", cause_word(site.cause))
        .set("note", site.note)
        .set("pages_fetched", site.pages_fetched)
        .set("pages_unchanged", site.pages_unchanged)
        .set("capture", site.capture);
}

Json texts(const std::vector<std::string>& values) {
    Json array = Json::array();
    for (const std::string& value : values) array.push_back(value);
    return array;
}

}  // namespace

Json to_json(const Coverage& coverage) {
    Json json = Json::object();
    json.set("sites_planned", coverage.sites.size());
    json.set("sites_reached", coverage.sites_reached());
    json.set("units_planned", coverage.units_planned);
    json.set("units_scored", coverage.units_scored);
    json.set("pages_fetched", coverage.pages_fetched);
    json.set("pages_unchanged", coverage.pages_unchanged);
    Json outcomes = Json::object();
    for (const OutcomeCount& row : coverage.outcomes)
        outcomes.set(outcome_word(row.outcome), row.count);
    Json causes = Json::object();
    for (const CauseCount& row : coverage.causes) causes.set(cause_word(row.cause), row.count);
    json.set("results", outcomes).set("not_determined_causes", causes);
    Json sites = Json::array();
    for (const SiteReach& site : coverage.sites) sites.push_back(to_json(site));
    return json.set("sites", sites);
}

Json to_json(const RoundReport& report) {
    Json json = Json::object();
    json.set("format", "duwang-report-1");
    json.set("coverage", to_json(report.coverage));
    json.set("round", report.round).set("title", report.title);
    json.set("scheme", report.scheme).set("scheme_title", report.scheme_title);
    json.set("scheme_hash", report.scheme_hash).set("as_of", report.as_of.iso());
    json.set("captures", texts(report.captures));
    json.set("program_version", report.program_version).set("audit_head", report.audit_head);
    Json sheets = Json::array();
    for (const ScoreSheet* sheet : report.ordered()) sheets.push_back(duwang::to_json(*sheet));
    return json.set("units", sheets);
}

std::string json_text(const RoundReport& report) { return to_json(report).dump(2) + "\n"; }

}  // namespace duwang::reports
