// Every record of a capture against its own digests, and every exchange against its record: says
// which ones are damaged, where the hash of a whole file only says that something is.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/result.h"

namespace duwang::storage {

struct DamagedRecord {
    std::string file;  // with its folder
    std::int64_t offset = 0;
    std::int64_t exchange = 0;  // 0: of none that is known
    std::string url;            // as far as it is known
    std::string what;
};

struct DeepVerified {
    std::int64_t records = 0, exchanges = 0, damaged = 0;
};

// Reads the WARC files from end to end, those of a supplement's parents too; the capture may be
// damaged in any way. Memory does not depend on its size.
Result<DeepVerified> verify_records(const std::string& folder,
                                    const std::function<void(const DamagedRecord&)>& damaged);

}  // namespace duwang::storage
