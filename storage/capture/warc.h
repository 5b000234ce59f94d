// WARC 1.1 records (ISO 28500): their text, and reading them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace duwang::storage {

// The text of one record in the making: header lines first, then the block.
class RecordText {
  public:
    RecordText(std::string_view type, std::string_view id, std::string_view date);
    // An empty value writes nothing; a line break in one becomes a blank.
    RecordText& line(std::string_view name, std::string_view value);
    RecordText& lines(std::string_view ready);  // header lines as they stand
    // The whole record, with `block` and its digest (SHA-256); nothing is left here.
    std::string finish(std::string_view block);
    // The same with head and body of an answer as its block. The digest of the body is written as
    // the payload's, and to `payload` in hex.
    std::string finish(std::string_view head, std::string_view body, std::string& payload);

  private:
    RecordText& length(std::size_t bytes);

    std::string text_;
};

// The reading side.
struct WarcRecord {
    std::string type;  // response, revisit, request, metadata, warcinfo
    std::string url;
    std::string date;
    std::string headers;  // of the record
    std::string block;    // what the record holds: for a response, HTTP head and body
    std::string_view http_head() const;
    std::string_view http_body() const;
    std::string_view field(std::string_view name) const;  // of the record's header; "" if none
    std::vector<std::string_view> fields(std::string_view name) const;  // all of them
};

// Parses one decompressed record and checks its block digest.
Result<WarcRecord> parse_record(std::string plain);

}  // namespace duwang::storage
