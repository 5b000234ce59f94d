// Finds the words of a set in one pass over a text, whatever their number.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace duwang {

enum class LetterCase : std::uint8_t { as_written, any };  // of ASCII letters

class WordFinder {
  public:
    struct Hit {
        std::size_t at = 0;    // in bytes
        std::size_t word = 0;  // its place in the set
    };

    // Words of valid UTF-8; empty ones are never found. With LetterCase::any they are given in
    // lower case.
    explicit WordFinder(std::vector<std::string> words,
                        LetterCase letters = LetterCase::as_written);

    bool in(std::string_view text) const;
    // Every place of every word, in the order of the text; words may overlap. `text` is valid
    // UTF-8, or words beyond ASCII may be missed.
    void find_all(std::string_view text, std::vector<Hit>& hits) const;
    // The words that begin at `at` are added.
    void find_at(std::string_view text, std::size_t at, std::vector<Hit>& hits) const;
    const std::string& word(std::size_t index) const { return words_[index]; }
    const std::vector<std::string>& words() const { return words_; }

  private:
    template <class Found>
    void scan(std::string_view text, Found found) const;
    template <class Found>
    bool compare(std::string_view text, std::size_t at, Found found) const;
    bool same(std::string_view text, const std::string& word) const;
    std::vector<std::string> words_;
    std::vector<std::uint32_t> beginnings_;  // of each word, as far as it is compared at once
    LetterCase letters_;
    std::array<bool, 4096> maybe_{};  // does a word begin so? By a hash of the first bytes
};

// May a word of several sets begin with a character? Asked of every character of every page, while
// it is looked at for other reasons; says yes rather too often. Words as written only.
class WordBeginnings {
  public:
    explicit WordBeginnings(const std::vector<std::string>& words);
    // Of three bytes; they are the lower ones of `bytes`, the first the lowest.
    bool may_be(std::uint32_t bytes) const {
        return three_[((bytes & 0xFFFFFF) * 0x9E3779B1u) >> 20];
    }
    bool may_be_led_by(unsigned char byte) const { return leads_[byte]; }
    // Of a character that such a byte leads.
    bool may_be_at(std::string_view text, std::size_t at) const;

  private:
    std::array<bool, 4096> three_{};
    std::array<bool, 256> leads_{};
};

}  // namespace duwang
