// How the hosts of a capture answered over TLS and without it. Inside storage/capture only.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/host_tls.h"

namespace duwang::storage {

class Database;

// Of the hosts whose addresses pass, by name.
std::vector<HostTls> read_tls_hosts(Database& database,
                                    const std::function<bool(const std::string& url)>& on_site);

}  // namespace duwang::storage
