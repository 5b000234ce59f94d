// By the method of Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte"
// (2021): what can be wrong with two bytes that follow each other is found in three tables of
// sixteen entries, each a set of errors that its half byte allows; an error is in all three.
#include "core/text/utf8_blocks.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace duwang {

#ifdef __x86_64__
namespace {

enum Wrong : unsigned char {
    cut_short = 1,         // a lead, then no tail
    no_lead = 2,           // ASCII, then a tail
    two_tails = 4,         // right only where a longer sequence asks for it
    overlong_two = 8,      // C0, C1
    overlong_three = 16,   // E0 80 to E0 9F
    surrogate = 32,        // ED A0 to ED BF
    beyond = 64,           // F4 90 and more
    overlong_or_far = 128  // F0 80 to F0 8F; F5 and more, then 80 to 8F
};

constexpr unsigned char any_lead = cut_short | no_lead | two_tails;
constexpr unsigned char far = any_lead | beyond | overlong_or_far;
constexpr unsigned char a_tail = no_lead | overlong_two | two_tails;

struct Table {
    alignas(16) unsigned char entries[16];
};
constexpr Table first_high = {
    {no_lead, no_lead, no_lead, no_lead, no_lead, no_lead, no_lead, no_lead, two_tails, two_tails,
     two_tails, two_tails, cut_short | overlong_two, cut_short,
     cut_short | overlong_three | surrogate, cut_short | beyond | overlong_or_far}};
constexpr Table first_low = {{any_lead | overlong_two | overlong_three | overlong_or_far,
                              any_lead | overlong_two, any_lead, any_lead, any_lead | beyond, far,
                              far, far, far, far, far, far, far, far | surrogate, far, far}};
constexpr Table second_high = {{cut_short, cut_short, cut_short, cut_short, cut_short, cut_short,
                                cut_short, cut_short, a_tail | overlong_three | overlong_or_far,
                                a_tail | overlong_three | beyond, a_tail | surrogate | beyond,
                                a_tail | surrogate | beyond, cut_short, cut_short, cut_short,
                                cut_short}};

constexpr std::size_t block = 32;

__attribute__((target("avx2"))) __m256i load(const char* from) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}

__attribute__((target("avx2"))) __m256i look_up(const Table& table, __m256i half_bytes) {
    const auto* entries = reinterpret_cast<const __m128i*>(table.entries);
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_load_si128(entries)), half_bytes);
}

__attribute__((target("avx2"))) __m256i high_halves(__m256i bytes) {
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

// Is something wrong with the bytes from `at` on, each seen with the three before it?
__attribute__((target("avx2"))) bool is_wrong(const char* at) {
    const __m256i low = _mm256_set1_epi8(0x0F);
    const __m256i bytes = load(at), before = load(at - 1);
    const __m256i wrong =
        _mm256_and_si256(_mm256_and_si256(look_up(first_high, high_halves(before)),
                                          look_up(first_low, _mm256_and_si256(before, low))),
                         look_up(second_high, high_halves(bytes)));
    // Two behind a lead of three or four, or three behind one of four, there has to be a tail that
    // follows a tail: only then the highest bit stays.
    const __m256i third = _mm256_subs_epu8(load(at - 2), _mm256_set1_epi8(0xE0 - 0x80));
    const __m256i fourth = _mm256_subs_epu8(load(at - 3), _mm256_set1_epi8(0xF0 - 0x80));
    const __m256i asked = _mm256_srli_epi16(
        _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8('\x80')), 5);
    static_assert(two_tails == 0x80 >> 5);
    const __m256i left = _mm256_xor_si256(wrong, asked);
    return _mm256_testz_si256(left, left) == 0;
}

__attribute__((target("avx2"))) std::size_t behind_good_blocks(std::string_view text,
                                                               std::size_t at) {
    while (at + block <= text.size() && !is_wrong(text.data() + at)) at += block;
    return at;
}

}  // namespace
#endif

std::size_t behind_valid_blocks(std::string_view text, std::size_t at) {
#ifdef __x86_64__
    static const bool can = __builtin_cpu_supports("avx2");
    if (!can) return at;
    const std::size_t end = behind_good_blocks(text, at);
    if (end == at) return at;
    // Before a character that the last block may have cut.
    for (std::size_t back = 1; back <= 3; ++back) {
        const auto byte = static_cast<unsigned char>(text[end - back]);
        if (byte >= 0xC0) return end - back;
        if (byte < 0x80) break;
    }
    return end;
#else
    (void)text;
    return at;
#endif
}

}  // namespace duwang
