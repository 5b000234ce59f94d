#include "crawler/page/hash_set.h"

#include <algorithm>
#include <bit>
#include <random>

#include "core/large_pages.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t spare = 64;  // that room is made for beforehand
constexpr std::size_t slots_min = 512;
constexpr std::size_t slots_expected_max = 8192;  // at first; more are made when they are needed
// What one huge page needed is given back: emptying it would cost every later page.
constexpr std::size_t slots_kept = 16384;

// A page could be made whose hashes all begin at the same slot, if it knew which slot that is.
std::uint64_t secret_factor() {
    static const std::uint64_t factor = (std::uint64_t{std::random_device()()} << 33) |
                                        (std::uint64_t{std::random_device()()} << 1) | 1;
    return factor;
}

}  // namespace

HashSet::HashSet() : slots_(slots_min, 0), mask_(slots_min - 1), factor_(secret_factor()) {}

// Only as many slots are used, and emptied the next time, as pages seem to need.
void HashSet::clear() {
    expected_ = std::max(count_, expected_ - expected_ / 8);
    const std::size_t wanted = std::clamp(std::bit_ceil((expected_ + expected_ / 4 + spare) * 2),
                                          slots_min, slots_expected_max);
    if (slots_.size() > slots_kept || slots_.size() < wanted)
        slots_ = std::vector<std::uint64_t>(wanted, 0);
    else
        std::fill_n(slots_.begin(), mask_ + 1, 0);  // none of those behind is in use
    mask_ = wanted - 1;
    count_ = 0;
}

// Large sets grow by more: of each step's memory every page is new.
void HashSet::grow() {
    const std::size_t used = mask_ + 1;
    const std::size_t wanted = used * (used > slots_kept ? 4 : 2);
    std::vector<std::uint64_t> old;
    old.reserve(wanted);
    prefer_large_pages(old.data(), wanted * sizeof(std::uint64_t));
    old.resize(wanted, 0);
    old.swap(slots_);
    old.resize(used);
    mask_ = slots_.size() - 1;
    count_ = 0;
    for (std::uint64_t hash : old)
        if (hash != 0) insert_in_room(hash);
}

}  // namespace duwang::crawler
