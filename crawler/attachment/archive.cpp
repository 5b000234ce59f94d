// 压缩包: what lies in it is listed, and nothing of it opened.
#include <fmt/format.h>

#include <algorithm>

#include "core/text/charset.h"
#include "core/text/normalise.h"
#include "core/text/utf8.h"
#include "crawler/attachment/readers.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t end_record = 22, comment_max = 65'535;
constexpr std::size_t name_chars_max = 300;

std::size_t two_bytes(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]) + 256u * static_cast<unsigned char>(bytes[at + 1]);
}

// Programs on Chinese Windows write GB18030 and mark it as anything.
std::string entry_name(const std::string& raw) {
    const std::string text = is_valid_utf8(raw) ? raw : decode(raw, "gb18030").text;
    return printable(truncate_code_points(text, name_chars_max));
}

}  // namespace

std::size_t zip_entries_said(std::string_view bytes) {
    if (bytes.size() < end_record) return 0;
    const std::size_t window = std::min(bytes.size(), end_record + comment_max);
    const std::size_t at = bytes.substr(bytes.size() - window).rfind("PK\x05\x06");
    if (at == bytes.npos || at + end_record > window) return 0;
    return two_bytes(bytes, bytes.size() - window + at + 10);
}

std::optional<ZipReader> open_container(Reading& reading) {
    if (zip_entries_said(reading.bytes) > zip_entries_opened_max) {
        reading.give_up("too_large", "more files inside than are looked at");
        return {};
    }
    ZipLimits limits;
    limits.entries_max = zip_entries_opened_max;
    limits.inflated_max = reading.limits.inflated_max;
    limits.entry_max = reading.limits.inflated_max / 2;  // reading XML takes some copies of it
    auto zip = ZipReader::open(reading.bytes, reading.out.facts.name, limits);
    if (!zip) {
        reading.give_up("damaged", zip.error().what);
        return {};
    }
    return std::move(*zip);
}

void read_archive(Reading& reading, ZipReader& zip) {
    AttachmentFacts& facts = reading.out.facts;
    const std::vector<ZipEntry> entries = zip.entries();
    std::size_t locked = 0, files = 0;
    for (const ZipEntry& entry : entries) {
        if (entry.name.ends_with('/')) continue;  // a folder
        ++files;
        locked += entry.encrypted ? 1 : 0;
        if (facts.entries.size() >= reading.limits.entries_max) {
            reading.warn("entries_cut");
            continue;
        }
        ArchiveEntry said{
            entry_name(entry.name), static_cast<std::int64_t>(entry.bytes), {}, entry.encrypted};
        said.kind = kind_said(said.name);
        if (entry.bytes > (entry.packed + 1) * 1'000) reading.warn("entry_ratio");
        if (said.name.find("..") != said.name.npos || said.name.starts_with('/'))
            reading.warn("entry_path");
        facts.entries.push_back(std::move(said));
    }
    if (files > 0 && locked == files)
        return reading.give_up("encrypted", "every file in it has a password");
    if (locked > 0) reading.warn("entries_encrypted");
    facts.state = "listed";
}

}  // namespace duwang::crawler
