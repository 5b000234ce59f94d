#include "core/text/word_finder.h"

#include <algorithm>
#include <cstring>

#include "core/text/ascii.h"

namespace duwang {
namespace {

bool is_three_bytes(unsigned char lead) { return lead >= 0xE0 && lead <= 0xEF; }

constexpr std::uint32_t to_lower = 0x202020;  // moves other signs too, which does no harm here

// A number below 4096 for how a word begins: three bytes of a Chinese character, else two.
std::size_t beginning(std::uint32_t bytes, bool three_bytes, LetterCase letters) {
    bytes &= three_bytes ? 0xFFFFFF : 0xFFFF;
    if (!three_bytes && letters == LetterCase::any) bytes |= to_lower & 0xFFFF;
    return bytes * 0x9E3779B1u >> 20;
}

// Four bytes, as far as they are there.
std::uint32_t bytes_at(std::string_view text, std::size_t at) {
    std::uint32_t bytes = 0;
    if (at + 4 <= text.size())
        std::memcpy(&bytes, text.data() + at, 4);
    else
        std::memcpy(&bytes, text.data() + at, text.size() - at);
    return bytes;
}

// What every place of a word begins with, whatever the case of its letters.
std::uint32_t first_two(std::string_view word) { return (bytes_at(word, 0) | to_lower) & 0xFFFF; }

}  // namespace

WordFinder::WordFinder(std::vector<std::string> words, LetterCase letters)
    : words_(std::move(words)), letters_(letters) {
    for (const std::string& word : words_) {
        beginnings_.push_back(first_two(word));
        if (word.empty()) continue;
        const std::uint32_t bytes = bytes_at(word, 0);
        const bool three = is_three_bytes(static_cast<unsigned char>(word[0]));
        // What follows a word of one byte can be anything.
        const std::uint32_t seconds = word.size() > 1 ? 1 : 256;
        for (std::uint32_t second = 0; second < seconds; ++second)
            maybe_[beginning(bytes | second << 8, three, letters)] = true;
    }
}

bool WordFinder::same(std::string_view text, const std::string& word) const {
    if (letters_ == LetterCase::as_written) return text == word;
    return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                      [](char a, char b) { return lower_ascii(a) == b; });
}

// Ends early, with true, when `found` says so.
template <class Found>
bool WordFinder::compare(std::string_view text, std::size_t at, Found found) const {
    const std::uint32_t here = first_two(text.substr(at, 4));
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const std::string& word = words_[i];
        if (beginnings_[i] != here && word.size() > 1) continue;
        if (word.empty() || !same(text.substr(at, word.size()), word)) continue;
        if (found(Hit{at, i})) return true;
    }
    return false;
}

template <class Found>
void WordFinder::scan(std::string_view text, Found found) const {
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t bytes = bytes_at(text, at);
        const bool three = is_three_bytes(static_cast<unsigned char>(bytes));
        if (maybe_[beginning(bytes, three, letters_)] && compare(text, at, found)) return;
        at += three ? 3 : 1;
    }
}

bool WordFinder::in(std::string_view text) const {
    bool any = false;
    scan(text, [&](Hit) { return any = true; });
    return any;
}

void WordFinder::find_all(std::string_view text, std::vector<Hit>& hits) const {
    hits.clear();
    scan(text, [&](Hit hit) {
        hits.push_back(hit);
        return false;
    });
}

void WordFinder::find_at(std::string_view text, std::size_t at, std::vector<Hit>& hits) const {
    const std::uint32_t bytes = bytes_at(text, at);
    if (!maybe_[beginning(bytes, is_three_bytes(static_cast<unsigned char>(bytes)), letters_)])
        return;
    compare(text, at, [&](Hit hit) {
        hits.push_back(hit);
        return false;
    });
}

WordBeginnings::WordBeginnings(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        if (word.empty()) continue;
        leads_[static_cast<unsigned char>(word[0])] = true;
        three_[((bytes_at(word, 0) & 0xFFFFFF) * 0x9E3779B1u) >> 20] = true;
    }
}

bool WordBeginnings::may_be_at(std::string_view text, std::size_t at) const {
    return !is_three_bytes(static_cast<unsigned char>(text[at])) || may_be(bytes_at(text, at));
}

}  // namespace duwang
