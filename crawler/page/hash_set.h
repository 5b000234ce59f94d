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
    // Room for so many more: those in `insert` need none made then.
    void make_room(std::size_t more) {
        while ((count_ + more) * 2 > mask_ + 1) grow();
    }
    void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[first_slot(hash)]); }
    // False when it was there. There has to be room.
    bool insert_in_room(std::uint64_t hash);
    bool insert(std::uint64_t hash) {
        make_room(1);
        return insert_in_room(hash);
    }
    // Slots in use: more than a cache holds?
    bool is_large() const { return mask_ >= 8192; }

  private:
    std::size_t first_slot(std::uint64_t hash) const { return (hash * factor_ >> 32) & mask_; }
    void grow();
    std::vector<std::uint64_t> slots_;
    std::size_t mask_;  // of those that are in use: the first ones
    std::size_t count_ = 0;
    std::size_t expected_ = 0;  // about as many as the last pages had
    std::uint64_t factor_;      // of this process
};

// One way through for what is there and what is not: which of them comes cannot be foretold.
inline bool HashSet::insert_in_room(std::uint64_t hash) {
    hash += hash == 0;
    std::size_t at = first_slot(hash);
    while (slots_[at] != 0 && slots_[at] != hash) at = (at + 1) & mask_;
    const bool fresh = slots_[at] == 0;
    slots_[at] = hash;
    count_ += fresh;
    return fresh;
}

}  // namespace duwang::crawler
