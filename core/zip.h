// ZIP archives of others, read from memory; the library behind it is included in zip.cpp only.
// Nothing is ever written to a path that an archive names.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace duwang {

// What an archive says of a file in it, before anything is unpacked.
struct ZipEntry {
    std::string name;  // its bytes as they stand; charset not told
    std::uint64_t bytes = 0, packed = 0;
    bool encrypted = false;
};

// Why a file in an archive could not be read.
enum class ZipProblem { none, missing, damaged, encrypted, too_large, ratio };

struct ZipLimits {
    std::size_t entries_max = 2'000;
    std::size_t inflated_max = 64u << 20;     // bytes, all entries that are read together
    std::size_t entry_max = 64u << 20;        // bytes of one entry
    std::size_t ratio_max = 250;              // inflated to packed, of one entry …
    std::size_t ratio_free_bytes = 4u << 20;  // … larger than this
};

class ZipReader {
  public:
    // `bytes` must outlive the reader. `name`: for messages. No archive, a damaged one, or one with
    // too many entries: Errc::config.
    static Result<ZipReader> open(std::string_view bytes, std::string name, ZipLimits limits = {});
    ZipReader(ZipReader&&) noexcept;
    ZipReader& operator=(ZipReader&&) noexcept;
    ~ZipReader();

    const std::vector<std::string>& names() const;
    bool has(std::string_view entry) const;
    // Errc::not_found when there is no such entry; Errc::config when it is encrypted, damaged (its
    // checksum is compared) or beyond the limits.
    Result<std::string> read(std::string_view entry);
    ZipProblem problem() const;  // of the last read()
    std::vector<ZipEntry> entries() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
    explicit ZipReader(std::unique_ptr<State> state);
};

}  // namespace duwang
