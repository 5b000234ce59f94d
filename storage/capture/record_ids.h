// WARC-Record-IDs of a capture: made of its id, the exchange and the kind of record, so the same
// exchange of the same capture always has the same ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace duwang::storage {

class RecordIds {
  public:
    enum class Kind { info, response, request, metadata };
    explicit RecordIds(std::string_view capture);
    // <urn:uuid:…>, a UUID of our own making (RFC 9562, version 8): its first 18 digits belong to
    // the capture, the last twelve are four times the exchange plus the kind. Ids of one capture
    // that stand in one record thereby compress well.
    std::string of(Kind kind, std::int64_t exchange) const;

  private:
    std::string begin_;
};

// The exchange in an id as made above; 0: it is none.
std::int64_t exchange_of_record_id(std::string_view id);

}  // namespace duwang::storage
