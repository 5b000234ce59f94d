// 复采: a page that has not changed since an earlier capture is not fetched or read again. Its
// bytes are copied from there; this says which they are and how old.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/time.h"

namespace duwang {

// Where captured bytes lie: enough for anybody to read them back and check them.
struct RecordPlace {
    std::string file;            // "exchanges-0001.warc.gz"
    std::int64_t offset = 0;     // of the gzip member, in bytes
    std::int64_t length = 0;     // of the gzip member, in bytes
    std::string payload_sha256;  // of the body as sent (transfer-coding removed), hex
};

// How it was found out that bytes are still those of before; stored by these words.
inline constexpr std::string_view not_modified = "not_modified";  // 304: the server says so
inline constexpr std::string_view same_payload = "same_payload";  // 200: the same body came again

// The exchange that really brought the bytes. However often they were confirmed since, it stays.
struct BytesOrigin {
    std::string how;            // not_modified, same_payload; empty: bytes are the exchange's own
    std::string capture;        // id
    std::int64_t exchange = 0;  // within that capture
    Timestamp fetched;
    bool is_set() const { return !how.empty(); }
};

Json to_json(const BytesOrigin& origin);
BytesOrigin bytes_origin_from_json(const Json& json);
// "字节取自 …（采集包 r1.x 交换 12），… 经服务器确认未变（304）"; `confirmed`: when this visit was.
std::string bytes_age_text(const BytesOrigin& origin, Timestamp confirmed);

// What a server said of a page, to be asked by again: headers, as it sent them; empty: none.
struct Validators {
    std::string etag, modified;  // ETag, Last-Modified
    std::string content_type, content_encoding;
};

// A record of an earlier capture as it stands, to be copied into a new one.
struct EarlierBytes {
    BytesOrigin origin;
    std::string url;        // that was asked
    std::string member;     // the gzip member of the response record
    std::string record_id;  // its WARC-Record-ID
    std::string payload_sha256;
    Validators said;
};

// What reading a page yielded, as an earlier capture has it written: to be stored as it stands.
struct StoredPage {
    std::string marks, marks_hash;  // JSON of marks and late contents, and its SHA-256
    std::string detail;             // all facts, packed; empty: not recorded
    std::string places;             // where the marks stand
    std::string newest;             // newest_day()
    bool has_further = false;  // `detail` names further pages of its pager, or files to be read
};

}  // namespace duwang
