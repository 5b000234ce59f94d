// WARC 1.1 records (ISO 28500): request, response and metadata of each exchange.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/http_message.h"
#include "core/result.h"

namespace duwang::storage {

// The plain bytes of the records of one exchange, ready to be compressed one by one.
struct WarcRecords {
    std::string request;   // empty when nothing was sent
    std::string response;  // empty when nothing came; a revisit record when nothing new came
    // Connected address, DNS, TLS, timings, how it ended; empty when an earlier record says the
    // same.
    std::string metadata;
    std::string payload_sha256;
};

// What was recorded of connections: hash of the facts → id of the record that holds them. The
// exchanges of one connection differ in nothing else than their timings.
using KnownConnections = std::unordered_map<std::uint64_t, std::string>;

// `record_key` makes record ids stable: the same exchange of the same capture has the same id. With
// `known`, an ordinary answer over a connection that is recorded already names that record in its
// own header (DuWang-Connection, beside DuWang-Exchange) instead of repeating it.
WarcRecords make_records(const Exchange& exchange, const std::string& record_key,
                         KnownConnections* known = nullptr);
// The key of an exchange's records, and the WARC-Record-ID of its response.
std::string record_key(const std::string& capture, std::int64_t exchange);
std::string response_id(const std::string& capture, std::int64_t exchange);
std::string make_warcinfo(const std::string& record_key, const std::string& software,
                          const std::string& started_utc);

// The reading side.
struct WarcRecord {
    std::string type;  // response, revisit, request, metadata, warcinfo
    std::string url;
    std::string date;
    std::string headers;  // of the record
    std::string block;    // what the record holds: for a response, HTTP head and body
    std::string_view http_head() const;
    std::string_view http_body() const;
};

// Parses one decompressed record and checks its block digest.
Result<WarcRecord> parse_record(std::string plain);

}  // namespace duwang::storage
