#include "app/links.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "storage/capture/capture_reader.h"

namespace duwang::app {
namespace {

using checks::links::LinkClass;

bool works(const checks::links::LinkVerdict& verdict) {
    return verdict.link_class == LinkClass::ok;
}

Result<std::vector<JudgedLink>> links_in(const std::string& folder, const Site& site,
                                         const LinkRules& rules) {
    auto reader = storage::CaptureReader::open(folder);
    if (!reader) return tl::unexpected(reader.error());
    std::vector<JudgedLink> links;
    for (LinkTarget& target : (*reader)->links(site)) {
        JudgedLink link;
        link.verdict = checks::links::judge_link(target, rules);
        if (works(link.verdict)) continue;
        link.site = site.id;
        link.capture = (*reader)->id();
        link.target = std::move(target);
        links.push_back(std::move(link));
    }
    return links;
}

LinkCheck check_of(const JudgedLink& link) {
    LinkCheck check;
    check.site = link.site;
    check.url = link.target.url;
    check.capture = link.capture;
    check.link_class = checks::links::class_word(link.verdict.link_class);
    check.row = link.verdict.row;
    check.basis = checks::links::basis_word(link.verdict.basis);
    check.cause = link.verdict.cause == Cause::none ? "" : cause_word(link.verdict.cause);
    check.reason = link.verdict.reason;
    check.wanted = fmt::format("{}", fmt::join(link.verdict.wanted, " "));
    check.looks = link.verdict.looks;
    check.first_failure = link.verdict.first_failure;
    check.last_failure = link.verdict.last_failure;
    check.due = link.verdict.due;
    check.places = link.target.place_count;
    return check;
}

}  // namespace

Result<std::vector<JudgedLink>> judged_links(const RoundPlan& plan,
                                             const std::vector<SiteToJudge>& sites) {
    std::vector<JudgedLink> all;
    for (const SiteToJudge& one : sites) {
        if (one.capture.folder.empty()) continue;
        auto links = links_in(one.capture.folder, *one.site, plan.link_rules);
        if (!links) return tl::unexpected(links.error());
        std::ranges::move(*links, std::back_inserter(all));
    }
    return all;
}

namespace {

using ChecksBySite = std::map<std::string, std::vector<LinkCheck>>;

// Of every site of the round, where its links stand now.
Result<ChecksBySite> checks_now(Workspace& workspace, const RoundPlan& plan) {
    auto sites = sealed_captures(workspace, plan);
    if (!sites) return tl::unexpected(sites.error());
    auto links = judged_links(plan, *sites);
    if (!links) return tl::unexpected(links.error());
    ChecksBySite checks;
    for (const Site* site : plan.sites) checks[site->id];
    for (const JudgedLink& link : *links) checks[link.site].push_back(check_of(link));
    return checks;
}

}  // namespace

Result<void> note_links(Workspace& workspace, const RoundPlan& plan) {
    auto checks = checks_now(workspace, plan);
    if (!checks) return tl::unexpected(checks.error());
    for (const auto& [site, of_site] : *checks)
        if (auto done = workspace.ledger->replace_link_checks(plan.round.id, site, of_site); !done)
            return done;
    return {};
}

Result<bool> are_links_noted(Workspace& workspace, const RoundPlan& plan) {
    auto checks = checks_now(workspace, plan);
    if (!checks) return tl::unexpected(checks.error());
    auto stored = workspace.ledger->link_checks(plan.round.id);
    if (!stored) return tl::unexpected(stored.error());
    ChecksBySite noted;
    for (LinkCheck& one : *stored) noted[one.site].push_back(std::move(one));
    return std::ranges::all_of(*checks, [&](auto& of_site) {
        std::ranges::sort(of_site.second, {}, &LinkCheck::url);
        std::ranges::sort(noted[of_site.first], {}, &LinkCheck::url);
        return of_site.second == noted[of_site.first];
    });
}

Timestamp due_of(const JudgedLink& link, const LinkRules& rules, Lane lane) {
    const checks::links::LinkVerdict& verdict = link.verdict;
    const bool waits = verdict.due.is_set() && verdict.last_failure.is_set();
    if (lane == Lane::usual || !waits || verdict.basis == checks::links::Basis::in_session)
        return verdict.due;
    // Whoever had both looks of the fast lane waits like everybody else.
    const std::int64_t early = verdict.first_failure.unix_ms + rules.in_session_ms;
    if (verdict.last_failure.unix_ms >= early) return verdict.due;
    return {std::min(verdict.due.unix_ms, early)};
}

Result<std::vector<std::int64_t>> due_targets(const std::string& folder, const Site& site,
                                              const LinkRules& rules, Lane lane, Timestamp now) {
    auto links = links_in(folder, site, rules);
    if (!links) return tl::unexpected(links.error());
    std::vector<std::int64_t> ids;
    for (const JudgedLink& link : *links) {
        const Timestamp due = due_of(link, rules, lane);
        // A clock that was ahead once must not hold a link up.
        const bool ahead = link.verdict.last_failure > now;
        if (due.is_set() && (due <= now || ahead)) ids.push_back(link.target.id);
    }
    return ids;
}

}  // namespace duwang::app
