// Structures as in [MS-CFB].
#include "crawler/attachment/ole.h"

#include <algorithm>

#include "core/text/utf8.h"

namespace duwang::crawler {
namespace {

constexpr std::uint32_t last_sector = 0xFFFFFFF9;  // beyond: ends and marks
constexpr std::size_t fat_sectors_max = 4'096, directory_max = 1u << 20;

std::uint64_t number_at(std::string_view bytes, std::size_t at, int count) {
    std::uint64_t value = 0;
    for (int i = count - 1; i >= 0; --i) {
        const std::size_t place = at + static_cast<std::size_t>(i);
        value = value << 8 | (place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0u);
    }
    return value;
}

std::uint32_t word(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint32_t>(number_at(bytes, at, 4));
}

}  // namespace

std::optional<OleFile> OleFile::open(std::string_view bytes) {
    if (!bytes.starts_with(ole_magic) || bytes.size() < 512) return {};
    OleFile file;
    file.bytes_ = bytes;
    file.sector_size_ = number_at(bytes, 30, 2) == 12 ? 4096 : 512;
    file.mini_cutoff_ = 4096;
    file.mini_fat_start_ = word(bytes, 60);
    file.read_fat_sectors();
    file.read_directory();
    if (file.streams_.empty()) return {};
    return file;
}

std::string_view OleFile::sector(std::uint32_t index) const {
    const std::uint64_t at = (std::uint64_t{index} + 1) * sector_size_;
    if (index > last_sector || at >= bytes_.size()) return {};
    return bytes_.substr(at, sector_size_);
}

void OleFile::read_fat_sectors() {
    for (std::size_t i = 0; i < 109; ++i)
        if (const std::uint32_t at = word(bytes_, 76 + 4 * i); at <= last_sector)
            fat_sectors_.push_back(at);
    std::uint32_t more = word(bytes_, 68);
    const std::size_t each = sector_size_ / 4 - 1;
    // Counted, for a chain may run in a circle that holds no sector.
    for (std::size_t met = 0; more <= last_sector && met < fat_sectors_max; ++met) {
        if (fat_sectors_.size() >= fat_sectors_max) break;
        const std::string_view part = sector(more);
        if (part.size() < sector_size_) break;
        for (std::size_t i = 0; i < each; ++i)
            if (const std::uint32_t at = word(part, 4 * i); at <= last_sector)
                fat_sectors_.push_back(at);
        more = word(part, 4 * each);
    }
}

std::uint32_t OleFile::next(std::uint32_t index) const {
    const std::size_t each = sector_size_ / 4;
    const std::size_t which = index / each;
    if (which >= fat_sectors_.size()) return 0xFFFFFFFE;
    const std::string_view part = sector(fat_sectors_[which]);
    return part.empty() ? 0xFFFFFFFE : word(part, 4 * (index % each));
}

std::string OleFile::chain(std::uint32_t start, std::size_t bytes_max) const {
    std::string out;
    std::vector<bool> met(bytes_.size() / sector_size_ + 1);
    while (start <= last_sector && out.size() < bytes_max) {
        const std::string_view part = sector(start);
        if (part.empty() || met[start]) break;
        met[start] = true;
        out += part.substr(0, bytes_max - out.size());
        start = next(start);
    }
    return out;
}

void OleFile::read_directory() {
    const std::string entries = chain(word(bytes_, 48), std::min(directory_max, bytes_.size()));
    for (std::size_t at = 0; at + 128 <= entries.size(); at += 128) {
        const std::string_view entry = std::string_view(entries).substr(at, 128);
        const auto type = static_cast<unsigned char>(entry[66]);
        Stream stream;
        const std::size_t length = std::min<std::size_t>(number_at(entry, 64, 2), 64);
        for (std::size_t i = 0; i + 2 < length; i += 2)
            append_utf8(stream.name, static_cast<char32_t>(number_at(entry, i, 2)));
        stream.start = word(entry, 116);
        stream.size = number_at(entry, 120, 4);
        if (type == 5) root_ = stream;
        if (type == 2) streams_.push_back(std::move(stream));
    }
}

bool OleFile::has(std::string_view name) const {
    return std::ranges::find(streams_, name, &Stream::name) != streams_.end();
}

bool OleFile::whole(std::string_view name) const {
    const auto found = std::ranges::find(streams_, name, &Stream::name);
    return found != streams_.end() && found->size <= bytes_.size() &&
           stream(name, bytes_.size()).size() == found->size;
}

std::string OleFile::stream(std::string_view name, std::size_t bytes_max) const {
    const auto found = std::ranges::find(streams_, name, &Stream::name);
    if (found == streams_.end()) return {};
    const std::size_t most = std::min<std::size_t>(bytes_max, found->size);
    if (found->size >= mini_cutoff_) return chain(found->start, most);
    const std::string inner = chain(root_.start, std::min<std::size_t>(root_.size, bytes_.size()));
    const std::string table = chain(mini_fat_start_, bytes_.size());
    std::string out;
    std::uint64_t at = found->start;
    while (at <= last_sector && out.size() < most && at * mini_size_ < inner.size()) {
        out += inner.substr(at * mini_size_, std::min(mini_size_, most - out.size()));
        if (at * 4 + 4 > table.size()) break;
        at = word(table, at * 4);
    }
    return out;
}

}  // namespace duwang::crawler
