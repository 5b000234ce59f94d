// 文字文档 (.docx, also what WPS writes as such): WordprocessingML, ECMA-376 part 1, 17.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "core/text/normalise.h"
#include "crawler/attachment/docx_styles.h"
#include "crawler/attachment/flow_builder.h"
#include "crawler/attachment/ooxml.h"
#include "crawler/attachment/readers.h"

namespace duwang::crawler {
namespace {

using Attributes = std::span<const xml::Attribute>;

std::uint32_t count_of(std::string_view text, std::uint32_t otherwise) {
    std::uint32_t value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// HYPERLINK "https://…" \h → the address.
std::string address_of_field(std::string_view code) {
    const std::size_t at = code.find("HYPERLINK");
    if (at == code.npos) return {};
    const std::size_t open = code.find('"', at);
    if (open == code.npos || code.substr(at, open - at).find("\\l") != code.npos) return {};
    const std::size_t close = code.find('"', open + 1);
    return close == code.npos ? std::string()
                              : std::string(code.substr(open + 1, close - open - 1));
}

// What is not there any more, or there twice.
bool left_out(std::string_view name) {
    return name == "del" || name == "moveFrom" || name == "Fallback" || name == "pict_fallback";
}

class DocxHandler final : public xml::Handler {
  public:
    DocxHandler(Reading& reading, const DocxStyles& styles, Relations relations)
        : reading_(reading), builder_(reading), styles_(styles), relations_(std::move(relations)) {}

    void start(std::string_view name, Attributes attributes) override {
        if (skipped_ > 0 || left_out(name)) {
            if (name == "del" && in_row_properties_ && skipped_ == 0) deleted_row_ = true;
            ++skipped_;
            return;
        }
        if (!start_of_table(name, attributes)) start_of_text(name, attributes);
    }

    void end(std::string_view name) override {
        if (skipped_ > 0) {
            --skipped_;
            return;
        }
        if (name == "t" || name == "instrText") takes_ = Takes::nothing;
        if (name == "r") hidden_ = raised_ = false;
        if (name == "pPr") in_properties_ = false;
        if (name == "p") close_paragraph();
        if (name == "hyperlink" || name == "fldSimple") close_link();
        if (name == "tc") builder_.close_cell();
        if (name == "trPr") in_row_properties_ = false;
        if (name == "tr" && deleted_row_) builder_.drop_row();
        if (name == "tr") deleted_row_ = false;
        if (name == "tbl") builder_.close_table();
    }

    void text(std::string_view part) override {
        if (skipped_ > 0 || takes_ == Takes::nothing) return;
        if (takes_ == Takes::field) {
            if (field_.size() < field_max) field_ += part;
        } else if (!hidden_ && !(raised_ && is_footnote_mark(part))) {
            add(part);
        }
    }

    void finish() {
        while (!paragraphs_.empty()) close_paragraph();
        builder_.finish();
    }
    int images() const { return images_; }

  private:
    enum class Takes { nothing, words, field };
    struct Paragraph {
        std::string text;
        bool heading = false, plain = false;
    };
    static constexpr std::size_t field_max = 4'096;
    Reading& reading_;
    FlowBuilder builder_;
    const DocxStyles& styles_;
    Relations relations_;
    std::vector<Paragraph> paragraphs_;  // text boxes stand inside of others
    Takes takes_ = Takes::nothing;
    int skipped_ = 0, images_ = 0;
    bool hidden_ = false, raised_ = false;
    bool in_properties_ = false, in_row_properties_ = false, deleted_row_ = false;
    std::string field_, address_, link_text_;
    bool in_link_ = false;

    bool start_of_table(std::string_view name, Attributes attributes) {
        const std::string_view value = attribute(attributes, "val");
        if (name == "tbl") {
            builder_.open_table();
        } else if (name == "tr") {
            builder_.open_row();
        } else if (name == "trPr") {
            in_row_properties_ = true;
        } else if (name == "gridBefore") {
            builder_.skip(count_of(value, 0));
        } else if (name == "tblHeader") {
            if (switched_on(value)) builder_.head_row();
        } else if (name == "tc") {
            builder_.open_cell();
        } else if (name == "gridSpan") {
            builder_.span(count_of(value, 1));
        } else if (name == "vMerge") {
            if (value != "restart") builder_.goes_on();
        } else {
            return false;
        }
        return true;
    }

    void start_of_text(std::string_view name, Attributes attributes) {
        const std::string_view value = attribute(attributes, "val");
        if (name == "p") paragraphs_.emplace_back();
        if (name == "pPr") in_properties_ = true;
        if (name == "pStyle" && !paragraphs_.empty())
            paragraphs_.back().heading = styles_.is_heading(std::string(value));
        if (name == "outlineLvl" && !paragraphs_.empty())
            paragraphs_.back().heading = count_of(value, 9) < 9;
        if (!in_properties_) start_of_look(name, value);
        if (name == "t") takes_ = Takes::words;
        if (name == "instrText") takes_ = Takes::field;
        if (name == "tab" && !in_properties_) add(" ");
        if (name == "br" || name == "cr") add("\n");
        if (name == "noBreakHyphen") add("-");
        if (name == "blip" || name == "imagedata") note_picture();
        if (name == "hyperlink")
            open_link(outside_address(relations_, attribute(attributes, "id")));
        if (name == "fldSimple") open_link(address_of_field(attribute(attributes, "instr")));
        if (name == "fldChar") field_mark(attribute(attributes, "fldCharType"));
    }

    // What a run looks like: text that is hidden or struck out (删除线) is not said.
    void start_of_look(std::string_view name, std::string_view value) {
        if ((name == "vanish" || name == "strike" || name == "dstrike") && switched_on(value))
            hidden_ = true;
        if (name == "vertAlign") raised_ = value == "superscript";
    }
    // In a cell a raised digit behind its number is the mark of a footnote (脚注), no part of it.
    bool is_footnote_mark(std::string_view part) const {
        if (!builder_.in_table() || paragraphs_.empty()) return false;
        const std::string& before = paragraphs_.back().text;
        return !before.empty() && before.back() >= '0' && before.back() <= '9' &&
               part.find_first_not_of("0123456789[]()* ") == part.npos;
    }
    void note_picture() {
        ++images_;
        if (!reading_.out.flow.blocks.empty()) ++reading_.out.flow.blocks.back().pictures;
    }

    void field_mark(std::string_view type) {
        if (type == "begin") field_.clear();
        if (type == "separate") open_link(address_of_field(field_));
        if (type == "end") close_link();
    }

    void open_link(std::string address) {
        close_link();
        in_link_ = true;
        address_ = std::move(address);
        link_text_.clear();
    }
    void close_link() {
        if (in_link_) reading_.link(address_, link_text_);
        in_link_ = false;
    }

    void add(std::string_view part) {
        if (in_link_) link_text_ += part;
        if (!paragraphs_.empty()) paragraphs_.back().text += part;
    }

    void close_paragraph() {
        if (paragraphs_.empty()) return;
        Paragraph done = std::move(paragraphs_.back());
        paragraphs_.pop_back();
        builder_.paragraph(done.text, done.heading && !builder_.in_table()
                                          ? FlowBlock::Kind::heading
                                          : FlowBlock::Kind::paragraph);
    }
};

int read_text_part(Reading& reading, OoxmlParts& parts, const DocxStyles& styles,
                   const std::string& part) {
    DocxHandler handler(reading, styles, parts.relations(part));
    if (reading.given_up() || !parts.read(part, handler)) return 0;
    handler.finish();
    return handler.images();
}

}  // namespace

void read_docx(Reading& reading, ZipReader& zip) {
    OoxmlParts parts(reading, zip);
    const std::string main = parts.main_part("word/document.xml");
    const Relations relations = parts.relations(main);
    DocxStyles styles;
    for (const auto& [id, relation] : relations)
        if (relation.type.ends_with("/styles") && parts.has(resolved_part(main, relation.target)))
            parts.read(resolved_part(main, relation.target), styles);
    int images = reading.given_up() ? 0 : read_text_part(reading, parts, styles, main);
    // 页眉, 页脚, 脚注: behind the text, each once.
    constexpr std::size_t extra_parts_max = 40;
    std::set<std::string> extra;
    for (const auto& [id, relation] : relations)
        for (const std::string_view type : {"/header", "/footer", "/footnotes", "/endnotes"})
            if (relation.type.ends_with(type) && extra.size() < extra_parts_max)
                extra.insert(resolved_part(main, relation.target));
    for (const std::string& part : extra)
        if (!reading.given_up() && parts.has(part)) read_text_part(reading, parts, styles, part);
    parts.read_title();
    reading.out.facts.images = images;
    if (images > 0 && !reading.given_up() && reading.out.flow.blocks.empty())
        reading.out.facts.state = "scanned";
}

}  // namespace duwang::crawler
