#include "crawler/run/earlier_links.h"

#include <algorithm>
#include <utility>

namespace duwang::crawler {

EarlierLinks::EarlierLinks(std::int64_t last_url)
    : size_(static_cast<std::size_t>(std::max<std::int64_t>(last_url, 0)) + 1),
      ids_(std::make_unique<std::atomic<std::uint32_t>[]>(size_)) {}

std::int64_t EarlierLinks::find(std::int64_t earlier) const {
    if (earlier <= 0 || std::cmp_greater_equal(earlier, size_)) return 0;
    return ids_[static_cast<std::size_t>(earlier)].load(std::memory_order_relaxed);
}

void EarlierLinks::add(std::int64_t earlier, std::int64_t id) {
    if (earlier <= 0 || std::cmp_greater_equal(earlier, size_)) return;
    ids_[static_cast<std::size_t>(earlier)].store(static_cast<std::uint32_t>(id),
                                                  std::memory_order_relaxed);
}

}  // namespace duwang::crawler
