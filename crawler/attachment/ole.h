// OLE2 compound files (复合文档): what .doc, .xls and .ppt of old are kept in. Bounded reads of
// single streams; chains that run in circles end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::crawler {

inline constexpr std::string_view ole_magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

class OleFile {
  public:
    // Nothing when it is none, or when its directory cannot be read. `bytes` must outlive it.
    static std::optional<OleFile> open(std::string_view bytes);

    // Names of the streams (UTF-8) of the root storage and below, in the directory's order.
    bool has(std::string_view name) const;
    // Is all of it there? A file that was cut off keeps its directory often.
    bool whole(std::string_view name) const;
    // The first `bytes_max` bytes; empty when there is no such stream.
    std::string stream(std::string_view name, std::size_t bytes_max) const;

  private:
    struct Stream {
        std::string name;
        std::uint32_t start = 0;
        std::uint64_t size = 0;
    };
    std::string_view bytes_;
    std::size_t sector_size_ = 512, mini_size_ = 64;
    std::uint32_t mini_cutoff_ = 4096, mini_fat_start_ = 0;
    std::vector<std::uint32_t> fat_sectors_;
    std::vector<Stream> streams_;
    Stream root_;

    std::uint64_t number(std::size_t at, int count) const;
    std::string_view sector(std::uint32_t index) const;
    std::uint32_t next(std::uint32_t index) const;
    std::string chain(std::uint32_t start, std::size_t bytes_max) const;
    void read_fat_sectors();
    void read_directory();
};

}  // namespace duwang::crawler
