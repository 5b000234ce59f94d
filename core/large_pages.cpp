#include "core/large_pages.h"

#include <sys/mman.h>

#include <cstdint>

namespace duwang {

void prefer_large_pages(void* begin, std::size_t bytes) {
    constexpr std::size_t few = 8 << 20, page = 2 << 20;
    if (bytes < few) return;
    // Only whole pages inside: what lies around belongs to others.
    const std::size_t before = (page - reinterpret_cast<std::uintptr_t>(begin) % page) % page;
    const std::size_t size = (bytes - before) / page * page;
    // A refusal changes nothing but the time it takes.
    ::madvise(static_cast<char*>(begin) + before, size, MADV_HUGEPAGE);
}

}  // namespace duwang
