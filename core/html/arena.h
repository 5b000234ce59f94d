// Memory for a tree that is given back in one piece.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace duwang::html {

// Pieces that are freed are used again for pieces of their size; the system gets everything back
// with the arena. Not to be shared by threads.
class Arena {
  public:
    void* allocate(std::size_t bytes);
    void release(void* piece);
    std::size_t bytes() const { return bytes_; }  // taken from the system
    std::size_t count() const { return count_; }  // of calls so far

  private:
    struct Free {
        Free* next;
    };
    static constexpr std::size_t first_block_bytes = 16 << 10;
    static constexpr std::size_t block_bytes_max = 256 << 10;
    static constexpr std::size_t small_max = 512;
    static constexpr std::size_t small_classes = small_max / 16;

    static std::size_t class_of(std::size_t bytes);
    static std::size_t bytes_of(std::size_t size_class);

    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::array<Free*, small_classes + 64> free_{};
    std::byte* next_ = nullptr;
    std::size_t left_ = 0, bytes_ = 0, count_ = 0;
};

}  // namespace duwang::html
