#include "app/score.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "app/round_captures.h"
#include "app/version.h"
#include "reports/format/csv.h"
#include "reports/format/html.h"
#include "reports/format/json.h"
#include "rules/scoring/earlier.h"
#include "rules/scoring/rank.h"
#include "rules/scoring/score.h"
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
        marks.push_back({mark.unit,
                         mark.indicator,
                         *points,
                         mark.reason,
                         mark.by,
                         mark.at,
                         {mark.basis, mark.attachments}});
    }
    return marks;
}

Result<std::vector<reports::SiteReach>> reach_of(Workspace& workspace, const RoundPlan& plan,
                                                 std::vector<std::string>& captures) {
    auto attached = workspace.ledger->captures(plan.round.id);
    if (!attached) return tl::unexpected(attached.error());
    std::vector<reports::SiteReach> sites;
    for (const Site* site : plan.sites) {
        reports::SiteReach reach;
        reach.id = site->id;
        reach.name = site->name;
        reach.home = site->home;
        reach.cause = Cause::not_captured;
        const SiteCapture capture = capture_to_judge(workspace, plan.round, *attached, site->id);
        const std::string& folder = capture.folder;
        reach.note = capture.note;
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
                reach.note +=
                    fmt::format("采集没有到底：{} 个页面或链接未访问{}", state.not_visited,
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

// What the sheets of earlier rounds of the same period say, in the order of their dates.
Result<rules::History> history_of(Workspace& workspace, const RoundPlan& plan) {
    if (plan.round.period.empty()) return rules::History();
    auto rounds = workspace.ledger->rounds();
    if (!rounds) return tl::unexpected(rounds.error());
    std::vector<storage::Round> earlier;
    bool begun_before = true;  // decides between rounds of one date
    for (storage::Round& round : *rounds) {
        if (round.id == plan.round.id) begun_before = false;
        const bool before =
            round.as_of < plan.round.as_of || (round.as_of == plan.round.as_of && begun_before);
        if (round.id != plan.round.id && round.period == plan.round.period && before)
            earlier.push_back(std::move(round));
    }
    std::ranges::stable_sort(earlier, {}, &storage::Round::as_of);
    std::vector<rules::EarlierRound> known;
    for (const storage::Round& round : earlier) {
        auto sheets = workspace.ledger->scores(round.id);
        if (!sheets) return tl::unexpected(sheets.error());
        rules::EarlierRound one{round.id, {}, {}};
        for (const storage::StoredSheet& sheet : *sheets)
            if (auto json = Json::parse(sheet.json)) rules::add_sheet(one, *json);
        known.push_back(std::move(one));
    }
    return rules::History(known);
}

}  // namespace

Result<void> check_ready(const std::vector<PlannedScheme>& schemes) {
    for (const PlannedScheme& one : schemes)
        if (std::string missing = rules::missing_text(one.scheme); !missing.empty())
            return failure(Errc::config, missing);
    return {};
}

Result<ScoringFacts> scoring_facts(Workspace& workspace, const RoundPlan& plan) {
    ScoringFacts facts;
    auto results = workspace.ledger->results(plan.round.id);
    if (!results) return tl::unexpected(results.error());
    facts.results = std::move(*results);
    auto marks = marks_of(workspace, plan.round.id);
    if (!marks) return tl::unexpected(marks.error());
    facts.marks = std::move(*marks);
    auto entries = workspace.ledger->entries(plan.round.id);
    if (!entries) return tl::unexpected(entries.error());
    facts.entries = std::move(*entries);
    auto reference = load_reference(workspace);
    if (!reference) return tl::unexpected(reference.error());
    facts.reference = std::move(*reference);
    auto history = history_of(workspace, plan);
    if (!history) return tl::unexpected(history.error());
    facts.history = std::move(*history);
    return facts;
}

namespace {

// Numbers are never rounded on the way; what cannot be added exactly is refused.
Result<ScoreSheet> exact_sheet(const rules::Scheme& scheme, const Unit& unit, bool owns_site,
                               const rules::Answers& answers, const rules::ScoreContext& context) {
    try {
        return rules::score_unit(scheme, unit, owns_site, answers, context);
    } catch (const std::overflow_error&) {
        return failure(
            Errc::config,
            fmt::format("unit {}, scheme {}: the points cannot be added exactly; use fewer "
                        "different fractions, places and scales of imported scores",
                        unit.id, scheme.id));
    }
}

}  // namespace

Result<std::vector<ScoreSheet>> score_with(const RoundPlan& plan, const ScoringFacts& facts) {
    const rules::Answers answers(facts.results, facts.marks, facts.entries);
    rules::ScoreContext context;
    context.round = plan.round.id;
    context.as_of = plan.round.as_of.date().iso();
    context.reference_hash = facts.reference.hash;
    context.norms = &facts.reference.norms;
    context.calendar = &facts.reference.calendar;
    context.history = &facts.history;
    std::vector<ScoreSheet> sheets;
    for (const Unit* unit : plan.units)
        for (const rules::Scheme* scheme : plan.schemes_of(*unit)) {
            auto sheet = exact_sheet(*scheme, *unit, plan.owns_a_site(*unit), answers, context);
            if (!sheet) return tl::unexpected(sheet.error());
            sheets.push_back(std::move(*sheet));
        }
    rules::rank(sheets);
    return sheets;
}

Result<std::vector<ScoreSheet>> score_round(Workspace& workspace, const RoundPlan& plan) {
    if (auto ready = check_ready(plan.schemes); !ready) return tl::unexpected(ready.error());
    auto facts = scoring_facts(workspace, plan);
    if (!facts) return tl::unexpected(facts.error());
    return score_with(plan, *facts);
}

Result<void> publish_sheets(Workspace& workspace, const RoundPlan& plan,
                            const std::vector<ScoreSheet>& sheets, Timestamp now) {
    auto before = workspace.ledger->scores(plan.round.id);
    if (!before) return tl::unexpected(before.error());
    // Ledgers of earlier versions knew one scheme a round and did not store its name.
    std::set<std::pair<std::string, std::string>> published;
    for (const storage::StoredSheet& sheet : *before)
        published.emplace(sheet.scheme_hash, sheet.json);
    for (const PlannedScheme& one : plan.schemes) {
        std::vector<storage::PublishedSheet> fresh;
        for (const ScoreSheet& sheet : sheets) {
            if (sheet.scheme != one.scheme.id) continue;
            std::string json = to_json(sheet).dump();
            if (!published.contains({one.scheme.hash, json}))
                fresh.push_back({sheet.unit, json, sheet.scheme});
        }
        if (fresh.empty()) continue;
        auto done = workspace.ledger->publish_scores(plan.round.id, fresh, one.scheme.hash, now);
        if (!done) return done;
    }
    return {};
}

namespace {

std::string joined_field(const RoundPlan& plan, std::string rules::Scheme::*field) {
    std::string text;
    for (const PlannedScheme& one : plan.schemes)
        text += (text.empty() ? "" : "、") + one.scheme.*field;
    return text;
}

}  // namespace

Result<reports::RoundReport> make_report(Workspace& workspace, const RoundPlan& plan,
                                         std::vector<ScoreSheet> sheets) {
    auto head = workspace.ledger->head();
    if (!head) return tl::unexpected(head.error());
    reports::RoundReport report;
    report.round = plan.round.id;
    report.title = plan.round.title;
    report.scheme = joined_field(plan, &rules::Scheme::id);
    report.scheme_title = joined_field(plan, &rules::Scheme::title);
    report.scheme_hash = joined_field(plan, &rules::Scheme::hash);
    report.several_schemes = plan.schemes.size() > 1;
    report.as_of = plan.round.as_of;
    report.program_version = std::string(version);
    report.audit_head = head->hash;
    auto sites = reach_of(workspace, plan, report.captures);
    if (!sites) return tl::unexpected(sites.error());
    report.coverage = reports::count_coverage(std::move(*sites),
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
        {"totals.csv", reports::totals_csv(report)},
        {"scores.csv", reports::scores_csv(report)},
        {"findings.csv", reports::findings_csv(report)},
        {"coverage.csv", reports::coverage_csv(report)},
        {"index.html", reports::index_page(report)}};
    for (const ScoreSheet& sheet : report.sheets)
        files.emplace_back(reports::unit_page_name(report, sheet),
                           reports::unit_page(report, sheet));
    for (const auto& [name, content] : files)
        if (auto done = storage::replace_file(folder + "/" + name, content); !done)
            return tl::unexpected(done.error());
    return folder;
}

}  // namespace duwang::app
