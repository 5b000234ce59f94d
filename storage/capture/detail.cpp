#include "storage/capture/detail.h"

#include "storage/capture/gzip.h"

namespace duwang::storage {
namespace {

constexpr std::size_t detail_bytes_max = 64u << 20;

}  // namespace

std::string pack_detail(const PageFacts& facts) {
    std::string packed;
    if (facts.detailed) append_gzip_member(to_json(facts).dump(), packed);
    return packed;
}

std::string unpack_detail(std::string stored) {
    if (!stored.starts_with("\x1f\x8b")) return stored;
    auto plain = read_gzip_member(stored, detail_bytes_max);
    return plain ? std::move(*plain) : std::string();
}

}  // namespace duwang::storage
