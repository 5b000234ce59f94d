// What the checks of IPv6 support have in common.
#pragma once

#include "checks/check.h"

namespace duwang::checks::network {

// The part of the probe that `part` names is one object: "www.x.gov.cn#ipv6_ports".
Object ipv6_object(const EvidenceView& view, std::string_view part);
std::vector<Evidence> ipv6_evidence(const EvidenceView& view, const Ipv6Facts& facts);

// The facts, when the home page did answer over IPv6. Else nothing, and `report` says why; what
// network-ipv6 finds fault with is not found again.
const Ipv6Facts* answered_ipv6(const EvidenceView& view, const Object& object, Report& report);

// "66.7%", or "未测得".
std::string percent_text(const std::optional<Decimal>& share);

// A limit that the scheme gives; nothing when it gives none or it is no number.
std::optional<Decimal> limit_of(const Params& params, std::string_view name);

}  // namespace duwang::checks::network
