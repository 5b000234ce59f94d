// The text of a page as a reader sees it: references decoded, blanks collapsed, blocks on lines of
// their own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/word_finder.h"

namespace duwang::crawler {

class VisibleText {
  public:
    // `words`: where one may begin is noted on the way. Must live as long.
    explicit VisibleText(const WordBeginnings& words) : words_(words) {}

    // `raw`: a text token with character references; `offset`: its place in the document.
    void append(std::string_view raw, std::size_t offset, bool in_link);
    // A block begins or ends here.
    void break_line() { pending_ = '\n'; }
    // For a document of so many bytes.
    void clear(std::size_t bytes);

    const std::string& str() const { return text_; }
    std::size_t size() const { return text_.size(); }
    // Text from `start` on, without blanks at its ends; blocks in it are apart by line breaks.
    std::string_view since(std::size_t start) const;
    // Where the character at `position` of the text stood in the document.
    std::size_t offset_at(std::size_t position) const;

    // Where one of the words may begin, in the order of the text.
    const std::vector<std::size_t>& maybe_words() const { return maybe_words_; }
    bool may_hold_word_since(std::size_t start) const {
        return !maybe_words_.empty() && maybe_words_.back() >= start;
    }

    std::size_t characters_outside_links() const { return outside_; }
    std::string_view opening() const { return opening_; }  // first words outside links

  private:
    void blank() {
        if (pending_ == 0) pending_ = ' ';
    }
    void flush_blank(bool in_link);
    void append_run(std::string_view run, std::size_t characters, bool in_link);
    std::size_t end_of_run(std::string_view text, std::size_t at, std::size_t& characters);
    std::size_t skip_chinese(std::string_view text, std::size_t at);

    // Of documents below 4 GB, as all are.
    struct Run {
        std::uint32_t position, offset;
    };
    void add_run(std::size_t position, std::size_t offset) {
        runs_.push_back({static_cast<std::uint32_t>(position), static_cast<std::uint32_t>(offset)});
    }
    const WordBeginnings& words_;
    std::string text_;
    std::vector<std::size_t> maybe_words_;
    std::string decoded_;
    std::string opening_;
    std::vector<Run> runs_;
    std::size_t outside_ = 0;
    std::size_t opening_chars_ = 0;
    char pending_ = 0;  // blank or line break to write before the next character
};

}  // namespace duwang::crawler
