#include "storage/capture/varint.h"

#include <algorithm>

namespace duwang::storage {

std::string pack_ids(std::vector<std::int64_t> ids) {
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::string blob;
    std::int64_t previous = 0;
    for (std::int64_t id : ids) {
        auto rest = static_cast<std::uint64_t>(id - previous);
        previous = id;
        for (; rest >= 0x80; rest >>= 7) blob.push_back(static_cast<char>(rest | 0x80));
        blob.push_back(static_cast<char>(rest));
    }
    return blob;
}

std::vector<std::int64_t> unpack_ids(std::string_view blob) {
    std::vector<std::int64_t> ids;
    std::int64_t id = 0;
    std::uint64_t value = 0;
    int shift = 0;
    for (char c : blob) {
        auto byte = static_cast<unsigned char>(c);
        if (shift > 56) break;  // not ours
        value |= std::uint64_t{byte & 0x7fu} << shift;
        shift += 7;
        if (byte & 0x80) continue;
        id += static_cast<std::int64_t>(value);
        ids.push_back(id);
        value = 0;
        shift = 0;
    }
    return ids;
}

}  // namespace duwang::storage
