#include "storage/capture/warc.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/hash.h"

namespace duwang::storage {
namespace {

constexpr std::string_view end_of_lines = "\r\n\r\n";

}  // namespace

RecordText::RecordText(std::string_view type, std::string_view id, std::string_view date) {
    text_.reserve(1024);
    text_ = "WARC/1.1\r\n";
    line("WARC-Type", type).line("WARC-Record-ID", id).line("WARC-Date", date);
}

RecordText& RecordText::line(std::string_view name, std::string_view value) {
    if (value.empty()) return *this;
    text_.append(name).append(": ");
    const auto begin = static_cast<std::ptrdiff_t>(text_.size());
    text_.append(value);
    // Values are ours or percent-encoded addresses; a line break can still not slip in.
    std::replace_if(
        text_.begin() + begin, text_.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
    text_.append("\r\n");
    return *this;
}

RecordText& RecordText::lines(std::string_view ready) {
    text_.append(ready);
    return *this;
}

RecordText& RecordText::length(std::size_t bytes) {
    text_.reserve(text_.size() + bytes + 64);
    text_.append(fmt::format("Content-Length: {}", bytes)).append(end_of_lines);
    return *this;
}

std::string RecordText::finish(std::string_view block) {
    line("WARC-Block-Digest", "sha256:" + sha256_hex(block)).length(block.size());
    text_.append(block).append(end_of_lines);
    return std::move(text_);
}

std::string RecordText::finish(std::string_view head, std::string_view body, std::string& payload) {
    // The digests are made of the block where it stands, and come to stand before it.
    const std::string room(64, ' ');
    line("WARC-Payload-Digest", "sha256:" + room);
    const std::size_t payload_at = text_.size() - room.size() - 2;
    line("WARC-Block-Digest", "sha256:" + room);
    const std::size_t block_at = text_.size() - room.size() - 2;
    length(head.size() + body.size());
    const std::size_t begin = text_.size();
    text_.append(head).append(body);
    const std::string_view block = std::string_view(text_).substr(begin);
    DigestPair digests = sha256_hex_of_two(block, block.substr(head.size()));
    text_.replace(block_at, room.size(), digests.one);
    text_.replace(payload_at, room.size(), digests.other);
    payload = std::move(digests.other);
    text_.append(end_of_lines);
    return std::move(text_);
}

// The empty line may be made of bare line feeds: heads are stored as they came.
std::string_view WarcRecord::http_head() const {
    std::string_view all = block;
    for (auto at = all.find('\n'); at != all.npos; at = all.find('\n', at + 1)) {
        std::string_view next = all.substr(at + 1, 2);
        if (next.starts_with('\n')) return all.substr(0, at + 2);
        if (next == "\r\n") return all.substr(0, at + 3);
    }
    return all;
}

std::string_view WarcRecord::http_body() const {
    return std::string_view(block).substr(http_head().size());
}

std::vector<std::string_view> WarcRecord::fields(std::string_view name) const {
    std::vector<std::string_view> values;
    const std::string key = fmt::format("\r\n{}: ", name);
    const std::string_view all = headers;
    for (auto at = all.find(key); at != all.npos; at = all.find(key, at + 1)) {
        const auto begin = at + key.size();
        values.push_back(all.substr(begin, all.find("\r\n", begin) - begin));
    }
    return values;
}

std::string_view WarcRecord::field(std::string_view name) const {
    const std::vector<std::string_view> values = fields(name);
    return values.empty() ? std::string_view() : values.front();
}

Result<WarcRecord> parse_record(std::string plain) {
    auto end = plain.find("\r\n\r\n");
    if (!plain.starts_with("WARC/1.") || end == plain.npos)
        return failure(Errc::damaged, "no WARC record begins here");
    WarcRecord record;
    record.headers = plain.substr(0, end + 2);
    record.type = record.field("WARC-Type");
    record.url = record.field("WARC-Target-URI");
    record.date = record.field("WARC-Date");
    const std::string_view length_text = record.field("Content-Length");
    std::size_t length = 0;
    std::from_chars(length_text.data(), length_text.data() + length_text.size(), length);
    if (length > plain.size() - (end + 4))
        return failure(Errc::damaged, "a WARC record is cut short");
    record.block = plain.substr(end + 4, length);
    if (record.field("WARC-Block-Digest") != "sha256:" + sha256_hex(record.block))
        return failure(Errc::damaged, "a WARC record does not have its recorded digest");
    return record;
}

}  // namespace duwang::storage
