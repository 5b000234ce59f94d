// The WARC file of a capture: buffers records, appends them in one go, reads them back.
#pragma once

#include <cstdint>
#include <string>

#include "core/fact.h"
#include "storage/capture/append_file.h"
#include "storage/capture/exchange_records.h"
#include "storage/capture/gzip.h"
#include "storage/capture/warc.h"

namespace duwang::storage {

inline constexpr std::string_view warc_file_name = "exchanges-0001.warc.gz";

// Throws DatabaseFailure, as the store it belongs to does.
class RecordLog {
  public:
    RecordLog(std::string folder, const std::string& capture_id);
    void open(std::int64_t committed_length);

    void add_info(const std::string& software, const std::string& started_utc);
    // Where the response lies; of the metadata record when nothing came. Of an exchange with
    // earlier bytes these are copied, unless they lie at `copied` already, and `revisit` is the
    // place of its own record.
    RecordPlace add(const Exchange& exchange, std::int64_t id, const RecordPlace& copied = {},
                    RecordPlace* revisit = nullptr);

    void flush();
    std::int64_t length() const {
        return file_.length() + static_cast<std::int64_t>(buffer_.size());
    }
    Result<WarcRecord> read(const RecordPlace& place);

  private:
    RecordPlace append(const std::string& record);
    RecordPlace copy(const EarlierBytes& earlier);

    std::string folder_;
    RecordIds ids_;
    AppendFile file_;
    ToldBefore told_;
    std::string buffer_;
};

// Reads one record of a capture folder and checks its digest.
Result<WarcRecord> read_record(const std::string& folder, const RecordPlace& place);
// One record as it lies there, compressed. Nothing is checked but that a member begins.
Result<std::string> read_member(const std::string& folder, const RecordPlace& place);
// What such a member begins with, without reading and checking all of it.
struct RecordBegin {
    std::string id;         // WARC-Record-ID
    std::string http_head;  // of the answer
};
Result<RecordBegin> begin_of_record(std::string_view member);
// The member at `offset` of a file of `size` bytes. Where it ends is only known once it was read: a
// window, `expected` bytes at first, grows until the member is whole.
Result<GzipMember> read_member_at(const std::string& path, std::int64_t size, std::int64_t offset,
                                  std::int64_t expected);
// The one that follows it.
Result<WarcRecord> read_record_after(const std::string& folder, const RecordPlace& place);

}  // namespace duwang::storage
