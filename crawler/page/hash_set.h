// A set of hashes that keeps its memory between pages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace duwang::crawler {

class HashSet {
  public:
    HashSet();
    void clear();
    bool insert(std::uint64_t hash);  // false when it was there

  private:
    void grow();
    std::vector<std::uint64_t> slots_;
    std::vector<std::uint32_t> used_;  // slots, so that emptying costs what filling did
    std::uint64_t factor_;             // of this process
};

}  // namespace duwang::crawler
