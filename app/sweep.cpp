#include "app/sweep.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/exit_code.h"
#include "app/judge.h"
#include "app/score.h"
#include "app/version.h"
#include "core/hash.h"

namespace duwang::app {
namespace {

Result<void> make_round(Workspace& workspace, const SweepOrder& order, Timestamp now) {
    if (workspace.ledger->round(order.round)) return {};
    bool plain = !order.round.empty() && order.round.front() != '.' &&
                 std::ranges::all_of(order.round, [](char c) {
                     return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                            (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
                 });
    if (!plain)
        return failure(Errc::usage, fmt::format("\"{}\": a round's name is made of letters, digits, "
                                                "'-', '_' and '.', for example 2026-q3",
                                                order.round));
    if (order.scheme.empty())
        return failure(Errc::usage, fmt::format("round {} does not exist yet; name its scheme with "
                                                "--scheme, for example --scheme turpan-2022",
                                                order.round));
    auto scheme = load_checked_scheme(workspace, order.scheme);
    if (!scheme) return tl::unexpected(scheme.error());
    storage::Round round;
    round.id = order.round;
    round.title = order.title.empty() ? order.round : order.title;
    round.kind = "scheduled";
    round.scheme = order.scheme;
    round.seed = order.seed;
    round.created = now;
    round.as_of = now;
    if (!order.as_of.empty()) {
        auto as_of = parse_timestamp(order.as_of);
        if (!as_of) return failure(Errc::usage, "--as-of: " + as_of.error().what);
        round.as_of = *as_of;
    }
    auto inventory = workspace.ledger->inventory();
    if (!inventory) return tl::unexpected(inventory.error());
    if (inventory->units.empty())
        return failure(Errc::usage, fmt::format("the inventory is empty; edit units.csv, sites.csv and "
                                                "columns.csv in {} and run `duwang inventory import`",
                                                workspace.folder));
    for (const std::string& id : order.units)
        if (!inventory->unit(id))
            return failure(Errc::usage, fmt::format("--unit {}: not in the inventory", id));
    for (const Unit& unit : inventory->units) {
        bool chosen = order.units.empty() || std::ranges::find(order.units, unit.id) != order.units.end();
        if (chosen) round.units.push_back(unit.id);
    }
    return workspace.ledger->create_round(round);
}

// Everything the crawl was told, for the manifest.
Json crawl_options(const SweepOrder& order, const config::Config& config) {
    Json options = Json::object();
    for (const auto& [name, value] : config::option_values(config)) options.set(name, value);
    return options.set("seed", order.seed);
}

Result<std::vector<CrawlJob>> open_jobs(Workspace& workspace, const RoundPlan& plan,
                                        const SweepOrder& order, Timestamp now) {
    std::vector<CrawlJob> jobs;
    for (const Site* site : plan.sites) {
        bool chosen = order.sites.empty() || std::ranges::find(order.sites, site->id) != order.sites.end();
        std::string folder = workspace.capture_folder(plan.round.id, site->id);
        if (!chosen || storage::is_sealed(folder)) continue;
        storage::CaptureInfo info;
        info.id = fmt::format("{}.{}", plan.round.id, site->id);
        info.round = plan.round.id;
        info.site = site->id;
        info.software = fmt::format("DuWang {}", version);
        info.as_of = plan.round.as_of;
        info.started = now;
        info.options = crawl_options(order, workspace.config);
        auto store = storage::CaptureStore::open(folder, info);
        if (!store) return tl::unexpected(store.error());
        CrawlJob job;
        job.plan = plan.site_plan(*site, workspace);
        job.store = std::move(*store);
        jobs.push_back(std::move(job));
    }
    return jobs;
}

// Sealing makes the capture immutable; its hash enters the chained log.
Result<void> seal(Workspace& workspace, const RoundPlan& plan, CrawlJob& job, Timestamp now) {
    auto sealed = job.store->seal(now);
    job.store.reset();
    if (!sealed) return tl::unexpected(sealed.error());
    const std::string& site = job.plan.site.id;
    storage::AttachedCapture attached;
    attached.site = site;
    attached.capture = fmt::format("{}.{}", plan.round.id, site);
    attached.folder = fmt::format("captures/{}/{}", plan.round.id, attached.capture);
    attached.manifest_sha256 = sealed->manifest_sha256;
    attached.sealed = now;
    return workspace.ledger->attach_capture(plan.round.id, attached);
}

// A kill between sealing and its entry in the ledger is made good here.
Result<void> attach_sealed(Workspace& workspace, const RoundPlan& plan, Timestamp now) {
    auto known = workspace.ledger->captures(plan.round.id);
    if (!known) return tl::unexpected(known.error());
    for (const Site* site : plan.sites) {
        std::string folder = workspace.capture_folder(plan.round.id, site->id);
        bool listed = std::ranges::any_of(*known, [&](const auto& c) { return c.site == site->id; });
        if (listed || !storage::is_sealed(folder)) continue;
        auto hash = sha256_file(folder + "/manifest.json");
        if (!hash) return tl::unexpected(hash.error());
        storage::AttachedCapture attached;
        attached.site = site->id;
        attached.capture = fmt::format("{}.{}", plan.round.id, site->id);
        attached.folder = fmt::format("captures/{}/{}", plan.round.id, attached.capture);
        attached.manifest_sha256 = *hash;
        attached.sealed = now;
        if (auto done = workspace.ledger->attach_capture(plan.round.id, attached); !done) return done;
    }
    return {};
}

Result<void> crawl(Workspace& workspace, const RoundPlan& plan, const SweepOrder& order,
                   const Clock& clock) {
    if (auto done = attach_sealed(workspace, plan, clock.now()); !done) return done;
    auto jobs = open_jobs(workspace, plan, order, clock.now());
    if (!jobs) return tl::unexpected(jobs.error());
    crawler::Options options = workspace.config.crawler;
    if (!order.dns.empty()) options.dns.servers = order.dns;
    if (!order.ca_file.empty()) options.http.ca_file = order.ca_file;
    Result<void> sealing;
    auto finished = [&](CrawlJob& job) {
        if (auto done = seal(workspace, plan, job, clock.now()); !done) sealing = done;
    };
    bool complete = run_crawls(*jobs, options, order.network, clock, order.progress, finished);
    for (const CrawlJob& job : *jobs)
        if (!job.done && job.done.error().code != Errc::interrupted) return job.done;
    if (!complete) return failure(Errc::interrupted, "stopped; run the same command again to continue");
    return sealing;
}

int exit_code_of(const reports::RoundReport& report) {
    std::int64_t reached = report.coverage.sites_reached();
    if (reached == 0) return exit_nothing;
    return reached < static_cast<std::int64_t>(report.coverage.sites.size()) ? exit_partial : exit_done;
}

}  // namespace

Result<SweepEnd> score_and_report(Workspace& workspace, const RoundPlan& plan, Timestamp now) {
    auto sheets = score_round(workspace, plan);
    if (!sheets) return tl::unexpected(sheets.error());
    if (auto done = publish_sheets(workspace, plan, *sheets, now); !done)
        return tl::unexpected(done.error());
    auto report = make_report(workspace, plan, std::move(*sheets));
    if (!report) return tl::unexpected(report.error());
    auto folder = write_reports(workspace, *report);
    if (!folder) return tl::unexpected(folder.error());
    SweepEnd end;
    end.exit_code = exit_code_of(*report);
    end.report = std::move(*report);
    end.folder = std::move(*folder);
    return end;
}

Result<SweepEnd> judge_and_report(Workspace& workspace, const RoundPlan& plan, Timestamp now) {
    if (auto done = judge_round(workspace, plan, now); !done) return tl::unexpected(done.error());
    return score_and_report(workspace, plan, now);
}

Result<SweepEnd> sweep(Workspace& workspace, const SweepOrder& order, const Clock& clock) {
    if (auto done = make_round(workspace, order, clock.now()); !done) return tl::unexpected(done.error());
    auto plan = plan_round(workspace, order.round);
    if (!plan) return tl::unexpected(plan.error());
    if (auto done = crawl(workspace, **plan, order, clock); !done) return tl::unexpected(done.error());
    return judge_and_report(workspace, **plan, clock.now());
}

}  // namespace duwang::app
