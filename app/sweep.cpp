#include "app/sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/exit_code.h"
#include "app/file_limit.h"
#include "app/judge.h"
#include "app/links.h"
#include "app/new_round.h"
#include "app/round_captures.h"
#include "app/score.h"
#include "core/ip_address.h"
#include "storage/capture/lock_file.h"

namespace duwang::app {
namespace {

// "192.0.2.1", "192.0.2.1:53" or "[2001:db8::1]:53".
bool is_name_server(const std::string& text) {
    auto close = text.find(']');
    auto colon = close == text.npos ? text.find(':') : text.find(':', close);
    if (parse_ip(text)) return true;
    return colon != text.npos && parse_ip(text.substr(0, colon)) && colon + 1 < text.size() &&
           text.find_first_not_of("0123456789", colon + 1) == text.npos;
}

Result<void> check_names(const SweepOrder& order, const RoundPlan& plan) {
    for (const std::string& id : order.sites)
        if (std::ranges::find(plan.sites, id, &Site::id) == plan.sites.end())
            return failure(Errc::usage,
                           fmt::format("--site {}: not a site of round {}", id, plan.round.id));
    for (const std::string& server : order.dns)
        if (!is_name_server(server))
            return failure(Errc::usage,
                           fmt::format("--dns {}: write 192.0.2.1:53 or [2001:db8::1]:53", server));
    return {};
}

// Files of captures that are written at once, connections, and some for everything else.
std::int64_t files_needed(const crawler::Options& options, std::size_t jobs) {
    constexpr std::int64_t files_of_a_site = 4, others = 64;
    auto sites =
        std::min(std::int64_t{options.limits.parallel_sites}, static_cast<std::int64_t>(jobs));
    return sites * files_of_a_site + options.http.connections_max + others;
}

// The captures that were sealed now and stand on no earlier one of the round.
Result<std::set<std::string>> crawl(Workspace& workspace, const RoundPlan& plan,
                                    const SweepOrder& order, const Clock& clock) {
    std::string folder = fmt::format("{}/captures/{}", workspace.folder, plan.round.id);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    auto lock = storage::LockFile::take(folder + "/.lock");
    if (!lock) return tl::unexpected(lock.error());
    if (auto done = attach_sealed(workspace, plan, clock.now()); !done)
        return tl::unexpected(done.error());
    auto made = make_jobs(workspace, plan, order, clock.now());
    if (!made) return tl::unexpected(made.error());
    std::vector<CrawlJob>& jobs = *made;
    crawler::Options options = workspace.config.crawler;
    // Without it hosts would be asked before their time is over.
    if (auto hosts = workspace.ledger->recall_hosts(); !hosts) return tl::unexpected(hosts.error());
    if (auto fine = allow_open_files(files_needed(options, jobs.size())); !fine)
        return tl::unexpected(fine.error());
    if (!order.dns.empty()) options.dns.servers = order.dns;
    if (!order.ca_file.empty()) options.http.ca_file = order.ca_file;
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
    return sealed;
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
    if (auto done = note_links(workspace, plan); !done) return tl::unexpected(done.error());
    return score_and_report(workspace, plan, now);
}

Result<SweepEnd> sweep(Workspace& workspace, const SweepOrder& order, const Clock& clock) {
    if (auto done = make_round(workspace, order, clock.now()); !done)
        return tl::unexpected(done.error());
    auto plan = plan_round(workspace, order.round);
    if (!plan) return tl::unexpected(plan.error());
    if (auto done = check_names(order, **plan); !done) return tl::unexpected(done.error());
    if (auto ready = check_ready((*plan)->schemes); !ready) return tl::unexpected(ready.error());
    auto sealed = crawl(workspace, **plan, order, clock);
    if (!sealed) return tl::unexpected(sealed.error());
    return judge_and_report(workspace, **plan, clock.now(), *sealed);
}

Result<SweepEnd> confirm_links(Workspace& workspace, const SweepOrder& order, const Clock& clock) {
    auto plan = plan_round(workspace, order.round);
    if (!plan) return tl::unexpected(plan.error());
    if (auto done = check_names(order, **plan); !done) return tl::unexpected(done.error());
    auto sealed = crawl(workspace, **plan, order, clock);
    if (!sealed) return tl::unexpected(sealed.error());
    return judge_and_report(workspace, **plan, clock.now(), *sealed);
}

}  // namespace duwang::app
