#include "crawler/attachment/docbook.h"

#include <algorithm>
#include <charconv>

#include "core/sheet_parts.h"
#include "crawler/attachment/flow_builder.h"

namespace duwang::crawler {
namespace {

class DocbookHandler final : public xml::Handler {
  public:
    explicit DocbookHandler(Reading& reading) : reading_(reading), builder_(reading) {}

    void start(std::string_view name, std::span<const xml::Attribute> attributes) override {
        if (name == "chapter") in_chapter_ = true;
        if (!in_chapter_) return;
        if (name == "title" || name == "para" || name == "informaltable" || name == "entry") flush();
        if (name == "title") heading_ = true;
        if (name == "informaltable") builder_.open_table();
        if (name == "row") builder_.open_row();
        if (name == "entry") builder_.open_cell();
        if (name == "ulink") reading_.link(attribute(attributes, "url"), {});
    }
    void end(std::string_view name) override {
        if (!in_chapter_) return;
        if (name == "title" || name == "para" || name == "entry") flush();
        if (name == "title") heading_ = false;
        if (name == "entry") builder_.close_cell();
        if (name == "informaltable") builder_.close_table();
    }
    void text(std::string_view part) override {
        if (in_chapter_) text_ += part;
    }
    void finish() {
        flush();
        builder_.finish();
    }

  private:
    Reading& reading_;
    FlowBuilder builder_;
    std::string text_;
    bool in_chapter_ = false, heading_ = false;

    // Lines of its own are paragraphs of the document.
    void flush() {
        std::string_view rest = text_;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view line = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (line.find_first_not_of(" \t\r") == line.npos) continue;
            builder_.paragraph(line, heading_ && !builder_.in_table() ? FlowBlock::Kind::heading
                                                                      : FlowBlock::Kind::paragraph);
        }
        text_.clear();
    }
};

}  // namespace

bool read_docbook(Reading& reading, std::string_view xml) {
    // Its own document type, which our reader of XML refuses of anybody.
    std::string plain(xml);
    if (const std::size_t start = plain.find("<!DOCTYPE"); start != plain.npos)
        if (const std::size_t end = plain.find('>', start); end != plain.npos)
            plain.erase(start, end + 1 - start);
    DocbookHandler handler(reading);
    if (!read_xml(reading, plain, "antiword", handler)) return false;
    handler.finish();
    return !reading.given_up();
}

}  // namespace duwang::crawler
