// Similarity of pages.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "crawler/page/hash_set.h"

namespace duwang::crawler {

// Counts, for each of 64 bits, how many hashes have it. The counters stand upright: bit n of
// planes[k] is bit k of the n-th counter, so one hash is added to all of them at once.
class BitCounts {
  public:
    static constexpr std::size_t group = 8;
    void add_group(const std::uint64_t* hashes);  // so many at once
    void add(std::uint64_t hash) {
        ++total_;
        carry_up(hash, 0);
    }
    std::uint64_t majority() const;  // bits that more than half of the hashes have
    std::uint64_t total() const { return total_; }

  private:
    void carry_up(std::uint64_t bits, std::size_t plane);
    std::array<std::uint64_t, 40> planes_{};
    std::uint64_t total_ = 0;
};

// Similarity hash: pages that share most of their words differ in few bits. 0 for no text.
class Fingerprint {
  public:
    std::uint64_t of(std::string_view visible) {
        begin();
        return finish(visible);
    }
    // The same piece by piece, as the text of a page grows: a long one is read while it is still in
    // the caches.
    void begin();
    void grown(std::string_view visible) {
        if (visible.size() >= enough_) take(visible, visible.size() - cut_off);
    }
    std::uint64_t finish(std::string_view visible);

  private:
    static constexpr std::size_t cut_off = 64;      // bytes that the next piece may depend on
    static constexpr std::size_t chunk = 32 << 10;  // bytes taken together
    static constexpr std::size_t batch = 64;
    void take(std::string_view visible, std::size_t until);
    std::size_t hashes_of(std::string_view visible, std::size_t until);
    void count(std::size_t hashes);

    HashSet seen_;
    BitCounts counts_;
    std::size_t at_ = 0;      // up to here the text is counted
    std::size_t enough_ = 0;  // text for the next chunk
    std::array<std::uint64_t, batch> hashes_{};
    // Those that came for the first time; less than a group waits for more.
    std::array<std::uint64_t, batch + BitCounts::group> fresh_{};
    std::size_t waiting_ = 0;
};

}  // namespace duwang::crawler
