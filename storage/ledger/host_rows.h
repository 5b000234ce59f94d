// Rows of hosts that are left alone for a while (主机暂停访问). Inside storage/ledger only.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/ports/host_memory.h"

namespace soci {
class session;
}

namespace duwang::storage {

std::vector<HostBackOff> read_hosts(soci::session& sql);  // by host
// Within the caller's transaction. Level 0 without a moment to wait for removes the row.
void write_host(soci::session& sql, const HostBackOff& host);
// Removes the row and returns what it was; throws Refusal (usage) when there is none.
HostBackOff take_host(soci::session& sql, const std::string& host);

Json host_log(const HostBackOff& host, const std::string& by);

}  // namespace duwang::storage
