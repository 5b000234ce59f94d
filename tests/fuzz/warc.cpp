#include "storage/capture/warc.h"

#include "storage/capture/gzip.h"
#include "tests/fuzz/target.h"

namespace duwang::fuzz {

void warc(std::string_view bytes) {
    constexpr std::size_t bytes_max = 1 << 20;
    const Result<std::string> plain = storage::read_gzip_member(bytes, bytes_max);
    require(!plain || plain->size() <= bytes_max, "a member yields no more than allowed");
    const std::string begin = storage::begin_of_member(bytes, 1000);
    require(begin.size() <= 1000, "a beginning is no longer than asked for");
    require(!plain || plain->substr(0, 1000) == begin, "a member begins as it says");
    std::string packed;
    storage::append_gzip_member(bytes, packed);
    require(storage::read_gzip_member(packed, bytes_max) == std::string(bytes),
            "what was packed is read again");
    const Result<storage::WarcRecord> record =
        storage::parse_record(plain ? *plain : std::string(bytes));
    if (!record) return;
    require(record->http_head().size() + record->http_body().size() <= record->block.size(),
            "head and body lie in the block");
}

}  // namespace duwang::fuzz
