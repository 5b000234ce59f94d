#include "reports/format/assessment.h"

namespace duwang::reports {
namespace {

Json to_json(const AssessmentCoverage& coverage) {
    Json standings = Json::object();
    for (const AssessmentCoverage::Count& count : coverage.standings)
        standings.set(standing_word(count.standing), count.units);
    return Json::object().set("units", coverage.units).set("standings", standings);
}

}  // namespace

std::string assessment_json(const AssessmentReport& report) {
    Json json = Json::object();
    json.set("format", "duwang-assessment-1");
    Json versions = Json::array();
    for (std::size_t i = 0; i < report.versions.size(); ++i) {
        Json version = Json::object().set("coverage", to_json(report.coverage.at(i)));
        const Json result = duwang::to_json(report.versions[i], report.edition);
        for (const auto& [key, value] : result.members()) version.set(key, value);
        versions.push_back(std::move(version));
    }
    json.set("edition", report.edition.id).set("edition_title", report.edition.title);
    json.set("unit", report.unit).set("program_version", report.program_version);
    json.set("audit_head", report.audit_head).set("versions", versions);
    return json.dump(2) + "\n";
}

}  // namespace duwang::reports
