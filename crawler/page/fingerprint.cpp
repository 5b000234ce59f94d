#include "crawler/page/fingerprint.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/hash.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t piece_bytes = 24;  // about eight Chinese characters

// The high bits of those of eight bytes that are blanks; only the lowest is sure. Visible text has
// no other signs below '!'.
std::uint64_t blanks_in(std::uint64_t bytes) {
    constexpr std::uint64_t ones = 0x0101010101010101u;
    return (bytes - ones * '!') & ~bytes & (ones << 7);
}

// The next blank, or the end of the character in which the piece is long enough.
std::size_t end_of_piece(std::string_view visible, std::size_t at) {
    static_assert(std::endian::native == std::endian::little);
    const std::size_t enough = at + piece_bytes;
    for (; at + 8 <= std::min(enough, visible.size()); at += 8) {
        std::uint64_t bytes;
        std::memcpy(&bytes, visible.data() + at, 8);
        if (const std::uint64_t blanks = blanks_in(bytes); blanks != 0)
            return at + static_cast<std::size_t>(std::countr_zero(blanks)) / 8;
    }
    for (; at < visible.size(); ++at) {
        const char c = visible[at];
        if (c == ' ' || c == '\n') return at;
        if (at >= enough && (static_cast<unsigned char>(c) & 0xC0) != 0x80) return at;
    }
    return at;
}

// Just as long as a piece has to be, and no blank in it: nearly every piece.
bool is_common(std::string_view visible, std::size_t at) {
    if (at + piece_bytes >= visible.size()) return false;
    std::uint64_t bytes[3];
    static_assert(sizeof bytes == piece_bytes);
    std::memcpy(bytes, visible.data() + at, piece_bytes);
    const bool ends = (static_cast<unsigned char>(visible[at + piece_bytes]) & 0xC0) != 0x80;
    return ((blanks_in(bytes[0]) | blanks_in(bytes[1]) | blanks_in(bytes[2])) == 0) & ends;
}

// A full adder for each bit: the sum stays in `plane`; returns the carry.
std::uint64_t add_two(std::uint64_t& plane, std::uint64_t a, std::uint64_t b) {
    const std::uint64_t either = a ^ b;
    const std::uint64_t carry = (plane & either) | (a & b);
    plane ^= either;
    return carry;
}

}  // namespace

void BitCounts::add_group(const std::uint64_t* hashes) {
    std::uint64_t fours[2];
    for (std::uint64_t& four : fours) {
        const std::uint64_t first = add_two(planes_[0], hashes[0], hashes[1]);
        const std::uint64_t second = add_two(planes_[0], hashes[2], hashes[3]);
        four = add_two(planes_[1], first, second);
        hashes += 4;
    }
    total_ += group;
    carry_up(add_two(planes_[2], fours[0], fours[1]), 3);
}

void BitCounts::carry_up(std::uint64_t bits, std::size_t plane) {
    for (; bits != 0; ++plane) {
        const std::uint64_t carry = planes_[plane] & bits;
        planes_[plane] ^= bits;
        bits = carry;
    }
}

std::uint64_t BitCounts::majority() const {
    std::uint64_t result = 0;
    const auto used = static_cast<std::size_t>(std::bit_width(total_));
    for (std::size_t bit = 0; bit < 64; ++bit) {
        std::uint64_t count = 0;
        for (std::size_t k = 0; k < used; ++k) count |= (planes_[k] >> bit & 1) << k;
        if (count * 2 > total_) result |= std::uint64_t{1} << bit;
    }
    return result;
}

void Fingerprint::begin() {
    seen_.clear();
    counts_ = {};
    at_ = waiting_ = 0;
    enough_ = chunk;
}

// Of at most a batch of pieces that begin before `until`; returns how many. Pieces start anew after
// every blank, so a changed word changes only its own line's pieces.
std::size_t Fingerprint::hashes_of(std::string_view visible, std::size_t until) {
    std::size_t count = 0;
    std::size_t at = at_;
    while (count < batch && at < until) {
        // Text of articles has tabs and the like, which end a piece as blanks do.
        if (static_cast<unsigned char>(visible[at]) <= ' ') {
            ++at;
            continue;
        }
        // Said twice, since the hash of a known length needs no loop.
        if (is_common(visible, at)) {
            hashes_[count++] = hash_words({visible.data() + at, piece_bytes});
            at += piece_bytes;
        } else {
            const std::size_t end = std::max(end_of_piece(visible, at), at + 1);
            hashes_[count++] = hash_words({visible.data() + at, end - at});
            at = end;
        }
    }
    at_ = at;
    return count;
}

// What every line of a list says counts once, or it would drown what the lines say themselves.
void Fingerprint::count(std::size_t hashes) {
    seen_.make_room(hashes);
    // The places in a large set come from memory together.
    if (seen_.is_large())
        for (std::size_t i = 0; i < hashes; ++i) seen_.prefetch(hashes_[i]);
    std::size_t waiting = waiting_;
    for (std::size_t i = 0; i < hashes; ++i) {
        fresh_[waiting] = hashes_[i];
        waiting += seen_.insert_in_room(hashes_[i]);
    }
    std::size_t done = 0;
    for (; done + BitCounts::group <= waiting; done += BitCounts::group)
        counts_.add_group(&fresh_[done]);
    std::copy(&fresh_[done], &fresh_[waiting], &fresh_[0]);
    waiting_ = waiting - done;
}

void Fingerprint::take(std::string_view visible, std::size_t until) {
    while (const std::size_t hashes = hashes_of(visible, until)) count(hashes);
    enough_ = visible.size() + chunk;
}

std::uint64_t Fingerprint::finish(std::string_view visible) {
    take(visible, visible.size());
    for (std::size_t i = 0; i < waiting_; ++i) counts_.add(fresh_[i]);
    if (counts_.total() == 0) return 0;
    const std::uint64_t result = counts_.majority();
    return result == 0 ? 1 : result;
}

}  // namespace duwang::crawler
