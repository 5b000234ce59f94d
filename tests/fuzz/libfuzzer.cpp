// Compiled once per target, with DUWANG_TARGET as its name.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    duwang::fuzz::DUWANG_TARGET({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
