#include "app/links.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "app/round_captures.h"
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

Result<std::vector<JudgedLink>> judged_links(Workspace& workspace, const RoundPlan& plan,
                                             const std::vector<std::string>& sites) {
    std::vector<JudgedLink> all;
    for (const Site* site : plan.sites) {
        if (!sites.empty() && std::ranges::find(sites, site->id) == sites.end()) continue;
        const std::string folder = newest_sealed(workspace, plan.round.id, site->id);
        if (folder.empty()) continue;
        auto links = links_in(folder, *site, plan.link_rules);
        if (!links) return tl::unexpected(links.error());
        std::ranges::move(*links, std::back_inserter(all));
    }
    return all;
}

Result<void> note_links(Workspace& workspace, const RoundPlan& plan) {
    auto links = judged_links(workspace, plan);
    if (!links) return tl::unexpected(links.error());
    for (const Site* site : plan.sites) {
        std::vector<LinkCheck> checks;
        for (const JudgedLink& link : *links)
            if (link.site == site->id) checks.push_back(check_of(link));
        auto done = workspace.ledger->replace_link_checks(plan.round.id, site->id, checks);
        if (!done) return done;
    }
    return {};
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
        // A clock that was ahead must not put it off for years.
        const bool ahead = due.is_set() && link.verdict.last_failure > now;
        if (due.is_set() && (due <= now || ahead)) ids.push_back(link.target.id);
    }
    return ids;
}

}  // namespace duwang::app
