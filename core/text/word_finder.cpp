#include "core/text/word_finder.h"

#include <algorithm>

#include "core/text/ascii.h"

namespace duwang {
namespace {

bool is_three_bytes(unsigned char lead) { return lead >= 0xE0 && lead <= 0xEF; }

// The code point of a sequence of three bytes; what follows is not looked at.
std::size_t sign_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    return static_cast<std::size_t>((byte(0) & 15) << 12 | (byte(1) & 63) << 6 | (byte(2) & 63));
}

}  // namespace

WordFinder::WordFinder(std::vector<std::string> words, LetterCase letters)
    : words_(std::move(words)), letters_(letters) {
    for (const std::string& word : words_) {
        if (word.empty()) continue;
        const auto lead = static_cast<unsigned char>(word[0]);
        if (is_three_bytes(lead) && word.size() >= 3) {
            first_sign_.set(sign_at(word, 0));
            continue;
        }
        if (word.size() > 1) {
            note_pair(lead, static_cast<unsigned char>(word[1]));
            continue;
        }
        for (unsigned second = 0; second < 256; ++second)
            note_pair(lead, static_cast<unsigned char>(second));
    }
}

void WordFinder::note_pair(unsigned char first, unsigned char second) {
    const auto upper = [this](unsigned char c) {
        return letters_ == LetterCase::any && c >= 'a' && c <= 'z' ? c - 32u : c;
    };
    for (const unsigned a : {unsigned{first}, upper(first)})
        for (const unsigned b : {unsigned{second}, upper(second)}) first_pair_.set(a << 8 | b);
}

bool WordFinder::same(std::string_view text, const std::string& word) const {
    if (letters_ == LetterCase::as_written) return text == word;
    return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                      [](char a, char b) { return lower_ascii(a) == b; });
}

// Ends early, with true, when `found` says so.
template <class Found>
bool WordFinder::compare(std::string_view text, std::size_t at, Found found) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const std::string& word = words_[i];
        if (word.empty() || !same(text.substr(at, word.size()), word)) continue;
        if (found(Hit{at, i})) return true;
    }
    return false;
}

template <class Found>
void WordFinder::scan(std::string_view text, Found found) const {
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        if (!is_three_bytes(lead) || at + 3 > text.size()) {
            const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0u;
            if (first_pair_[lead << 8 | next] && compare(text, at, found)) return;
            ++at;
            continue;
        }
        if (first_sign_[sign_at(text, at)] && compare(text, at, found)) return;
        at += 3;
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

}  // namespace duwang
