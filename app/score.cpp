#include "app/score.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "app/round_captures.h"
#include "app/version.h"
#include "reports/format/csv.h"
#include "reports/format/html.h"
#include "reports/format/json.h"
#include "rules/score.h"
#include "storage/capture/append_file.h"
#include "storage/capture/capture_reader.h"
#include "storage/capture/capture_store.h"

namespace duwang::app {
namespace {

Result<std::vector<rules::EnteredMark>> marks_of(Workspace& workspace, const std::string& round) {
    auto stored = workspace.ledger->marks(round);
    if (!stored) return tl::unexpected(stored.error());
    std::vector<rules::EnteredMark> marks;
    for (storage::Mark& mark : *stored) {
        auto points = Decimal::parse(mark.points);
        if (!points) return tl::unexpected(points.error());
        marks.push_back({mark.unit, mark.indicator, *points, mark.reason, mark.by, mark.at});
    }
    return marks;
}

std::vector<reports::SiteReach> reach_of(Workspace& workspace, const RoundPlan& plan,
                                         std::vector<std::string>& captures) {
    std::vector<reports::SiteReach> sites;
    for (const Site* site : plan.sites) {
        reports::SiteReach reach;
        reach.id = site->id;
        reach.name = site->name;
        reach.home = site->home;
        reach.cause = Cause::not_captured;
        std::string folder = newest_capture(workspace, plan.round.id, site->id).value_or("");
        auto reader = storage::CaptureReader::open(folder);
        if (reader && !storage::is_sealed(folder))
            reach.note = "采集尚未完成";
        else if (reader) {
            const SiteState& state = (*reader)->state();
            reach.reached = state.reached;
            reach.cause = state.cause;
            reach.note = state.note;
            if (state.reached && !state.complete()) {
                if (reach.cause == Cause::none) reach.cause = Cause::not_captured;
                if (!reach.note.empty()) reach.note += "；";
                reach.note += fmt::format("采集没有到底：{} 个页面或链接未访问{}", state.not_visited,
                                          state.halted.empty() ? "" : "（" + state.halted + "）");
            }
            reach.pages_fetched = (*reader)->page_count();
            reach.pages_unchanged = (*reader)->unchanged_count();
            reach.capture = (*reader)->id();
            captures.push_back(reach.capture);
        }
        sites.push_back(std::move(reach));
    }
    return sites;
}

bool owns_a_site(const RoundPlan& plan, const Unit& unit) {
    for (const Site* site : plan.sites)
        if (site->owner == unit.id) return true;
    return false;
}

}  // namespace

Result<std::vector<ScoreSheet>> score_round(Workspace& workspace, const RoundPlan& plan) {
    auto results = workspace.ledger->results(plan.round.id);
    if (!results) return tl::unexpected(results.error());
    auto marks = marks_of(workspace, plan.round.id);
    if (!marks) return tl::unexpected(marks.error());
    std::vector<ScoreSheet> sheets;
    for (const Unit* unit : plan.units)
        sheets.push_back(rules::score_unit(plan.scheme, *unit, owns_a_site(plan, *unit), *results,
                                           *marks, plan.round.id));
    return sheets;
}

Result<void> publish_sheets(Workspace& workspace, const RoundPlan& plan,
                            const std::vector<ScoreSheet>& sheets, Timestamp now) {
    auto before = workspace.ledger->scores(plan.round.id);
    if (!before) return tl::unexpected(before.error());
    std::map<std::string, std::string> published;
    for (const storage::StoredSheet& sheet : *before)
        published[sheet.unit] = sheet.scheme_hash + sheet.json;
    std::vector<storage::PublishedSheet> fresh;
    for (const ScoreSheet& sheet : sheets) {
        std::string json = to_json(sheet).dump();
        if (published[sheet.unit] != plan.scheme.hash + json) fresh.push_back({sheet.unit, json});
    }
    if (fresh.empty()) return {};
    return workspace.ledger->publish_scores(plan.round.id, fresh, plan.scheme.hash, now);
}

Result<reports::RoundReport> make_report(Workspace& workspace, const RoundPlan& plan,
                                         std::vector<ScoreSheet> sheets) {
    auto head = workspace.ledger->head();
    if (!head) return tl::unexpected(head.error());
    reports::RoundReport report;
    report.round = plan.round.id;
    report.title = plan.round.title;
    report.scheme = plan.scheme.id;
    report.scheme_title = plan.scheme.title;
    report.scheme_hash = plan.scheme.hash;
    report.as_of = plan.round.as_of;
    report.program_version = std::string(version);
    report.audit_head = head->hash;
    auto sites = reach_of(workspace, plan, report.captures);
    report.coverage = reports::count_coverage(std::move(sites),
                                              static_cast<std::int64_t>(plan.units.size()), sheets);
    report.sheets = std::move(sheets);
    report.unit_order = plan.round.units;
    return report;
}

Result<std::string> write_reports(const Workspace& workspace, const reports::RoundReport& report) {
    std::string folder = workspace.out_folder(report.round);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return failure(Errc::io, fmt::format("{}: {}", folder, error.message()));
    std::vector<std::pair<std::string, std::string>> files{
        {"report.json", reports::json_text(report)},
        {"scores.csv", reports::scores_csv(report)},
        {"findings.csv", reports::findings_csv(report)},
        {"coverage.csv", reports::coverage_csv(report)},
        {"index.html", reports::index_page(report)}};
    for (const ScoreSheet& sheet : report.sheets)
        files.emplace_back(reports::unit_page_name(sheet.unit), reports::unit_page(report, sheet));
    for (const auto& [name, content] : files)
        if (auto done = storage::replace_file(folder + "/" + name, content); !done)
            return tl::unexpected(done.error());
    return folder;
}

}  // namespace duwang::app
