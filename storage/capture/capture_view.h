// EvidenceView over facts.sqlite, for one unit.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/evidence_view.h"

namespace duwang::storage {

class Database;

struct CaptureViewSource {
    std::shared_ptr<Database> database;
    std::string capture;
    SiteState state;
    Unit unit;
    Site site;
    std::vector<Column> on_site;  // columns of all units on the site
    Timestamp as_of;
    LinkRules link_rules;
    const AvailabilityRecord* availability = nullptr;
};

std::unique_ptr<EvidenceView> make_capture_view(CaptureViewSource source);

}  // namespace duwang::storage
