// The read-only face of a capture for one unit: all a check can see. No network, no clock.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/availability.h"
#include "core/finding.h"
#include "core/host_tls.h"
#include "core/ipv6_facts.h"
#include "core/link_facts.h"
#include "core/link_rules.h"
#include "core/search_facts.h"
#include "core/unit.h"

namespace duwang {

// How the visit of the whole site ended.
struct SiteState {
    bool reached = false;          // at least the home page's content arrived
    Cause cause = Cause::none;     // why not, or why incomplete
    std::string note;              // for people
    std::int64_t home_exchange = 0;
    std::string halted;            // why the crawl ended early, or empty
    std::int64_t not_visited = 0;  // pages known and in scope that were not visited
    bool complete() const { return reached && halted.empty() && not_visited == 0; }
};

class EvidenceView {
  public:
    virtual ~EvidenceView() = default;

    virtual Timestamp as_of() const = 0;
    virtual const Unit& unit() const = 0;
    virtual const Site& site() const = 0;
    // Does this unit answer for the whole site (主办单位)?
    bool owns_site() const { return site().owner == unit().id; }
    virtual const std::vector<Column>& columns() const = 0;  // of this unit on this site
    virtual const SiteState& state() const = 0;

    // The page at an address, redirects followed; null when it was never asked for.
    virtual const PageFacts* page(std::string_view url) const = 0;
    virtual const PageFacts* home() const = 0;
    // A few inner pages, the same ones every time, for comparing templates.
    virtual std::vector<const PageFacts*> inner_pages(std::size_t at_most) const = 0;
    // 稿件 and 公文 of the unit that were read in structure, as they were found.
    virtual std::vector<const PageFacts*> articles(std::size_t at_most) const = 0;
    // Link targets on this unit's pages that did not simply answer well.
    virtual const std::vector<LinkTarget>& troubled_links() const = 0;
    virtual LinkTotals link_totals() const = 0;
    // By which a link is called broken (config, links.confirm).
    virtual const LinkRules& link_rules() const = 0;
    virtual const Ipv6Facts* ipv6() const = 0;
    // 站内搜索; null: it was not asked.
    virtual const SearchFacts* search() const = 0;
    // The site's own hosts that were asked for pages, by name.
    virtual const std::vector<HostTls>& tls_hosts() const = 0;
    // Probes of the site's home page by `duwang monitor`, not from the capture but from the ledger;
    // null: nobody looked.
    virtual const AvailabilityRecord* availability() const = 0;

    // Evidence for an exchange of this capture.
    virtual Evidence evidence(std::int64_t exchange, std::string quote = {}) const = 0;
    // How the home page answered, for everything that could not be judged because of it.
    std::vector<Evidence> home_evidence() const {
        if (state().home_exchange == 0) return {};
        return {evidence(state().home_exchange)};
    }
    // Is this address on one of the site's hosts?
    virtual bool on_site(std::string_view url) const = 0;
};

}  // namespace duwang
