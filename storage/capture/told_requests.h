// Requests of a crawl differ in little more than their target. The first of its kind gets a record;
// the header of a response to a later one names that record and says what was different.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace duwang::storage {

struct WarcRecord;

class ToldRequests {
  public:
    // Header lines of the response (DuWang-Request, and DuWang-Request-Header for each header line
    // that is another one); empty: no record tells of this request, it needs its own.
    std::string fields(std::string_view url, std::string_view request_head) const;
    // The record `id` holds this request.
    void add(std::string_view url, std::string_view request_head, const std::string& id);

  private:
    struct Told {
        std::string id, head;
    };
    std::unordered_map<std::string, Told> told_;  // by the names of the header lines and the host
};

// The id of the record that tells of the request; empty: it has its own.
std::string_view told_request_id(const WarcRecord& response);
// The request as it was sent, from the record named and the response to it.
std::optional<std::string> rebuild_request(const WarcRecord& told, const WarcRecord& response);

}  // namespace duwang::storage
