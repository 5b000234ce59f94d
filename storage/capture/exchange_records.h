// The WARC records of one exchange: response (or revisit), request and metadata.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/http_message.h"
#include "storage/capture/record_ids.h"
#include "storage/capture/told_requests.h"

namespace duwang::storage {

// The plain bytes of the records of one exchange, ready to be compressed one by one.
struct WarcRecords {
    std::string response;  // empty when nothing came; a revisit record when nothing new came
    std::string request;   // empty when nothing was sent, or an earlier record tells of it
    // Connected address, DNS, TLS, timings, how it ended; empty when an earlier record says the
    // same.
    std::string metadata;
    std::string payload_sha256;
};

// What the records written so far tell, to be named instead of repeated: the exchanges of one
// connection differ in nothing else than their timings, requests in little more than their target.
struct ToldBefore {
    std::unordered_map<std::string, std::string>
        connections;  // what they showed → id of the record
    ToldRequests requests;
};

// With `told`, an ordinary answer names earlier records in its own header (DuWang-Connection beside
// DuWang-Exchange, DuWang-Request) instead of repeating them.
WarcRecords make_records(const Exchange& exchange, const RecordIds& ids, std::int64_t number,
                         ToldBefore* told = nullptr);
std::string make_warcinfo(const RecordIds& ids, std::string_view software,
                          std::string_view started_utc);

}  // namespace duwang::storage
