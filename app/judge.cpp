#include "app/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "app/round_captures.h"
#include "app/score.h"
#include "core/hash.h"
#include "storage/capture/capture_reader.h"
#include "storage/capture/capture_store.h"
#include "storage/capture/manifest.h"

namespace duwang::app {
namespace {

CheckResult cannot_judge(const PlannedCheck& planned, const Unit& unit, std::string object,
                         Cause cause, std::string note) {
    CheckResult result;
    result.check = planned.check->id;
    result.variant = planned.variant;
    result.unit = unit.id;
    result.object = std::move(object);
    result.label = planned.check->summary;
    result.outcome = Outcome::not_determined;
    result.covers_all = true;
    result.cause = cause;
    result.message = std::string(cause_label(cause));
    if (!note.empty()) result.message += "：" + note;
    return result;
}

// Bytes that changed since they were sealed prove nothing: files against the manifest, and the
// manifest against the ledger's log.
Result<void> check_untouched(const SiteCapture& capture, bool just_sealed) {
    if (!just_sealed)
        if (auto done = storage::verify_manifest(capture.folder); !done) return done;
    auto hash = sha256_file(capture.folder + "/manifest.json");
    if (!hash) return tl::unexpected(hash.error());
    if (capture.sha256.empty() || *hash == capture.sha256) return {};
    return failure(Errc::damaged,
                   fmt::format("{}/manifest.json: its SHA-256 is {}, the ledger says {}",
                               capture.folder, *hash, capture.sha256));
}

// The captures of the round by site. A site without one is simply not there.
struct Captures {
    std::map<std::string, std::shared_ptr<storage::CaptureReader>> readers;
    std::map<std::string, std::string> notes;  // why a captured site has no reader
    // What `duwang monitor` saw of sites up to the round's date. Not of sites that it never asked.
    std::map<std::string, AvailabilityRecord> availability;

    const AvailabilityRecord* availability_of(const std::string& site) const {
        const auto found = availability.find(site);
        return found == availability.end() ? nullptr : &found->second;
    }
};

Result<void> read_availability(Workspace& workspace, const RoundPlan& plan, Captures& captures) {
    constexpr std::int64_t day_ms = 24 * 3'600'000;
    const AvailabilityRules& rules = plan.availability_rules;
    auto probes = workspace.ledger->probes({plan.round.as_of.unix_ms - rules.days * day_ms},
                                           plan.round.as_of);
    if (!probes) return tl::unexpected(probes.error());
    for (AvailabilityProbe& probe : *probes) {
        AvailabilityRecord& record = captures.availability[probe.site];
        record.rules = rules;
        record.probes.push_back(std::move(probe));
    }
    return {};
}

Result<Captures> open_captures(Workspace& workspace, const RoundPlan& plan,
                               const std::set<std::string>& sealed) {
    Captures captures;
    auto attached = workspace.ledger->captures(plan.round.id);
    if (!attached) return tl::unexpected(attached.error());
    for (const Site* site : plan.sites) {
        const SiteCapture capture = capture_to_judge(workspace, plan.round, *attached, site->id);
        captures.notes[site->id] = capture.note;
        // Still growing: nothing can be concluded.
        if (capture.folder.empty() || !storage::is_sealed(capture.folder)) continue;
        std::string id = std::filesystem::path(capture.folder).filename().string();
        auto whole = check_untouched(capture, sealed.contains(id));
        if (!whole) return tl::unexpected(whole.error());
        auto reader = storage::CaptureReader::open(capture.folder);
        if (reader) captures.readers[site->id] = std::move(*reader);
    }
    return captures;
}

void judge_unit(const RoundPlan& plan, const Unit& unit, Captures& captures,
                std::vector<CheckResult>& results) {
    std::vector<const Site*> sites = plan.sites_of(unit);
    for (const PlannedCheck& planned : plan.checks) {
        if (sites.empty())
            results.push_back(
                cannot_judge(planned, unit, unit.id, Cause::no_address, "没有登记网站或栏目"));
        for (const Site* site : sites) {
            auto reader = captures.readers.find(site->id);
            if (reader == captures.readers.end()) {
                const std::string& why = captures.notes[site->id];
                results.push_back(cannot_judge(planned, unit, site->id, Cause::not_captured,
                                               site->name + (why.empty() ? "" : "，" + why)));
                continue;
            }
            auto view =
                reader->second->view(unit, *site, plan.columns_on(site->id), plan.round.as_of,
                                     plan.link_rules, captures.availability_of(site->id));
            auto found = checks::run_check(*planned.check, *view,
                                           checks::Params(planned.params, plan.vocabulary));
            for (CheckResult& result : found) {
                result.variant = planned.variant;
                results.push_back(std::move(result));
            }
        }
    }
}

std::string as_text(const std::vector<CheckResult>& results) {
    std::string text;
    for (const CheckResult& result : results) text += to_json(result).dump() + "\n";
    return text;
}

}  // namespace

Result<std::vector<CheckResult>> judge_captures(Workspace& workspace, const RoundPlan& plan,
                                                const std::set<std::string>& sealed) {
    auto opened = open_captures(workspace, plan, sealed);
    if (!opened) return tl::unexpected(opened.error());
    if (auto done = read_availability(workspace, plan, *opened); !done)
        return tl::unexpected(done.error());
    std::vector<CheckResult> results;
    for (const Unit* unit : plan.units) judge_unit(plan, *unit, *opened, results);
    return results;
}

Result<void> judge_round(Workspace& workspace, const RoundPlan& plan, Timestamp now,
                         const std::set<std::string>& sealed) {
    auto judged = judge_captures(workspace, plan, sealed);
    if (!judged) return tl::unexpected(judged.error());
    const std::vector<CheckResult>& results = *judged;
    auto before = workspace.ledger->results(plan.round.id);
    if (!before) return tl::unexpected(before.error());
    // The same answers again are no news: the log stays as it is.
    if (as_text(*before) == as_text(results)) return {};
    return workspace.ledger->replace_results(plan.round.id, results, now);
}

Result<std::vector<ScoreSheet>> score_otherwise(Workspace& workspace, RoundPlan& plan,
                                                const std::vector<std::string>& schemes) {
    if (auto done = use_schemes(workspace, plan, schemes); !done)
        return tl::unexpected(done.error());
    warn_outside_validity(plan.schemes, plan.round.as_of);
    if (auto ready = check_ready(plan.schemes); !ready) return tl::unexpected(ready.error());
    auto facts = scoring_facts(workspace, plan);
    if (!facts) return tl::unexpected(facts.error());
    auto results = judge_captures(workspace, plan);
    if (!results) return tl::unexpected(results.error());
    facts->results = std::move(*results);
    return score_with(plan, *facts);
}

}  // namespace duwang::app
