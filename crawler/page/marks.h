// 网站标识要素: site code, ICP and 公安 records, 党政机关 mark, 找错, 主办单位, contact, site map –
// in every spelling of quirks F01–F17. Marks inside comments never reach this.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/fact.h"
#include "core/html/tokenizer.h"
#include "crawler/page/links.h"
#include "crawler/page/mark_words.h"
#include "crawler/page/visible_text.h"

namespace duwang::crawler {

// Collects marks; the same mark of the same kind, value and source counts once (F13).
class MarkSet {
  public:
    void add(Mark mark);
    bool has(std::string_view kind) const;
    std::vector<Mark> take() { return std::move(marks_); }

  private:
    std::vector<Mark> marks_;
};

// Marks carried by tags. `source` is empty for the page itself; for markup that a script writes it
// says so ("script", "unescaped_script").
class TagMarks {
  public:
    TagMarks(const MarkWords& words, MarkSet& marks)
        : words_(words), rules_(words.rules), marks_(marks) {}
    void set_source(std::string_view source) { source_ = source; }
    void start_tag(const html::StartTag& tag);
    // A link whose reference, as written, has one of the words of addresses.
    void link(std::string_view raw, std::size_t offset);
    // At </a>: what the link says decides too ("网站地图").
    void link_text(const EndedLink& link);
    void end_link() { in_conac_link_ = in_empty_link_ = false; }
    // An image in a link to nowhere (F12).
    void set_in_empty_link(bool in) { in_empty_link_ = in; }

  private:
    void script(const html::StartTag& tag);
    void image(const html::StartTag& tag);
    void meta(const html::StartTag& tag);
    void find_error(std::string_view address, std::string_view code, std::string_view source,
                    std::size_t offset);
    void add(std::string_view kind, std::string value, std::string text, std::string_view source,
             std::size_t offset);
    const MarkWords& words_;
    const MarkRules& rules_;
    MarkSet& marks_;
    std::string_view source_;
    bool in_conac_link_ = false, in_empty_link_ = false;
};

// Is this all that is written the name of an entry to the accessible version (适老化与无障碍)?
bool says_accessibility(std::string_view text, const MarkRules& rules);

// Marks written as text: merged across inline tags, images and blanks (F08, D10).
void read_text_marks(const VisibleText& text, const MarkWords& words, std::string_view source,
                     MarkSet& marks);

// Marks in markup that a script writes with document.write, literally or through unescape (F10).
void read_script_marks(std::string_view script, std::size_t offset, const MarkWords& words,
                       MarkSet& marks);

}  // namespace duwang::crawler
