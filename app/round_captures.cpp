#include "app/round_captures.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "app/links.h"
#include "app/look_back.h"
#include "app/version.h"
#include "core/hash.h"
#include "storage/capture/append_file.h"
#include "storage/capture/capture_store.h"
#include "storage/capture/supplement.h"

namespace duwang::app {
namespace fs = std::filesystem;
namespace {

std::string folder_of(const Workspace& workspace, const std::string& round,
                      const std::string& capture) {
    return fmt::format("{}/captures/{}/{}", workspace.folder, round, capture);
}

// Ids of the captures of a site that exist, oldest first.
std::vector<std::string> captures_of(const Workspace& workspace, const std::string& round,
                                     const std::string& site) {
    std::vector<std::string> ids;
    std::string base = base_capture(round, site);
    for (std::string id = base; fs::exists(folder_of(workspace, round, id) + "/facts.sqlite");
         id = fmt::format("{}+{}", base, ids.size()))
        ids.push_back(id);
    return ids;
}

bool in_window(const storage::Round& round, Timestamp sealed) {
    const bool early = round.window_from.is_set() && sealed < round.window_from;
    const bool late = round.window_until.is_set() && sealed > round.window_until;
    return !early && !late;
}

// Everything the crawl was told, for the manifest.
Json crawl_options(const storage::Round& round, const config::Config& config) {
    Json options = Json::object();
    for (const auto& [name, value] : config::option_values(config)) options.set(name, value);
    return options.set("seed", round.seed);
}

storage::CaptureInfo info_of(const Workspace& workspace, const RoundPlan& plan, const Site& site,
                             std::string id, Timestamp now) {
    storage::CaptureInfo info;
    info.id = std::move(id);
    info.round = plan.round.id;
    info.site = site.id;
    info.software = fmt::format("DuWang {}", version);
    info.as_of = plan.round.as_of;
    info.started = now;
    info.options = crawl_options(plan.round, workspace.config);
    return info;
}

// Lays the ground for the supplement that takes up what is open, or what is due. False: nothing is.
Result<bool> begin_next(const std::string& parent, const std::string& folder, const RoundPlan& plan,
                        const Site& site, const SweepOrder& order, Timestamp now) {
    if (order.confirm) {
        auto due =
            due_targets(parent, site, plan.link_rules, order.fast ? Lane::fast : Lane::usual, now);
        if (!due) return tl::unexpected(due.error());
        if (due->empty()) return false;
        auto begun = storage::begin_confirmation(parent, folder, *due);
        if (!begun) return tl::unexpected(begun.error());
        return true;
    }
    auto open = storage::open_questions(parent);
    if (!open) return tl::unexpected(open.error());
    if (*open == 0) return false;
    auto begun = storage::begin_supplement(parent, folder);
    if (!begun) return tl::unexpected(begun.error());
    return true;
}

// The capture to be written for a site; its id is empty when there is nothing to do.
Result<storage::CaptureInfo> next_capture(const Workspace& workspace, const RoundPlan& plan,
                                          const Site& site, const SweepOrder& order,
                                          Timestamp now) {
    std::vector<std::string> ids = captures_of(workspace, plan.round.id, site.id);
    std::string base = base_capture(plan.round.id, site.id);
    auto folder = [&](const std::string& id) { return folder_of(workspace, plan.round.id, id); };
    auto growing =
        std::ranges::find_if(ids, [&](const auto& id) { return !storage::is_sealed(folder(id)); });
    bool supplement_grows = growing != ids.end() && growing != ids.begin();
    bool first = ids.empty() || growing == ids.begin();
    if (first && order.confirm) return storage::CaptureInfo{};  // the sweep comes first
    if (first) return info_of(workspace, plan, site, base, now);
    if (!order.retry && !order.confirm && !supplement_grows) return storage::CaptureInfo{};
    std::string parent = supplement_grows ? *(growing - 1) : ids.back();
    std::string id = supplement_grows ? *growing : fmt::format("{}+{}", base, ids.size());
    if (!supplement_grows) {
        auto begun = begin_next(folder(parent), folder(id), plan, site, order, now);
        if (!begun) return tl::unexpected(begun.error());
        if (!*begun) return storage::CaptureInfo{};
    }
    auto hash = sha256_file(folder(parent) + "/manifest.json");
    if (!hash) return tl::unexpected(hash.error());
    storage::CaptureInfo info = info_of(workspace, plan, site, std::move(id), now);
    info.parent = std::move(parent);
    info.parent_manifest_sha256 = *hash;
    return info;
}

Result<void> attach(Workspace& workspace, const RoundPlan& plan, const std::string& site,
                    const std::string& id, const std::string& hash, Timestamp now) {
    storage::AttachedCapture attached;
    attached.site = site;
    attached.capture = id;
    attached.folder = fmt::format("captures/{}/{}", plan.round.id, id);
    attached.manifest_sha256 = hash;
    attached.sealed = now;
    return workspace.ledger->attach_capture(plan.round.id, attached);
}

}  // namespace

std::string base_capture(const std::string& round, const std::string& site) {
    return fmt::format("{}.{}", round, site);
}

SiteCapture capture_to_judge(const Workspace& workspace, const storage::Round& round,
                             const std::vector<storage::AttachedCapture>& attached,
                             const std::string& site) {
    SiteCapture found;
    const std::vector<std::string> ids = captures_of(workspace, round.id, site);
    for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
        const std::string folder = folder_of(workspace, round.id, *id);
        const bool first = std::next(id) == ids.rend();
        if (!storage::is_sealed(folder)) {
            if (first && found.note.empty()) found.folder = folder;
            continue;
        }
        auto known = std::ranges::find(attached, *id, &storage::AttachedCapture::capture);
        if (known != attached.end() && !in_window(round, known->sealed)) {
            found.note = fmt::format("采集于 {}，不在评价时段内", known->sealed.date().iso());
            continue;
        }
        return {folder, {}, known == attached.end() ? std::string() : known->manifest_sha256};
    }
    return found;
}

