#include "core/html/arena.h"

#include <algorithm>
#include <bit>

namespace duwang::html {
namespace {

constexpr std::size_t header_bytes = 16;  // keeps the size class, and the alignment

}  // namespace

// Steps of 16 bytes for small pieces, powers of two for large ones.
std::size_t Arena::class_of(std::size_t bytes) {
    if (bytes <= small_max) return bytes == 0 ? 0 : (bytes - 1) / 16;
    return small_classes + static_cast<std::size_t>(std::bit_width(bytes - 1));
}

std::size_t Arena::bytes_of(std::size_t size_class) {
    if (size_class < small_classes) return (size_class + 1) * 16;
    return std::size_t{1} << (size_class - small_classes);
}

void* Arena::allocate(std::size_t bytes) {
    ++count_;
    const std::size_t size_class = class_of(bytes);
    if (Free* piece = free_[size_class]; piece != nullptr) {
        free_[size_class] = piece->next;
        return piece;
    }
    const std::size_t whole = bytes_of(size_class) + header_bytes;
    if (whole > left_) {
        // Small documents take little; large ones do not ask often.
        const std::size_t grown = std::clamp(bytes_, first_block_bytes, block_bytes_max);
        const std::size_t fresh = std::max(whole, grown);
        blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(fresh));
        bytes_ += fresh;
        next_ = blocks_.back().get();
        left_ = fresh;
    }
    std::byte* piece = next_;
    next_ += whole;
    left_ -= whole;
    *reinterpret_cast<std::size_t*>(piece) = size_class;
    return piece + header_bytes;
}

void Arena::release(void* piece) {
    if (piece == nullptr) return;
    const std::size_t size_class =
        *reinterpret_cast<std::size_t*>(static_cast<std::byte*>(piece) - header_bytes);
    auto* freed = static_cast<Free*>(piece);
    freed->next = free_[size_class];
    free_[size_class] = freed;
}

}  // namespace duwang::html
