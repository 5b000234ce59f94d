#include "app/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/scheme_fit.h"
#include "checks/registry.h"
#include "core/text/normalise.h"

namespace duwang::app {
namespace {

// Every use of a check by the schemes: parts, and conditions that count findings.
class CheckUses {
  public:
    void add(const rules::Scheme& scheme) {
        for (const rules::Indicator& indicator : scheme.indicators)
            for (const rules::Part& part : indicator.parts) add(part.check, part.params);
        for (const rules::Condition* condition : rules::conditions_of(scheme))
            add(condition->check, condition->params);
    }

    std::vector<PlannedCheck> take() {
        for (PlannedCheck& planned : planned_) {
            auto same = [&](const PlannedCheck& other) { return other.check == planned.check; };
            if (std::ranges::count_if(planned_, same) > 1)
                planned.variant = rules::variant_of(planned.params);
        }
        return std::move(planned_);
    }

  private:
    std::vector<PlannedCheck> planned_;
    std::set<std::pair<std::string, std::string>> seen_;

    void add(const std::string& id, const rules::Params& params) {
        const checks::CheckInfo* check = checks::find_check(id);
        if (check && seen_.emplace(id, rules::variant_of(params)).second)
            planned_.push_back({check, params, {}});
    }
};

void use(RoundPlan& plan, std::vector<PlannedScheme> schemes) {
    plan.schemes = std::move(schemes);
    CheckUses uses;
    for (const PlannedScheme& one : plan.schemes) uses.add(one.scheme);
    plan.checks = uses.take();
}

}  // namespace

std::vector<Column> RoundPlan::columns_on(const std::string& site) const {
    std::vector<Column> result;
    for (const Column& column : inventory.columns) {
        if (column.site != site) continue;
        bool evaluated =
            std::ranges::any_of(units, [&](const Unit* u) { return u->id == column.unit; });
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

bool RoundPlan::owns_a_site(const Unit& unit) const {
    return std::ranges::any_of(sites, [&](const Site* site) { return site->owner == unit.id; });
}

std::vector<const rules::Scheme*> RoundPlan::schemes_of(const Unit& unit) const {
    std::vector<const rules::Scheme*> result;
    const bool owns = owns_a_site(unit);
    for (const PlannedScheme& one : schemes)
        if (one.objects.any_of.empty() || rules::applies_to(one.objects, unit, owns))
            result.push_back(&one.scheme);
    return result;
}

crawler::SitePlan RoundPlan::site_plan(const Site& site, const Workspace& workspace) const {
    crawler::SitePlan plan;
    plan.site = site;
    plan.columns = columns_on(site.id);
    plan.options = workspace.config.crawler;
    plan.reader.marks = workspace.marks;
    plan.reader.lists = workspace.lists;
    plan.reader.articles = workspace.articles;
    plan.reader.documents = workspace.documents;
    plan.seed = std::to_string(round.seed);
    plan.as_of = round.as_of;
    plan.look_back = look_back();
    for (const PlannedCheck& planned : checks) {
        checks::Needs needs = planned.check->needs;
        if (has(needs, checks::Needs::links)) plan.check_links = true;
        if (has(needs, checks::Needs::ipv6)) plan.probe_ipv6 = true;
        if (has(needs, checks::Needs::https)) plan.probe_https = true;
        if (has(needs, checks::Needs::search)) plan.probe_search = true;
        if (!has(needs, checks::Needs::sections)) continue;
        for (const auto& [name, list] : vocabulary.sections) {
            for (const std::string& word : list.platform_names)
                plan.focus.insert(strip_blanks(word));
            for (const Section& section : list.sections) {
                plan.focus.insert(strip_blanks(section.title));
                for (const std::string& word : section.aliases)
                    plan.focus.insert(strip_blanks(word));
            }
        }
    }
    return plan;
}

storage::RoundScheme parse_round_scheme(const std::string& text) {
    storage::RoundScheme scheme;
    const std::size_t at = text.find('@');
    scheme.scheme = text.substr(0, at);
    if (at == text.npos) return scheme;
    std::string_view rest = std::string_view(text).substr(at + 1);
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (comma > 0) scheme.objects.emplace_back(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return scheme;
}

std::string scheme_words(const std::vector<storage::RoundScheme>& schemes) {
    std::string text;
    for (const storage::RoundScheme& one : schemes)
        text += fmt::format("{}{}{}{}", text.empty() ? "" : " ", one.scheme,
                            one.objects.empty() ? "" : "@", fmt::join(one.objects, ","));
    return text;
}

std::vector<storage::RoundScheme> schemes_of(const storage::Round& round) {
    if (!round.schemes.empty()) return round.schemes;
    return {storage::RoundScheme{round.scheme, {}}};
}

Result<std::vector<PlannedScheme>> load_schemes(Workspace& workspace,
                                                const std::vector<storage::RoundScheme>& wanted) {
    std::vector<PlannedScheme> schemes;
    for (const storage::RoundScheme& one : wanted) {
        auto scheme = load_checked_scheme(workspace, one.scheme);
        if (!scheme) return tl::unexpected(scheme.error());
        schemes.push_back({std::move(*scheme), {one.objects, {}}});
    }
    return schemes;
}

void warn_outside_validity(const std::vector<PlannedScheme>& schemes, Timestamp as_of) {
    const std::string day = as_of.date().iso();
    for (const PlannedScheme& one : schemes) {
        const rules::Scheme& scheme = one.scheme;
        const bool early = !scheme.valid_from.empty() && day < scheme.valid_from;
        const bool late = !scheme.valid_until.empty() && day > scheme.valid_until;
        if (early || late)
            fmt::print(
                stderr,
                "注意：按 {} 评价，指标体系 {} {} {}；请核对，需要时用 --as-of 或 --scheme 另定\n",
                day, scheme.id, early ? "的施行日期是" : "的有效期到",
                early ? scheme.valid_from : scheme.valid_until);
    }
}

Result<void> use_schemes(Workspace& workspace, RoundPlan& plan,
                         const std::vector<std::string>& schemes) {
    plan.round.schemes.clear();
    for (const std::string& text : schemes) plan.round.schemes.push_back(parse_round_scheme(text));
    auto loaded = load_schemes(workspace, plan.round.schemes);
    if (!loaded) return tl::unexpected(loaded.error());
    if (auto fit = check_schemes(*loaded, plan.units, plan.inventory); !fit) return fit;
    use(plan, std::move(*loaded));
    return {};
}

Result<std::unique_ptr<RoundPlan>> plan_round(Workspace& workspace, const std::string& round_id) {
    auto plan = std::make_unique<RoundPlan>();
    auto round = workspace.ledger->round(round_id);
    if (!round) return tl::unexpected(round.error());
    plan->round = std::move(*round);
    auto schemes = load_schemes(workspace, schemes_of(plan->round));
    if (!schemes) return tl::unexpected(schemes.error());
    use(*plan, std::move(*schemes));
    auto vocabulary = load_vocabulary(workspace);
    if (!vocabulary) return tl::unexpected(vocabulary.error());
    plan->vocabulary = std::move(*vocabulary);
    plan->link_rules = workspace.config.confirm;
    plan->availability_rules = workspace.config.monitor;
    auto inventory = workspace.ledger->inventory();
    if (!inventory) return tl::unexpected(inventory.error());
    plan->inventory = std::move(*inventory);
    for (const std::string& id : plan->round.units) {
        const Unit* unit = plan->inventory.unit(id);
        if (!unit)
            return failure(Errc::usage,
                           fmt::format("unit {} of round {} is no longer in the inventory; put "
                                       "it back into units.csv and import again",
                                       id, round_id));
        plan->units.push_back(unit);
    }
    std::set<const Site*> used;
    for (const Unit* unit : plan->units)
        for (const Site* site : plan->sites_of(*unit)) used.insert(site);
    for (const Site& site : plan->inventory.sites)
        if (used.contains(&site)) plan->sites.push_back(&site);
    return plan;
}

}  // namespace duwang::app
