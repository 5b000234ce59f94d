// The reading side of a capture: what checks see, and what explain and show print.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/evidence_view.h"
#include "core/json.h"
#include "storage/capture/warc.h"

namespace duwang::storage {

class CaptureReader {
  public:
    virtual ~CaptureReader() = default;
    // Read-only; works on sealed captures and on those still growing.
    static Result<std::shared_ptr<CaptureReader>> open(const std::string& folder);

    // What the checks of one unit may see. `on_site`: every column of any unit on this site.
    // `availability` must outlive the view; null: the site was never monitored.
    virtual std::unique_ptr<EvidenceView> view(const Unit& unit, const Site& site,
                                               const std::vector<Column>& on_site,
                                               Timestamp as_of,
                                               const LinkRules& link_rules,
                                               const AvailabilityRecord* availability = nullptr) = 0;
    // All targets of the site's links that did not always answer well, whoever's page carries them.
    virtual std::vector<LinkTarget> links(const Site& site) = 0;
    virtual const SiteState& state() const = 0;
    virtual std::int64_t page_count() = 0;
    virtual std::int64_t unchanged_count() = 0;  // 复采: pages whose bytes are an earlier capture's
    virtual Result<ExchangeFacts> exchange(std::int64_t id) = 0;
    virtual Result<WarcRecord> record(const RecordPlace& place) = 0;
    // The bytes that were sent, also where an earlier record tells most of them.
    virtual Result<std::string> request(std::int64_t exchange) = 0;
    virtual std::string id() const = 0;
    // Everything a crawl found, one JSON value a fact, without what differs from run to run
    // (moments, addresses in files): two crawls of the same site give the same lines. What was
    // taken from an earlier capture follows as lines of its own, "unchanged", with the age of the
    // bytes.
    virtual Result<void> export_facts(const std::function<void(const Json&)>& each) = 0;
};

}  // namespace duwang::storage