Result<std::vector<SiteToJudge>> sealed_captures(Workspace& workspace, const RoundPlan& plan,
                                                 const std::vector<std::string>& sites) {
    auto attached = workspace.ledger->captures(plan.round.id);
    if (!attached) return tl::unexpected(attached.error());
    std::vector<SiteToJudge> all;
    for (const Site* site : plan.sites) {
        if (!sites.empty() && std::ranges::find(sites, site->id) == sites.end()) continue;
        SiteCapture capture = capture_to_judge(workspace, plan.round, *attached, site->id);
        if (!capture.folder.empty() && !storage::is_sealed(capture.folder)) capture.folder.clear();
        all.push_back({site, std::move(capture)});
    }
    return all;
}

Result<std::vector<CrawlJob>> make_jobs(Workspace& workspace, const RoundPlan& plan,
                                        const SweepOrder& order, Timestamp now) {
    std::vector<CrawlJob> jobs;
    bool reuse = workspace.config.crawler.resweep.reuse && !order.fresh;
    LookBack look_back(workspace, plan.round.id);
    for (const Site* site : plan.sites) {
        bool chosen =
            order.sites.empty() || std::ranges::find(order.sites, site->id) != order.sites.end();
        if (!chosen) continue;
        auto info = next_capture(workspace, plan, *site, order, now);
        if (!info) return tl::unexpected(info.error());
        if (info->id.empty()) continue;
        CrawlJob job;
        job.plan = plan.site_plan(*site, workspace);
        job.capture = info->id;
        if (reuse && info->parent.empty()) {
            auto earlier = look_back.newest(site->id);
            if (!earlier) return tl::unexpected(earlier.error());
            info->earlier = std::move(*earlier);
            job.look_back = opener_of_earlier(workspace.folder, info->id);
        }
        job.open = [folder = folder_of(workspace, plan.round.id, info->id), info = *info] {
            return storage::CaptureStore::open(folder, info);
        };
        jobs.push_back(std::move(job));
    }
    return jobs;
}

Result<void> seal(Workspace& workspace, const RoundPlan& plan, CrawlJob& job, Timestamp now) {
    auto sealed = job.store->seal(now);
    job.store.reset();
    if (!sealed) return tl::unexpected(sealed.error());
    return attach(workspace, plan, job.plan.site.id, job.capture, sealed->manifest_sha256, now);
}

namespace {

// When the capture was sealed, by its manifest.
Timestamp sealed_at(const std::string& folder, Timestamp otherwise) {
    constexpr std::int64_t manifest_bytes_max = 16 << 20;
    const auto text = storage::read_file(folder + "/manifest.json", manifest_bytes_max);
    const auto manifest = text ? Json::parse(*text) : Result<Json>(Json());
    const auto moment = parse_timestamp(manifest.value_or(Json())["sealed"].text());
    return moment.value_or(otherwise);
}

}  // namespace

Result<void> attach_sealed(Workspace& workspace, const RoundPlan& plan, Timestamp now) {
    auto known = workspace.ledger->captures(plan.round.id);
    if (!known) return tl::unexpected(known.error());
    for (const Site* site : plan.sites)
        for (const std::string& id : captures_of(workspace, plan.round.id, site->id)) {
            std::string folder = folder_of(workspace, plan.round.id, id);
            bool listed =
                std::ranges::any_of(*known, [&](const auto& c) { return c.capture == id; });
            if (listed || !storage::is_sealed(folder)) continue;
            auto hash = sha256_file(folder + "/manifest.json");
            if (!hash) return tl::unexpected(hash.error());
            auto done = attach(workspace, plan, site->id, id, *hash, sealed_at(folder, now));
            if (!done) return done;
        }
    return {};
}

}  // namespace duwang::app
