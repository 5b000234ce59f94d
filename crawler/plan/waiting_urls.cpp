#include "crawler/plan/waiting_urls.h"

#include <algorithm>
#include <cstring>

namespace duwang::crawler {
namespace {

constexpr std::size_t block_bytes = 64 << 10;
constexpr std::size_t reasons_max = 256;

// The first byte of a record.
constexpr unsigned role_bits = 3, focus_bit = 4, taken_bit = 8;

// Seven bits a byte, the lowest first; the highest bit says that more follow.
void put(std::string& out, std::uint64_t number) {
    for (; number >= 0x80; number >>= 7) out += static_cast<char>(number | 0x80);
    out += static_cast<char>(number);
}

std::uint64_t get(const std::string& block, std::size_t& at) {
    std::uint64_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(block[at++]);
        number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) return number;
    }
}

// Differences may be negative: …, -2, -1, 0, 1, 2, … become …, 3, 1, 0, 2, 4, …
void put_step(std::string& out, std::int64_t from, std::int64_t to) {
    const std::int64_t step = to - from;
    put(out, (static_cast<std::uint64_t>(step) << 1) ^ static_cast<std::uint64_t>(step >> 63));
}

std::int64_t get_step(const std::string& block, std::size_t& at, std::int64_t from) {
    const std::uint64_t folded = get(block, at);
    return from + static_cast<std::int64_t>((folded >> 1) ^ (0 - (folded & 1)));
}

std::size_t shared_start(std::string_view a, std::string_view b) {
    const auto end = std::ranges::mismatch(a, b).in1;
    return static_cast<std::size_t>(end - a.begin());
}

}  // namespace

// Reasons come from a fixed set of rules; should they ever be more, the last ones share a number.
std::uint8_t WaitingUrls::number_of(const std::string& reason) {
    const auto found = std::ranges::find(reasons_, reason);
    if (found != reasons_.end()) return static_cast<std::uint8_t>(found - reasons_.begin());
    if (reasons_.size() < reasons_max) reasons_.push_back(reason);
    return static_cast<std::uint8_t>(reasons_.size() - 1);
}

void WaitingUrls::push(const KnownUrl& known) {
    constexpr std::size_t numbers = 64;  // more than all numbers of a record take
    if (blocks_.empty() ||
        blocks_.back().size() + known.url.size() + numbers > blocks_.back().capacity()) {
        blocks_.emplace_back();
        blocks_.back().reserve(std::max(block_bytes, known.url.size() + numbers));
        back_ = {};
    }
    std::string& block = blocks_.back();
    const std::size_t shared = shared_start(known.url, back_.url);
    block += static_cast<char>(static_cast<unsigned>(known.role) | (known.focus ? focus_bit : 0));
    block += static_cast<char>(number_of(known.reason));
    block.append(reinterpret_cast<const char*>(&known.key), sizeof known.key);
    put_step(block, back_.id, known.id);
    put_step(block, back_.found_on, known.found_on);
    put(block, static_cast<std::uint64_t>(std::max(known.depth, 0)));
    put(block, shared);
    put(block, known.url.size() - shared);
    block.append(known.url, shared);
    back_.id = known.id;
    back_.found_on = known.found_on;
    back_.url = known.url;
    ++size_;
}

KnownUrl WaitingUrls::read(const std::string& block, Place& place) const {
    KnownUrl known;
    std::size_t at = place.at;
    const auto bits = static_cast<unsigned char>(block[at++]);
    known.role = static_cast<UrlRole>(bits & role_bits);
    known.focus = (bits & focus_bit) != 0;
    known.reason = reasons_[static_cast<unsigned char>(block[at++])];
    std::memcpy(&known.key, block.data() + at, sizeof known.key);
    at += sizeof known.key;
    known.id = place.id = get_step(block, at, place.id);
    known.found_on = place.found_on = get_step(block, at, place.found_on);
    known.depth = static_cast<int>(get(block, at));
    place.url.resize(get(block, at));
    const std::size_t bytes = get(block, at);
    place.url.append(block, at, bytes);
    known.url = place.url;
    place.at = at + bytes;
    return known;
}

std::optional<KnownUrl> WaitingUrls::pop() {
    while (!blocks_.empty()) {
        const std::string& block = blocks_.front();
        if (front_.at == block.size()) {
            blocks_.pop_front();
            front_ = {};
            continue;
        }
        const bool taken = (static_cast<unsigned char>(block[front_.at]) & taken_bit) != 0;
        KnownUrl known = read(block, front_);
        if (taken) continue;
        --size_;
        return known;
    }
    return std::nullopt;
}

std::optional<KnownUrl> WaitingUrls::take(std::int64_t id) {
    for (std::string& block : blocks_) {
        Place place = &block == &blocks_.front() ? front_ : Place{};
        while (place.at < block.size()) {
            char& bits = block[place.at];
            KnownUrl known = read(block, place);
            if (known.id != id || (static_cast<unsigned char>(bits) & taken_bit) != 0) continue;
            bits = static_cast<char>(static_cast<unsigned char>(bits) | taken_bit);
            --size_;
            return known;
        }
    }
    return std::nullopt;
}

void WaitingUrls::each(const std::function<void(const KnownUrl&)>& look) const {
    for (const std::string& block : blocks_) {
        Place place = &block == &blocks_.front() ? front_ : Place{};
        while (place.at < block.size()) {
            const auto bits = static_cast<unsigned char>(block[place.at]);
            const KnownUrl known = read(block, place);
            if ((bits & taken_bit) == 0) look(known);
        }
    }
}

std::size_t WaitingUrls::bytes() const {
    std::size_t bytes = 0;
    for (const std::string& block : blocks_) bytes += block.capacity();
    return bytes;
}

}  // namespace duwang::crawler
