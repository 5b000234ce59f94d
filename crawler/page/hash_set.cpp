#include "crawler/page/hash_set.h"

#include <algorithm>
#include <random>

namespace duwang::crawler {
namespace {

constexpr std::size_t slots_min = 512;
// What one huge page needed is given back: emptying it would cost every later page.
constexpr std::size_t slots_kept = 16384;

// A page could be made whose hashes all begin at the same slot, if it knew which slot that is.
std::uint64_t secret_factor() {
    static const std::uint64_t factor = (std::uint64_t{std::random_device()()} << 33) |
                                        (std::uint64_t{std::random_device()()} << 1) | 1;
    return factor;
}

}  // namespace

HashSet::HashSet() : factor_(secret_factor()) {}

void HashSet::clear() {
    if (slots_.size() > slots_kept) {
        slots_ = std::vector<std::uint64_t>(slots_min, 0);
        used_ = {};
    }
    for (const std::uint32_t at : used_) slots_[at] = 0;
    used_.clear();
}

void HashSet::grow() {
    std::vector<std::uint64_t> old(std::max(slots_min, slots_.size() * 2), 0);
    old.swap(slots_);
    used_.clear();
    for (std::uint64_t hash : old)
        if (hash != 0) insert(hash);
}

}  // namespace duwang::crawler
