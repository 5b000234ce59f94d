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

inline bool HashSet::insert(std::uint64_t hash) {
    if (hash == 0) hash = 1;
    if (used_.size() * 2 >= slots_.size()) grow();
    std::size_t at = (hash * factor_ >> 32) & (slots_.size() - 1);
    while (slots_[at] != 0) {
        if (slots_[at] == hash) return false;
        at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = hash;
    used_.push_back(static_cast<std::uint32_t>(at));
    return true;
}

}  // namespace duwang::crawler
