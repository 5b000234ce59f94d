#include "core/assessment.h"

namespace duwang {
namespace {

constexpr int share_places = 4;

Json number(const Decimal& value, int places) {
    return Json::object().set("exact", value.exact()).set("rounded", value.rounded(places));
}

class AssessmentWriter {
  public:
    AssessmentWriter(const Edition& edition, int places) : edition_(edition), places_(places) {}

    Json group(const GroupAssessment& group) const {
        Json units = Json::array();
        for (const UnitAssessment& one : group.units) units.push_back(unit(one));
        return Json::object().set("id", group.id).set("title", group.title).set("units", units);
    }

  private:
    const Edition& edition_;
    int places_;

    bool shows(Shown what) const { return edition_.shows(what); }
    Json points(const Decimal& value) const { return number(value, places_); }

    Json unit(const UnitAssessment& unit) const {
        const bool final = unit.standing == Standing::final;
        const bool bounds = final || (shows(Shown::open_results) && shows(Shown::bounds));
        Json json = Json::object();
        json.set("unit", unit.unit).set("unit_name", unit.unit_name);
        json.set("standing", standing_word(unit.standing));
        if (shows(Shown::standing)) json.set("why", unit.why);
        json.set("total", unit.published);
        if (bounds)
            json.set("total_low", points(unit.total_low))
                .set("total_high", points(unit.total_high));
        if (shows(Shown::grade)) json.set("grade", unit.grade).set("grade_text", unit.grade_text);
        if (shows(Shown::rank)) json.set("rank", unit.rank);
        if (shows(Shown::rank) && shows(Shown::bounds))
            json.set("rank_best", unit.rank_best).set("rank_worst", unit.rank_worst);
        if (shows(Shown::conversion))
            json.set("converted", unit.converted)
                .set("converted_exact", unit.converted_exact)
                .set("conversion", unit.conversion);
        if (!shows(Shown::base) || (!final && !shows(Shown::open_results))) return json;
        json.set("base", line(unit.base));
        json.set("bonus", unit.bonus ? line(*unit.bonus) : Json(nullptr));
        return json.set("bonus_note", unit.bonus_note);
    }

    Json line(const AssessmentLine& line) const {
        Json json = Json::object();
        json.set("path", line.path).set("item", line.item).set("title", line.title);
        json.set("kind", line.kind);
        if (shows(Shown::bases)) json.set("basis", line.basis);
        json.set("full", points(line.full)).set("weight", line.weight);
        json.set("share", number(line.share, share_places));
        json.set("standing", standing_word(line.standing));
        const bool settled = line.standing != Standing::provisional &&
                             line.standing != Standing::pending &&
                             line.standing != Standing::blocked;
        if (settled || shows(Shown::bounds))
            json.set("low", points(line.low)).set("high", points(line.high));
        if (shows(Shown::standing)) json.set("note", line.note);
        if (shows(Shown::composition)) json.set("arithmetic", line.arithmetic);
        if (shows(Shown::composition) && shows(Shown::sources)) json.set("sources", sources(line));
        if (!shows(Shown::composition)) return json;
        Json lines = Json::array();
        for (const AssessmentLine& below : line.lines) lines.push_back(this->line(below));
        return json.set("lines", lines);
    }

    Json sources(const AssessmentLine& line) const {
        Json sources = Json::array();
        for (const AssessmentSource& one : line.sources) sources.push_back(source(one));
        return sources;
    }

    Json source(const AssessmentSource& source) const {
        Json json = Json::object();
        json.set("kind", source.kind).set("label", source.label);
        json.set("value", source.value).set("scale", source.scale).set("object", source.object);
        if (shows(Shown::ratings)) json.set("rater", source.rater);
        if (shows(Shown::bases)) json.set("basis", source.basis);
        if (shows(Shown::reasons)) json.set("reason", source.reason);
        if (shows(Shown::people)) json.set("by", source.by);
        json.set("at", source.at);
        if (shows(Shown::attachments)) json.set("attachments", files(source.attachments));
        if (source.round.empty()) return json;
        json.set("round", source.round).set("scheme", source.scheme);
        json.set("scheme_hash", source.scheme_hash).set("edition", source.edition);
        if (!shows(Shown::indicators)) return json;
        Json indicators = Json::array();
        for (const std::string& text : source.indicators) indicators.push_back(text);
        return json.set("indicators", indicators);
    }

    static Json files(const std::vector<KeptFile>& kept) {
        Json files = Json::array();
        for (const KeptFile& file : kept)
            files.push_back(Json::object()
                                .set("name", file.name)
                                .set("sha256", file.sha256)
                                .set("bytes", file.bytes));
        return files;
    }
};

}  // namespace

std::string_view standing_word(Standing standing) {
    switch (standing) {
        case Standing::final:
            return "final";
        case Standing::provisional:
            return "provisional";
        case Standing::pending:
            return "pending";
        case Standing::blocked:
            return "blocked";
        case Standing::exempt:
            return "exempt";
        case Standing::not_evaluated:
            return "not_evaluated";
    }
    return "pending";
}

std::string_view standing_label(Standing standing) {
    switch (standing) {
        case Standing::final:
            return "已定";
        case Standing::provisional:
            return "暂定";
        case Standing::pending:
            return "待录";
        case Standing::blocked:
            return "不能合成";
        case Standing::exempt:
            return "不适用";
        case Standing::not_evaluated:
            return "不参评";
    }
    return "待录";
}

Json to_json(const Assessment& assessment) { return to_json(assessment, full_edition()); }

Json to_json(const Assessment& assessment, const Edition& edition) {
    Json json = Json::object();
    json.set("plan", assessment.plan).set("title", assessment.title);
    json.set("source", assessment.source).set("version", assessment.version);
    json.set("effective_from", assessment.effective_from).set("in_force", assessment.in_force);
    json.set("plan_hash", assessment.plan_hash).set("inputs_hash", assessment.inputs_hash);
    json.set("as_of", assessment.as_of).set("period_from", assessment.period_from);
    json.set("period_until", assessment.period_until).set("places", assessment.places);
    if (edition.shows(Shown::standing)) {
        Json missing = Json::array();
        for (const std::string& name : assessment.missing_settings) missing.push_back(name);
        json.set("missing_settings", missing);
    }
    Json groups = Json::array();
    const AssessmentWriter writer(edition, assessment.places);
    for (const GroupAssessment& group : assessment.groups) groups.push_back(writer.group(group));
    return json.set("groups", groups);
}

}  // namespace duwang
