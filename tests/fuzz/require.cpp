#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/target.h"

namespace duwang::fuzz {

void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", promise);
    std::abort();
}

}  // namespace duwang::fuzz
