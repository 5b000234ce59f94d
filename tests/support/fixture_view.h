// A capture made of page files: what checks see in fixtures. The pages go through the real reader.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/evidence_view.h"
#include "core/result.h"
#include "core/vocabulary.h"
#include "core/yaml.h"

namespace duwang::testing_support {

// An expected or produced answer in one line: "icp fail missing-mark" or "ipv6 not_determined
// wall". The object is shortened to what follows the last '#' and "section:".
std::string line_of(const CheckResult& result);

class FixtureView final : public EvidenceView {
  public:
    // Reads `folder`/expect.yaml and the page files it names.
    static Result<FixtureView> load(const std::string& folder);

    Timestamp as_of() const override { return as_of_; }
    const Unit& unit() const override { return unit_; }
    const Site& site() const override { return site_; }
    const std::vector<Column>& columns() const override { return columns_; }
    const SiteState& state() const override { return state_; }
    const PageFacts* page(std::string_view url) const override;
    const PageFacts* home() const override { return page(site_.home); }
    std::vector<const PageFacts*> inner_pages(std::size_t at_most) const override;
    std::vector<const PageFacts*> articles(std::size_t at_most) const override;
    const std::vector<LinkTarget>& troubled_links() const override { return links_; }
    LinkTotals link_totals() const override { return totals_; }
    const LinkRules& link_rules() const override { return link_rules_; }
    const Ipv6Facts* ipv6() const override { return has_ipv6_ ? &ipv6_ : nullptr; }
    const SearchFacts* search() const override { return search_ ? &*search_ : nullptr; }
    const std::vector<HostTls>& tls_hosts() const override { return tls_hosts_; }
    const AvailabilityRecord* availability() const override {
        return monitored_ ? &availability_ : nullptr;
    }
    Evidence evidence(std::int64_t exchange, std::string quote) const override;
    bool on_site(std::string_view url) const override;

    std::map<std::string, std::vector<std::string>> params;
    std::vector<std::string> expected;  // lines, in order

  private:
    Result<void> read_page_entry(const Yaml& entry, const std::string& folder);
    void read_site(const Yaml& root);
    void read_link(const Yaml& entry);
    void read_ipv6(const Yaml& entry);
    void read_search(const Yaml& entry);
    void read_monitor(const Yaml& entry);
    void read_tls(const Yaml& entry);
    void read_expected(const Yaml& root);

    Timestamp as_of_;
    Unit unit_;
    Site site_;
    std::vector<Column> columns_;
    SiteState state_;
    std::deque<PageFacts> pages_;
    std::vector<LinkTarget> links_;
    LinkTotals totals_;
    LinkRules link_rules_;
    Ipv6Facts ipv6_;
    bool has_ipv6_ = false;
    std::optional<SearchFacts> search_;
    std::vector<HostTls> tls_hosts_;
    AvailabilityRecord availability_;
    bool monitored_ = false;
};

// The six sections as fixtures need them.
Vocabulary fixture_vocabulary();

}  // namespace duwang::testing_support
