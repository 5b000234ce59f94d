#include "storage/capture/record_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "storage/capture/sqlite.h"
#include "storage/capture/supplement.h"

namespace duwang::storage {
namespace {

constexpr std::size_t record_bytes_max = 64u << 20;
constexpr std::size_t buffer_bytes_max = 4u << 20;

void must(const Result<void>& done) {
    if (!done) throw DatabaseFailure(done.error().code, done.error().what);
}

}  // namespace

RecordLog::RecordLog(std::string folder, const std::string& capture_id)
    : folder_(std::move(folder)), ids_(capture_id) {}

void RecordLog::open(std::int64_t committed_length) {
    auto file = AppendFile::open(fmt::format("{}/{}", folder_, warc_file_name), committed_length);
    if (!file) throw DatabaseFailure(file.error().code, file.error().what);
    file_ = std::move(*file);
}

void RecordLog::add_info(const std::string& software, const std::string& started_utc) {
    append_gzip_member(make_warcinfo(ids_, software, started_utc), buffer_);
}

RecordPlace RecordLog::append(const std::string& record) {
    RecordPlace place;
    place.file = warc_file_name;
    place.offset = length();
    place.length = static_cast<std::int64_t>(append_gzip_member(record, buffer_));
    return place;
}

// The member as it stands: what another capture sealed is not compressed again.
RecordPlace RecordLog::copy(const EarlierBytes& earlier) {
    RecordPlace place;
    place.file = warc_file_name;
    place.offset = length();
    place.length = static_cast<std::int64_t>(earlier.member.size());
    buffer_ += earlier.member;
    return place;
}

RecordPlace RecordLog::add(const Exchange& exchange, std::int64_t id, const RecordPlace& copied,
                           RecordPlace* revisit) {
    WarcRecords records = make_records(exchange, ids_, id, &told_);
    RecordPlace place = copied;
    if (exchange.earlier && copied.length == 0) place = copy(*exchange.earlier);
    // What the rows point to comes first, its request right behind it.
    const bool came = !records.response.empty();
    RecordPlace answer = append(came ? records.response : records.metadata);
    (exchange.earlier && revisit ? *revisit : place) = answer;
    if (!records.request.empty()) append(records.request);
    if (came && !records.metadata.empty()) append(records.metadata);
    place.payload_sha256 = records.payload_sha256;
    if (buffer_.size() > buffer_bytes_max) {
        must(file_.append(buffer_));
        buffer_.clear();
    }
    return place;
}

void RecordLog::flush() {
    must(file_.append(buffer_));
    buffer_.clear();
    must(file_.sync());
}

Result<WarcRecord> RecordLog::read(const RecordPlace& place) {
    if (!buffer_.empty()) {
        if (auto done = file_.append(buffer_); !done) return tl::unexpected(done.error());
        buffer_.clear();
    }
    return read_record(folder_, place);
}

Result<std::string> read_member(const std::string& folder, const RecordPlace& place) {
    if (!is_record_file(place.file))
        return failure(Errc::not_found, "no bytes were captured for this exchange");
    if (place.offset < 0 || place.length < 0 ||
        std::cmp_greater(place.length, record_bytes_max + record_bytes_max / 1024))
        return failure(Errc::damaged, "no record can lie where this one is said to be");
    auto member = read_range(fmt::format("{}/{}", folder, place.file), place.offset, place.length);
    if (member && !member->starts_with("\x1f\x8b"))
        return failure(Errc::damaged, "no record begins there");
    return member;
}

Result<WarcRecord> read_record(const std::string& folder, const RecordPlace& place) {
    auto member = read_member(folder, place);
    if (!member) return tl::unexpected(member.error());
    auto plain = read_gzip_member(*member, record_bytes_max);
    if (!plain) return tl::unexpected(plain.error());
    return parse_record(std::move(*plain));
}

Result<RecordBegin> begin_of_record(std::string_view member) {
    // Most heads are short; the few others are looked for in more and more.
    for (std::size_t plain_max = 1536; plain_max <= record_bytes_max; plain_max *= 4) {
        WarcRecord record;
        record.block = begin_of_member(member, plain_max);
        const auto end = record.block.find("\r\n\r\n");
        const bool all = record.block.size() < plain_max;
        if (end == std::string::npos && !all) continue;
        if (end == std::string::npos) break;
        record.headers = record.block.substr(0, end + 2);
        record.block.erase(0, end + 4);
        const std::string_view head = record.http_head();
        if (head.size() < record.block.size() || all)
            return RecordBegin{std::string(record.field("WARC-Record-ID")), std::string(head)};
    }
    return failure(Errc::damaged, "no answer lies there");
}

Result<GzipMember> read_member_at(const std::string& path, std::int64_t size, std::int64_t offset,
                                  std::int64_t expected) {
    const std::int64_t rest = size - offset;
    constexpr auto window_max = static_cast<std::int64_t>(record_bytes_max);
    for (std::int64_t window = std::clamp<std::int64_t>(expected, 1, window_max);; window *= 4) {
        auto bytes = read_range(path, offset, std::min(window, rest));
        if (!bytes) return tl::unexpected(bytes.error());
        auto member = first_gzip_member(*bytes, record_bytes_max);
        if (member || window >= rest || window >= window_max) return member;
    }
}

Result<WarcRecord> read_record_after(const std::string& folder, const RecordPlace& place) {
    constexpr std::int64_t usual = 4 << 10;
    if (!is_record_file(place.file)) return failure(Errc::not_found, "no bytes were captured");
    const std::string path = fmt::format("{}/{}", folder, place.file);
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    const std::int64_t at = place.offset + place.length;
    if (error || place.offset < 0 || place.length < 0 || std::cmp_greater_equal(at, size))
        return failure(Errc::not_found, "no record follows");
    auto member = read_member_at(path, static_cast<std::int64_t>(size), at, usual);
    if (!member) return tl::unexpected(member.error());
    return parse_record(std::move(member->plain));
}

}  // namespace duwang::storage
