// Rows of the table `urls`: read back for a crawl that is continued, corrected by what came later.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/ports/capture_sink.h"

namespace duwang::storage {

class Database;

// Every known address, in id order.
void read_known(Database& database, const std::function<void(const KnownUrl&)>& each);
// Those that are not simply ok.
std::vector<CaptureLookback::Troubled> read_troubled(Database& database);
// As CaptureLookback::good_pages.
CaptureLookback::GoodPages read_good_pages(Database& database, const std::set<std::string>& hosts);
// What later visits taught about earlier ones. The exchanges stay: they are what happened.
void correct_urls(Database& database, const Visit& visit);

}  // namespace duwang::storage
