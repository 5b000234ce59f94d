#include "tests/support/ole.h"

#include <algorithm>
#include <cstdint>

namespace duwang::test {
namespace {

constexpr std::size_t sector = 512, per_sector = sector / 4, in_head = 109, mini_cutoff = 4'096;
constexpr std::uint32_t end_of_chain = 0xFFFFFFFE, unused = 0xFFFFFFFF, of_fat = 0xFFFFFFFD,
                        of_difat = 0xFFFFFFFC;

std::size_t sectors_of(std::size_t bytes) { return (bytes + sector - 1) / sector; }

void put(std::string& out, std::uint64_t value, int bytes) {
    append_number(out, static_cast<unsigned long>(value), bytes);
}

std::string entry_of(const std::string& name, int type, std::uint32_t next, std::uint32_t child,
                     std::uint32_t start, std::size_t size) {
    std::string out;
    for (const char c : name) put(out, static_cast<unsigned char>(c), 2);
    out.resize(64, '\0');
    put(out, name.size() * 2 + 2, 2);
    put(out, static_cast<unsigned>(type), 1);
    put(out, 1, 1);  // black
    put(out, unused, 4);
    put(out, next, 4);
    put(out, child, 4);
    out.resize(116, '\0');
    put(out, start, 4);
    put(out, size, 8);
    return out;
}

std::string head_of(std::size_t directory_start, const std::vector<std::uint32_t>& fat_at,
                    std::size_t difat_start, std::size_t difats) {
    std::string head = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    head.resize(24, '\0');
    for (const unsigned value : {0x3Eu, 3u, 0xFFFEu, 9u, 6u}) put(head, value, 2);
    head.resize(44, '\0');
    put(head, fat_at.size(), 4);
    put(head, directory_start, 4);
    put(head, 0, 4);
    put(head, mini_cutoff, 4);
    put(head, end_of_chain, 4);  // no small streams
    put(head, 0, 4);
    put(head, difats > 0 ? difat_start : end_of_chain, 4);
    put(head, difats, 4);
    for (std::size_t i = 0; i < in_head; ++i) put(head, i < fat_at.size() ? fat_at[i] : unused, 4);
    return head;
}

}  // namespace

void append_number(std::string& out, unsigned long value, int bytes) {
    for (; bytes > 0; --bytes, value >>= 8) out += static_cast<char>(value & 0xFF);
}

void set_number(std::string& bytes, std::size_t at, unsigned long value, int count) {
    std::string number;
    append_number(number, value, count);
    bytes.replace(at, number.size(), number);
}

unsigned long number_of(const std::string& bytes, std::size_t at, int count) {
    unsigned long value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes.at(at + static_cast<std::size_t>(i)));
    return value;
}

std::string ole_of(const OleStreams& streams) {
    std::string content, directory;
    std::vector<std::uint32_t> fat;
    const auto chain = [&](std::size_t sectors) {
        for (std::size_t i = 1; i < sectors; ++i)
            fat.push_back(static_cast<std::uint32_t>(fat.size() + 1));
        fat.push_back(end_of_chain);
    };
    directory = entry_of("Root Entry", 5, unused, 1, end_of_chain, 0);
    for (std::size_t i = 0; i < streams.size(); ++i) {
        const auto& [name, bytes] = streams[i];
        const std::size_t size = std::max(bytes.size(), mini_cutoff);
        const std::uint32_t next =
            i + 1 < streams.size() ? static_cast<std::uint32_t>(i + 2) : unused;
        directory += entry_of(name, 2, next, unused, static_cast<std::uint32_t>(fat.size()), size);
        content += bytes;
        content.resize(content.size() + sectors_of(size) * sector - bytes.size(), '\0');
        chain(sectors_of(size));
    }
    const std::size_t directory_start = fat.size();
    directory.resize(sectors_of(directory.size()) * sector, '\0');
    chain(sectors_of(directory.size()));
    content += directory;
    // The table itself takes sectors that it tells of, and so do the lists of them.
    std::size_t fats = 0, difats = 0;
    for (int i = 0; i < 8; ++i) {
        fats = sectors_of((fat.size() + fats + difats) * 4);
        difats = fats <= in_head ? 0 : (fats - in_head + per_sector - 2) / (per_sector - 1);
    }
    const std::size_t difat_start = fat.size();
    fat.insert(fat.end(), difats, of_difat);
    std::vector<std::uint32_t> fat_at;
    for (std::size_t i = 0; i < fats; ++i)
        fat_at.push_back(static_cast<std::uint32_t>(fat.size() + i));
    fat.insert(fat.end(), fats, of_fat);
    fat.resize(fats * per_sector, unused);
    std::string out = head_of(directory_start, fat_at, difat_start, difats) + content;
    std::size_t told = in_head;
    for (std::size_t i = 0; i < difats; ++i) {
        for (std::size_t k = 0; k + 1 < per_sector; ++k, ++told)
            put(out, told < fat_at.size() ? fat_at[told] : unused, 4);
        put(out, i + 1 < difats ? difat_start + i + 1 : end_of_chain, 4);
    }
    for (const std::uint32_t next : fat) put(out, next, 4);
    return out;
}

}  // namespace duwang::test
