#include "app/monitor.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "checks/availability/plan.h"
#include "core/text/closest.h"

namespace duwang::app {
namespace {

using checks::availability::next_probe;
using checks::availability::NextProbe;

constexpr std::size_t batch_max = 64;     // sites that share the questions to our canaries
constexpr std::int64_t pace_ms = 60'000;  // from one look at what is due to the next, at least
constexpr std::int64_t look_again_ms = 600'000;  // at most: the inventory and the clock may change
constexpr std::int64_t two_days_ms = 172'800'000;  // what came before does not matter for the plan

struct Due {
    std::vector<Site> sites;
    Timestamp next;  // of the others
};

Result<Due> due_now(storage::Ledger& ledger, const AvailabilityRules& rules,
                    const std::vector<std::string>& wanted, Timestamp now) {
    auto sites = monitored_sites(ledger, wanted);
    if (!sites) return tl::unexpected(sites.error());
    // What a wrong clock has left in the future is no probe of today's.
    auto probes = ledger.probes({now.unix_ms - two_days_ms}, now);
    if (!probes) return tl::unexpected(probes.error());
    std::map<std::string, Timestamp> last;
    for (const AvailabilityProbe& probe : *probes) last[probe.site] = probe.at;
    Due due;
    for (Site& site : *sites) {
        NextProbe next = next_probe(site, last[site.id], now, rules);
        if (next.due) {
            next = next_probe(site, now, now, rules);
            due.sites.push_back(std::move(site));
        }
        if (next.moment.is_set() && (!due.next.is_set() || next.moment < due.next))
            due.next = next.moment;
    }
    return due;
}

// False when the program is to end.
Result<bool> ask_all(storage::Ledger& ledger, const std::vector<Site>& sites, HomeAsker& asker,
                     const BatchTold& told) {
    for (std::size_t at = 0; at < sites.size(); at += batch_max) {
        const auto begin = sites.begin() + static_cast<std::ptrdiff_t>(at);
        const std::vector<Site> batch(
            begin, begin + static_cast<std::ptrdiff_t>(std::min(batch_max, sites.size() - at)));
        const std::vector<AvailabilityProbe> probes = asker.ask(batch);
        if (auto done = ledger.add_probes(probes); !done) return tl::unexpected(done.error());
        if (!probes.empty()) told(probes, batch);
        if (!asker.wait(0)) return false;
    }
    return true;
}

}  // namespace

Result<std::vector<Site>> monitored_sites(storage::Ledger& ledger,
                                          const std::vector<std::string>& wanted) {
    auto inventory = ledger.inventory();
    if (!inventory) return tl::unexpected(inventory.error());
    if (inventory->sites.empty())
        return failure(
            Errc::usage,
            "the inventory has no sites; edit sites.csv and run `duwang inventory import`");
    if (wanted.empty()) return std::move(inventory->sites);
    std::vector<Site> sites;
    std::vector<std::string_view> known;
    for (const Site& site : inventory->sites) known.push_back(site.id);
    for (const std::string& id : wanted) {
        if (std::ranges::find(sites, id, &Site::id) != sites.end()) continue;
        const Site* site = inventory->site(id);
        if (!site)
            return failure(Errc::usage, fmt::format("{}: no site of the inventory; {}", id,
                                                    word_advice(id, known)));
        sites.push_back(*site);
    }
    return sites;
}

Result<MonitorEnd> monitor_homes(storage::Ledger& ledger, const AvailabilityRules& rules,
                                 const MonitorOrder& order, HomeAsker& asker, const Clock& clock,
                                 const BatchTold& told) {
    MonitorEnd end;
    for (;;) {
        auto due = due_now(ledger, rules, order.sites, clock.now());
        if (!due) return tl::unexpected(due.error());
        end.next = due->next;
        auto goes_on = ask_all(ledger, due->sites, asker, told);
        if (!goes_on) return tl::unexpected(goes_on.error());
        end.stopped = !*goes_on;
        if (end.stopped || !order.watch) return end;
        const std::int64_t until =
            end.next.is_set() ? end.next.unix_ms - clock.now().unix_ms : look_again_ms;
        end.stopped = !asker.wait(std::clamp(until, pace_ms, look_again_ms));
        if (end.stopped) return end;
    }
}

}  // namespace duwang::app
