#include "app/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "checks/registry.h"
#include "core/text/normalise.h"

namespace duwang::app {
namespace {

std::vector<PlannedCheck> checks_of(const rules::Scheme& scheme) {
    std::vector<PlannedCheck> planned;
    std::set<std::string> seen;
    for (const rules::Indicator& indicator : scheme.indicators)
        for (const rules::Part& part : indicator.parts) {
            const checks::CheckInfo* check = checks::find_check(part.check);
            if (check && seen.insert(part.check).second) planned.push_back({check, part.params});
        }
    return planned;
}

}  // namespace

std::vector<Column> RoundPlan::columns_on(const std::string& site) const {
    std::vector<Column> result;
    for (const Column& column : inventory.columns) {
        if (column.site != site) continue;
        bool evaluated = std::ranges::any_of(units, [&](const Unit* u) { return u->id == column.unit; });
        if (evaluated) result.push_back(column);
    }
    return result;
}

std::vector<const Site*> RoundPlan::sites_of(const Unit& unit) const {
    std::set<std::string_view> with_column;
    for (const Column& column : inventory.columns)
        if (column.unit == unit.id) with_column.insert(column.site);
    std::vector<const Site*> result;
    for (const Site& site : inventory.sites)
        if (site.owner == unit.id || with_column.contains(site.id)) result.push_back(&site);
    return result;
}

// The earliest day that a check of the round needs of lists; nothing: all of them.
std::optional<Date> RoundPlan::look_back() const {
    int days = 0;
    for (const PlannedCheck& planned : checks) {
        if (planned.check->look_back_days == checks::every_page) return std::nullopt;
        days = std::max(days, planned.check->look_back_days);
    }
    constexpr std::int64_t day_ms = 86'400'000;
    return Timestamp{round.as_of.unix_ms - days * day_ms}.date();
}

crawler::SitePlan RoundPlan::site_plan(const Site& site, const Workspace& workspace) const {
    crawler::SitePlan plan;
    plan.site = site;
    plan.columns = columns_on(site.id);
    plan.options = workspace.config.crawler;
    plan.reader.marks = workspace.marks;
    plan.reader.lists = workspace.lists;
    plan.reader.articles = workspace.articles;
    plan.seed = std::to_string(round.seed);
    plan.as_of = round.as_of;
    plan.look_back = look_back();
    for (const PlannedCheck& planned : checks) {
        checks::Needs needs = planned.check->needs;
        if (has(needs, checks::Needs::links)) plan.check_links = true;
        if (has(needs, checks::Needs::ipv6)) plan.probe_ipv6 = true;
        if (!has(needs, checks::Needs::sections)) continue;
        for (const auto& [name, list] : vocabulary.sections) {
            for (const std::string& word : list.platform_names) plan.focus.insert(strip_blanks(word));
            for (const Section& section : list.sections) {
                plan.focus.insert(strip_blanks(section.title));
                for (const std::string& word : section.aliases) plan.focus.insert(strip_blanks(word));
            }
        }
    }
    return plan;
}

Result<std::unique_ptr<RoundPlan>> plan_round(Workspace& workspace, const std::string& round_id) {
    auto plan = std::make_unique<RoundPlan>();
    auto round = workspace.ledger->round(round_id);
    if (!round) return tl::unexpected(round.error());
    plan->round = std::move(*round);
    auto scheme = load_checked_scheme(workspace, plan->round.scheme);
    if (!scheme) return tl::unexpected(scheme.error());
    plan->scheme = std::move(*scheme);
    auto vocabulary = load_vocabulary(workspace);
    if (!vocabulary) return tl::unexpected(vocabulary.error());
    plan->vocabulary = std::move(*vocabulary);
    auto inventory = workspace.ledger->inventory();
    if (!inventory) return tl::unexpected(inventory.error());
    plan->inventory = std::move(*inventory);
    for (const std::string& id : plan->round.units) {
        const Unit* unit = plan->inventory.unit(id);
        if (!unit)
            return failure(Errc::usage, fmt::format("unit {} of round {} is no longer in the inventory; put "
                                                    "it back into units.csv and import again",
                                                    id, round_id));
        plan->units.push_back(unit);
    }
    std::set<const Site*> used;
    for (const Unit* unit : plan->units)
        for (const Site* site : plan->sites_of(*unit)) used.insert(site);
    for (const Site& site : plan->inventory.sites)
        if (used.contains(&site)) plan->sites.push_back(&site);
    plan->checks = checks_of(plan->scheme);
    return plan;
}

}  // namespace duwang::app
