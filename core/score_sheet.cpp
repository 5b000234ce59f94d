#include "core/score_sheet.h"

namespace duwang {
namespace {

// The exact value beside the published one, so that nobody has to compute from rounded figures.
Json points(const Decimal& value, int places) {
    return Json::object().set("exact", value.exact()).set("published", value.rounded(places));
}

Json to_json(const DeductionLine& line, int places) {
    Json findings = Json::array();
    for (const CheckResult& finding : line.findings) findings.push_back(finding.finding_id());
    Json json = Json::object();
    if (line.once) json.set("once", true);
    if (line.chosen) json.set("chosen", true);
    if (line.ceiling) json.set("ceiling", points(*line.ceiling, places));
    if (!line.cap.empty()) json.set("cap", line.cap);
    if (!line.number.empty()) json.set("number", line.number);
    if (!line.skipped.empty()) json.set("skipped", line.skipped);
    return json.set("rule", line.rule)
        .set("kind", line.kind)
        .set("each", points(line.each, places))
        .set("count", line.findings.size())
        .set("times", line.count.exact())
        .set("asked", points(line.asked, places))
        .set("taken", points(line.taken, places))
        .set("assumed", line.assumed)
        .set("findings", findings);
}

// Only where there are any.
void set_grounds(Json& json, const Grounds& grounds) {
    if (!grounds.basis.empty()) json.set("basis", grounds.basis);
    if (grounds.attachments.empty()) return;
    Json files = Json::array();
    for (const KeptFile& file : grounds.attachments)
        files.push_back(Json::object()
                            .set("name", file.name)
                            .set("sha256", file.sha256)
                            .set("bytes", file.bytes));
    json.set("attachments", files);
}

Json to_json(const std::optional<PartScore::Mark>& mark) {
    if (!mark) return nullptr;
    Json json = Json::object();
    json.set("points", mark->points.exact())
        .set("raw", mark->raw)
        .set("by", mark->by)
        .set("at", mark->at)
        .set("reason", mark->reason);
    set_grounds(json, mark->grounds);
    return json;
}

Json ids_of(const std::vector<CheckResult>& results) {
    Json ids = Json::array();
    for (const CheckResult& result : results) ids.push_back(result.finding_id());
    return ids;
}

// What only some parts have.
void set_particulars(Json& json, const PartScore& part, int places) {
    if (part.base != part.full) json.set("base", points(part.base, places));
    if (!part.branch.empty()) json.set("branch", part.branch);
    if (!part.neutral.empty()) json.set("neutral", part.neutral);
    if (!part.daily.is_zero()) json.set("daily", points(part.daily, places));
    if (!part.reminders.empty()) json.set("reminders", ids_of(part.reminders));
    if (!part.carried.empty()) json.set("carried", ids_of(part.carried));
    if (part.decisions.empty()) return;
    Json decisions = Json::array();
    for (const DecisionNote& note : part.decisions) {
        Json decision = Json::object()
                            .set("what", note.what)
                            .set("object", note.object)
                            .set("value", note.value)
                            .set("reason", note.reason)
                            .set("by", note.by)
                            .set("at", note.at);
        set_grounds(decision, note.grounds);
        decisions.push_back(std::move(decision));
    }
    json.set("decisions", decisions);
}

Json to_json(const PartScore& part, int places) {
    Json json = Json::object();
    json.set("id", part.id).set("title", part.title).set("method", part.method);
    json.set("full", points(part.full, places)).set("deducted", points(part.deducted, places));
    json.set("open", points(part.open, places)).set("earned", points(part.earned, places));
    json.set("state", line_state_word(part.state)).set("assumed", part.assumed);
    json.set("note", part.note).set("mark", to_json(part.mark));
    set_particulars(json, part, places);
    Json deductions = Json::array();
    for (const DeductionLine& line : part.deductions) deductions.push_back(to_json(line, places));
    Json results = Json::array();
    for (const CheckResult& result : part.results)
        results.push_back(to_json(result).set("finding_id", result.finding_id()));
    return json.set("deductions", deductions).set("results", results);
}

Json to_json(const IndicatorScore& indicator, int places) {
    Json json = Json::object();
    json.set("id", indicator.id).set("title", indicator.title);
    Json levels = Json::array();
    for (const std::string& level : indicator.levels) levels.push_back(level);
    json.set("levels", levels).set("basis", indicator.basis);
    json.set("full", points(indicator.full, places));
    json.set("deducted", points(indicator.deducted, places));
    json.set("open", points(indicator.open, places));
    json.set("earned", points(indicator.earned, places));
    json.set("state", line_state_word(indicator.state)).set("bonus", indicator.bonus);
    if (indicator.unverified) json.set("unverified", true);
    if (!indicator.due.empty()) json.set("due", indicator.due);
    json.set("arithmetic", indicator.arithmetic);
    Json parts = Json::array();
    for (const PartScore& part : indicator.parts) parts.push_back(to_json(part, places));
    return json.set("parts", parts);
}

void set_total_rules(Json& json, const ScoreSheet& sheet) {
    if (!sheet.factor.is_zero()) json.set("factor", sheet.factor.exact());
    if (!sheet.bonus_note.empty()) json.set("bonus_note", sheet.bonus_note);
    if (sheet.total_rules.empty()) return;
    Json rules = Json::array();
    for (const TotalRule& rule : sheet.total_rules) {
        Json told = Json::object()
                        .set("id", rule.id)
                        .set("title", rule.title)
                        .set("text", rule.text)
                        .set("state", rule.state)
                        .set("veto", rule.veto)
                        .set("at_most", points(rule.at_most, sheet.places))
                        .set("grade", rule.grade);
        Json findings = Json::array();
        for (const CheckResult& result : rule.findings) findings.push_back(to_json(result));
        if (!rule.findings.empty()) told.set("findings", findings);
        rules.push_back(told);
    }
    json.set("total_rules", rules);
}

}  // namespace

std::string_view line_state_word(LineState state) {
    switch (state) {
        case LineState::decided:
            return "decided";
        case LineState::open:
            return "open";
        case LineState::not_applicable:
            return "not_applicable";
    }
    return "open";
}

Json to_json(const ScoreSheet& sheet) {
    Json json = Json::object();
    json.set("round", sheet.round).set("unit", sheet.unit).set("unit_name", sheet.unit_name);
    json.set("scheme", sheet.scheme).set("scheme_hash", sheet.scheme_hash);
    if (!sheet.scheme_version.empty()) json.set("scheme_version", sheet.scheme_version);
    if (!sheet.reference_hash.empty()) json.set("reference_hash", sheet.reference_hash);
    json.set("places", sheet.places);
    json.set("full", points(sheet.full, sheet.places));
    json.set("applicable", points(sheet.applicable, sheet.places));
    json.set("decided", points(sheet.decided, sheet.places));
    json.set("earned", points(sheet.earned, sheet.places));
    json.set("low", points(sheet.low, sheet.places));
    json.set("high", points(sheet.high, sheet.places));
    json.set("bonus", points(sheet.bonus, sheet.places));
    json.set("total_low", points(sheet.total_low, sheet.places));
    json.set("total_high", points(sheet.total_high, sheet.places));
    json.set("total", sheet.published).set("grade", sheet.grade).set("rank", sheet.rank);
    json.set("provisional", sheet.provisional);
    set_total_rules(json, sheet);
    Json indicators = Json::array();
    for (const IndicatorScore& line : sheet.indicators)
        indicators.push_back(to_json(line, sheet.places));
    return json.set("indicators", indicators);
}

}  // namespace duwang
