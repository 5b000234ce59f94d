#include "app/sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/asking.h"
#include "app/exit_code.h"
#include "app/file_limit.h"
#include "app/judge.h"
#include "app/links.h"
#include "app/new_round.h"
#include "app/round_captures.h"
#include "app/score.h"
#include "core/text/closest.h"

namespace duwang::app {
namespace {

// Files of captures that are written at once, connections, and some for everything else.
std::int64_t files_needed(const crawler::Options& options, std::size_t jobs) {
    constexpr std::int64_t files_of_a_site = 4, others = 64;
    auto sites =
        std::min(std::int64_t{options.limits.parallel_sites}, static_cast<std::int64_t>(jobs));
    return sites * files_of_a_site + options.http.connections_max + others;
}

struct Crawled {
    std::set<std::string> sealed;  // captures: sealed now, and on no earlier one of the round
    bool asked = false;            // there was something to do
};

// The caller holds the round.
Result<Crawled> crawl(Workspace& workspace, const RoundPlan& plan, const SweepOrder& order,
                      const Clock& clock) {
    if (auto done = attach_sealed(workspace, plan, clock.now()); !done)
        return tl::unexpected(done.error());
    auto made = make_jobs(workspace, plan, order, clock.now());
    if (!made) return tl::unexpected(made.error());
    std::vector<CrawlJob>& jobs = *made;
    crawler::Options options = workspace.config.crawler;
    if (auto fine = use_asking(options, order.dns, order.ca_file); !fine)
        return tl::unexpected(fine.error());
    // Without it hosts would be asked before their time is over.
    if (auto hosts = workspace.ledger->recall_hosts(); !hosts) return tl::unexpected(hosts.error());
    if (auto fine = allow_open_files(files_needed(options, jobs.size())); !fine)
        return tl::unexpected(fine.error());
    Result<std::set<std::string>> sealed;
    auto finished = [&](CrawlJob& job) {
        if (auto done = seal(workspace, plan, job, clock.now()); !done)
            sealed = tl::unexpected(done.error());
        else if (sealed && job.capture == base_capture(plan.round.id, job.plan.site.id))
            sealed->insert(job.capture);
    };
    bool complete = run_crawls(jobs, options, order.network, clock, *workspace.ledger,
                               order.progress, finished);
    for (const CrawlJob& job : jobs)
        if (!job.done && job.done.error().code != Errc::interrupted)
            return tl::unexpected(job.done.error());
    if (!complete)
        return failure(Errc::interrupted, "stopped; run the same command again to continue");
    if (!sealed) return tl::unexpected(sealed.error());
    return Crawled{std::move(*sealed), !jobs.empty()};
}

// Captures of today would be kept and not judged.
Result<void> check_window(const storage::Round& round, Timestamp now) {
    if (!round.window_until.is_set() || now <= round.window_until) return {};
    return failure(Errc::usage,
                   fmt::format("round {}: its window (评价时段) ended on {}; what is captured now "
                               "would lie outside of it and not be judged",
                               round.id, round.window_until.date().iso()));
}

int exit_code_of(const reports::RoundReport& report) {
    std::int64_t reached = report.coverage.sites_reached();
    if (reached == 0) return exit_nothing;
    bool whole = std::ranges::all_of(report.coverage.sites, [](const reports::SiteReach& site) {
        return site.reached && site.cause == Cause::none;
    });
    return whole ? exit_done : exit_partial;
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

Result<SweepEnd> judge_and_report(Workspace& workspace, const RoundPlan& plan, Timestamp now,
                                  const std::set<std::string>& sealed) {
    if (auto done = judge_round(workspace, plan, now, sealed); !done)
        return tl::unexpected(done.error());
    auto end = score_and_report(workspace, plan, now);
    if (!end) return end;
    // Last of all: while the links are not noted as they are now, they are due, and the next
    // confirmation makes good what failed here.
    if (auto done = note_links(workspace, plan); !done) return tl::unexpected(done.error());
    return end;
}

Result<void> check_sites(const std::vector<std::string>& ids, const RoundPlan& plan) {
    std::vector<std::string_view> known;
    for (const Site* site : plan.sites) known.push_back(site->id);
    for (const std::string& id : ids)
        if (std::ranges::find(known, id) == known.end())
            return failure(Errc::usage, fmt::format("--site {}: not a site of round {}; {}", id,
                                                    plan.round.id, word_advice(id, known)));
    return {};
}

Result<storage::LockFile> hold_round(const Workspace& workspace, const RoundPlan& plan) {
    std::string folder = fmt::format("{}/captures/{}", workspace.folder, plan.round.id);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    return storage::LockFile::take(folder + "/.lock");
}

Result<void> check_asking(const Workspace& workspace, const SweepOrder& order) {
    crawler::Options options = workspace.config.crawler;
    return use_asking(options, order.dns, order.ca_file);
}

Result<SweepEnd> sweep(Workspace& workspace, const SweepOrder& order, const Clock& clock) {
    if (auto fine = check_asking(workspace, order); !fine) return tl::unexpected(fine.error());
    if (auto done = make_round(workspace, order, clock.now()); !done)
        return tl::unexpected(done.error());
    auto plan = plan_round(workspace, order.round);
    if (!plan) return tl::unexpected(plan.error());
    if (auto done = check_sites(order.sites, **plan); !done) return tl::unexpected(done.error());
    if (auto ready = check_ready((*plan)->schemes); !ready) return tl::unexpected(ready.error());
    auto lock = hold_round(workspace, **plan);
    if (!lock) return tl::unexpected(lock.error());
    auto crawled = crawl(workspace, **plan, order, clock);
    if (!crawled) return tl::unexpected(crawled.error());
    return judge_and_report(workspace, **plan, clock.now(), crawled->sealed);
}

Result<std::optional<SweepEnd>> confirm_links(Workspace& workspace, const RoundPlan& plan,
                                              const SweepOrder& order, const Clock& clock) {
    if (auto done = check_sites(order.sites, plan); !done) return tl::unexpected(done.error());
    if (auto fine = check_window(plan.round, clock.now()); !fine)
        return tl::unexpected(fine.error());
    auto lock = hold_round(workspace, plan);
    if (!lock) return tl::unexpected(lock.error());
    auto crawled = crawl(workspace, plan, order, clock);
    if (!crawled) return tl::unexpected(crawled.error());
    // One that was stopped before its reports were written is made good.
    auto noted = crawled->asked ? Result<bool>(false) : are_links_noted(workspace, plan);
    if (!noted) return tl::unexpected(noted.error());
    if (*noted) return std::nullopt;
    auto end = judge_and_report(workspace, plan, clock.now(), crawled->sealed);
    if (!end) return tl::unexpected(end.error());
    return std::move(*end);
}

}  // namespace duwang::app
