// Who links to addresses that did not answer: pages are read back from the records.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "core/ports/capture_sink.h"

namespace duwang::storage {

class Database;
class RecordLog;

// At most `places_max` pages for each target; yields on how many pages each of them stands in all.
// All must be committed.
std::map<std::int64_t, std::int64_t> read_linking_pages(
    Database& database, RecordLog& log, const std::vector<std::int64_t>& targets, int places_max,
    const std::function<void(LinkingPage)>& each);

}  // namespace duwang::storage
