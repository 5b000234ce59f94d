// 演示文稿 (.pptx): slides in their order; DrawingML, ECMA-376 part 1, 21.
#include <algorithm>
#include <charconv>

#include "crawler/attachment/flow_builder.h"
#include "crawler/attachment/ooxml.h"
#include "crawler/attachment/readers.h"

namespace duwang::crawler {
namespace {

using Attributes = std::span<const xml::Attribute>;
constexpr std::size_t slides_max = 500;

std::uint32_t count_of(std::string_view text) {
    std::uint32_t value = 1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct SlideList final : QuietHandler {
    std::vector<std::string> ids;
    bool cut = false;
    void start(std::string_view name, Attributes attributes) override {
        // r:id and id have one name without their prefixes; the first of them is the number.
        if (name != "sldId") return;
        cut = cut || ids.size() >= slides_max;
        if (cut) return;
        for (const xml::Attribute& one : attributes)
            if (one.name == "id" && one.value.find_first_not_of("0123456789") != std::string::npos)
                ids.push_back(one.value);
    }
};

class SlideHandler final : public xml::Handler {
  public:
    SlideHandler(Reading& reading, Relations relations)
        : reading_(reading), builder_(reading), relations_(std::move(relations)) {}

    void start(std::string_view name, Attributes attributes) override {
        if (skipped_ > 0 || name == "Fallback") {
            ++skipped_;
            return;
        }
        if (name == "ph") {
            const std::string_view type = attribute(attributes, "type");
            title_ = type == "title" || type == "ctrTitle";
        }
        if (name == "sp") title_ = false;
        if (name == "p") text_.clear();
        if (name == "br") text_ += '\n';
        if (name == "blip") ++images_;
        if (name == "hlinkClick")
            address_ = outside_address(relations_, attribute(attributes, "id"));
        takes_ = name == "t";
        if (name == "r") run_.clear();
        if (name == "tbl") builder_.open_table();
        if (name == "tr") builder_.open_row();
        if (name == "tc") open_cell(attributes);
    }
    void end(std::string_view name) override {
        if (skipped_ > 0) {
            --skipped_;
            return;
        }
        if (name == "t") takes_ = false;
        if (name == "r") {
            reading_.link(address_, run_);
            address_.clear();
        }
        if (name == "p")
            builder_.paragraph(text_, title_ && !builder_.in_table() ? FlowBlock::Kind::heading
                                                                     : FlowBlock::Kind::paragraph);
        if (name == "tc" && !covered_) builder_.close_cell();
        if (name == "tbl") builder_.close_table();
    }
    void text(std::string_view part) override {
        if (!takes_ || skipped_ > 0) return;
        text_ += part;
        run_ += part;
    }
    void finish() { builder_.finish(); }
    int images() const { return images_; }

  private:
    Reading& reading_;
    FlowBuilder builder_;
    Relations relations_;
    std::string text_, run_, address_;
    int skipped_ = 0, images_ = 0;
    bool title_ = false, takes_ = false, covered_ = false;

    void open_cell(Attributes attributes) {
        // Cells that others cover are written all the same.
        covered_ = attribute(attributes, "hMerge") == "1" || attribute(attributes, "vMerge") == "1";
        if (!covered_)
            builder_.open_cell(count_of(attribute(attributes, "gridSpan")),
                               count_of(attribute(attributes, "rowSpan")));
    }
};

}  // namespace

void read_pptx(Reading& reading, ZipReader& zip) {
    OoxmlParts parts(reading, zip);
    const std::string main = parts.main_part("ppt/presentation.xml");
    SlideList list;
    if (!parts.read(main, list)) return;
    const Relations relations = parts.relations(main);
    AttachmentFacts& facts = reading.out.facts;
    for (const std::string& id : list.ids) {
        const auto relation = relations.find(id);
        if (relation == relations.end()) continue;
        const std::string part = resolved_part(main, relation->second.target);
        SlideHandler slide(reading, parts.relations(part));
        if (reading.given_up() || !parts.read(part, slide)) return;
        slide.finish();
        facts.images += slide.images();
        ++facts.pages;
    }
    if (list.cut) reading.leave_out("pages_cut");
    parts.read_title();
    if (facts.images > 0 && !reading.given_up() && reading.out.flow.blocks.empty())
        facts.state = "scanned";
}

}  // namespace duwang::crawler
