#include "storage/capture/varint.h"

#include <algorithm>
#include <utility>

namespace duwang::storage {

namespace {

void append_varint(std::string& blob, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) blob.push_back(static_cast<char>(value | 0x80));
    blob.push_back(static_cast<char>(value));
}

// Calls `each` for every varint, as far as the blob is ours.
template <class Each>
void for_each_varint(std::string_view blob, Each each) {
    std::uint64_t value = 0;
    int shift = 0;
    for (char c : blob) {
        auto byte = static_cast<unsigned char>(c);
        if (shift > 56) return;
        value |= std::uint64_t{byte & 0x7fu} << shift;
        shift += 7;
        if (byte & 0x80) continue;
        each(value);
        value = 0;
        shift = 0;
    }
}

}  // namespace

std::string pack_ids(std::vector<std::int64_t> ids) {
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::string blob;
    blob.reserve(ids.size() * 3);
    std::int64_t previous = 0;
    for (std::int64_t id : ids)
        append_varint(blob, static_cast<std::uint64_t>(id - std::exchange(previous, id)));
    return blob;
}

std::vector<std::int64_t> unpack_ids(std::string_view blob) {
    std::vector<std::int64_t> ids;
    std::int64_t id = 0;
    for_each_varint(blob, [&](std::uint64_t difference) {
        id += static_cast<std::int64_t>(difference);
        ids.push_back(id);
    });
    return ids;
}

std::string pack_numbers(const std::vector<std::int64_t>& numbers) {
    std::string blob;
    std::int64_t previous = 0;
    for (std::int64_t number : numbers) {
        const std::int64_t difference = number - std::exchange(previous, number);
        append_varint(blob, static_cast<std::uint64_t>(difference) << 1 ^
                                static_cast<std::uint64_t>(difference >> 63));
    }
    return blob;
}

std::vector<std::int64_t> unpack_numbers(std::string_view blob) {
    std::vector<std::int64_t> numbers;
    std::int64_t number = 0;
    for_each_varint(blob, [&](std::uint64_t zigzag) {
        number += static_cast<std::int64_t>(zigzag >> 1) ^ -static_cast<std::int64_t>(zigzag & 1);
        numbers.push_back(number);
    });
    return numbers;
}

}  // namespace duwang::storage
