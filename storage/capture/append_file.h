// A file that only grows; cut to a committed length when a crawl is continued.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace duwang::storage {

class AppendFile {
  public:
    AppendFile() = default;
    ~AppendFile();
    AppendFile(AppendFile&& other) noexcept;
    AppendFile& operator=(AppendFile&& other) noexcept;

    // Opens (or creates) and cuts to `length`; a file shorter than that is Errc::damaged.
    static Result<AppendFile> open(const std::string& path, std::int64_t length);

    // All or an error: no space left is Errc::disk_full.
    Result<void> append(std::string_view bytes);
    Result<void> sync();
    std::int64_t length() const { return length_; }

  private:
    int descriptor_ = -1;
    std::int64_t length_ = 0;
    std::string path_;
};

Result<std::string> read_range(const std::string& path, std::int64_t offset, std::int64_t length);
Result<std::string> read_file(const std::string& path, std::int64_t bytes_max);
// Writes beside the file, syncs, renames: readers see the old or the new content, never half.
Result<void> replace_file(const std::string& path, std::string_view content);

}  // namespace duwang::storage
