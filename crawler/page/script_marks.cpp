#include "crawler/page/marks.h"
#include "crawler/page/script_text.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

// Reads markup that a script writes; a link in it counts as a mark only, never as a page link.
class WrittenReader : public html::Handler {
  public:
    WrittenReader(const MarkWords& words, MarkSet& marks, std::string_view source)
        : tags_(words, marks), text_(words.in_text) {
        tags_.set_source(source);
    }
    void start_tag(const html::StartTag& tag) override {
        if (is_block(tag_number(tag.name))) text_.break_line();
        tags_.start_tag(tag);
    }
    void end_tag(std::string_view name, std::size_t) override {
        if (is_block(tag_number(name))) text_.break_line();
        if (name == "a") tags_.end_link();
    }
    void text(std::string_view raw, html::TextKind kind, std::size_t offset) override {
        if (kind == html::TextKind::data) text_.append(raw, offset, false);
    }
    const VisibleText& text() const { return text_; }

  private:
    TagMarks tags_;
    VisibleText text_;
};

}  // namespace

void read_script_marks(std::string_view script, std::size_t offset, const MarkWords& words,
                       MarkSet& marks) {
    for (const Written& written : written_markup(without_comments(script))) {
        const std::string_view source = written.unescaped ? "unescaped_script" : "script";
        MarkSet found;
        WrittenReader reader(words, found, source);
        html::tokenize(written.markup, reader);
        read_text_marks(reader.text(), words, source, found);
        for (Mark& mark : found.take()) {
            mark.offset = static_cast<std::int64_t>(offset + written.offset);
            marks.add(std::move(mark));
        }
    }
}

}  // namespace duwang::crawler
