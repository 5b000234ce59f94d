#include "app/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "app/round_captures.h"
#include "core/hash.h"
#include "storage/capture/capture_reader.h"
#include "storage/capture/capture_store.h"
#include "storage/capture/manifest.h"

namespace duwang::app {
namespace {

using Readers = std::map<std::string, std::shared_ptr<storage::CaptureReader>>;

CheckResult cannot_judge(const PlannedCheck& planned, const Unit& unit, std::string object,
                         Cause cause, std::string note) {
    CheckResult result;
    result.check = planned.check->id;
    result.variant = planned.variant;
    result.unit = unit.id;
    result.object = std::move(object);
    result.label = planned.check->summary;
    result.outcome = Outcome::not_determined;
    result.cause = cause;
    result.message = std::string(cause_label(cause));
    if (!note.empty()) result.message += "：" + note;
    return result;
}

// Bytes that changed since they were sealed prove nothing: files against the manifest, and the
// manifest against the ledger's log.
Result<void> check_untouched(const std::string& folder, const storage::AttachedCapture* attached,
                             bool just_sealed) {
    if (!just_sealed)
        if (auto done = storage::verify_manifest(folder); !done) return done;
    auto hash = sha256_file(folder + "/manifest.json");
    if (!hash) return tl::unexpected(hash.error());
    if (!attached || *hash == attached->manifest_sha256) return {};
    return failure(Errc::damaged,
                   fmt::format("{}/manifest.json: its SHA-256 is {}, the ledger says {}", folder,
                               *hash, attached->manifest_sha256));
}

// Captures outside of the window are kept, not scored (OP-30).
bool in_window(const storage::Round& round, Timestamp sealed) {
    const bool early = round.window_from.is_set() && sealed < round.window_from;
    const bool late = round.window_until.is_set() && sealed > round.window_until;
    return !early && !late;
}

// Opens the sealed captures of the round. A site without one is simply not there.
Result<Readers> open_captures(Workspace& workspace, const RoundPlan& plan,
                              const std::set<std::string>& sealed) {
    Readers readers;
    auto attached = workspace.ledger->captures(plan.round.id);
    if (!attached) return tl::unexpected(attached.error());
    for (const Site* site : plan.sites) {
        auto folder = newest_capture(workspace, plan.round.id, site->id);
        // Still growing: nothing can be concluded.
        if (!folder || !storage::is_sealed(*folder)) continue;
        std::string id = std::filesystem::path(*folder).filename().string();
        auto known = std::ranges::find(*attached, id, &storage::AttachedCapture::capture);
        auto whole = check_untouched(*folder, known == attached->end() ? nullptr : &*known,
                                     sealed.contains(id));
        if (!whole) return tl::unexpected(whole.error());
        if (known != attached->end() && !in_window(plan.round, known->sealed)) continue;
        auto reader = storage::CaptureReader::open(*folder);
        if (reader) readers[site->id] = std::move(*reader);
    }
    return readers;
}

void judge_unit(const RoundPlan& plan, const Unit& unit, Readers& readers,
                std::vector<CheckResult>& results) {
    std::vector<const Site*> sites = plan.sites_of(unit);
    for (const PlannedCheck& planned : plan.checks) {
        if (sites.empty())
            results.push_back(
                cannot_judge(planned, unit, unit.id, Cause::no_address, "没有登记网站或栏目"));
        for (const Site* site : sites) {
            auto reader = readers.find(site->id);
            if (reader == readers.end()) {
                results.push_back(
                    cannot_judge(planned, unit, site->id, Cause::not_captured, site->name));
                continue;
            }
            auto view =
                reader->second->view(unit, *site, plan.columns_on(site->id), plan.round.as_of);
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
    Readers& readers = *opened;
    std::vector<CheckResult> results;
    for (const Unit* unit : plan.units) judge_unit(plan, *unit, readers, results);
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

}  // namespace duwang::app
