// Memory of which a lot is about to be filled.
#pragma once

#include <cstddef>

namespace duwang {

// Asks the system for pages of 2 MB instead of 4 KB where that is possible: each page that is
// touched first costs about as much as reading 500 bytes. Does nothing for a few MB.
void prefer_large_pages(void* begin, std::size_t bytes);

}  // namespace duwang
