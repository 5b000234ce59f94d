// The text of a page as a reader sees it: references decoded, blanks collapsed, blocks on lines of
// their own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/page/hash_set.h"

namespace duwang::crawler {

class VisibleText {
  public:
    // `raw`: a text token with character references; `offset`: its place in the document.
    void append(std::string_view raw, std::size_t offset, bool in_link);
    // A block begins or ends here.
    void break_line() { pending_ = '\n'; }
    void clear();

    const std::string& str() const { return text_; }
    std::size_t size() const { return text_.size(); }
    // Text from `start` on, without blanks at its ends; blocks in it are apart by line breaks.
    std::string_view since(std::size_t start) const;
    // Where the character at `position` of the text stood in the document.
    std::size_t offset_at(std::size_t position) const;

    std::size_t characters_outside_links() const { return outside_; }
    std::string_view opening() const { return opening_; }  // first words outside links

  private:
    void blank() {
        if (pending_ == 0) pending_ = ' ';
    }
    void flush_blank(bool in_link);
    void append_run(std::string_view run, std::size_t characters, bool in_link);

    struct Run {
        std::size_t position, offset;
    };
    std::string text_;
    std::string decoded_;
    std::string opening_;
    std::vector<Run> runs_;
    std::size_t outside_ = 0;
    std::size_t opening_chars_ = 0;
    char pending_ = 0;  // blank or line break to write before the next character
};

// Similarity hash: pages that share most of their words differ in few bits. 0 for no text.
class Fingerprint {
  public:
    std::uint64_t of(std::string_view visible);

  private:
    HashSet seen_;
};

}  // namespace duwang::crawler
