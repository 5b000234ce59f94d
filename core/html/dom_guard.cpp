#include "core/html/dom_guard.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/html/dom_model.h"
#include "core/html/tokenizer.h"

namespace duwang::html {
namespace {

// Walks the document with the model. First without writing, to see whether anything is left out;
// then once more over a copy in which that is blanked out.
class Guard : public Handler {
  public:
    Guard(std::string_view document, const DomLimits& limits, bool plain)
        : document_(document), limits_(limits), model_(limits, plain) {}

    void write_to(std::string& copy) { copy_ = &copy; }
    void finish() { flush(document_.size()); }
    DomModel& model() { return model_; }

    void start_tag(const StartTag& tag) override;
    void end_tag(std::string_view name, std::size_t offset) override;
    void text(std::string_view raw, TextKind kind, std::size_t offset) override;
    void comment(std::string_view, std::size_t offset) override {
        flush(offset);
        if (!model_.comment()) leave_out(offset);
    }

  private:
    void trim_attributes(const StartTag& tag);
    void trim_value(const StartTag& tag, const Attribute& attribute);
    // An end tag or comment says only where it begins; it is blanked up to whatever comes next.
    void leave_out(std::size_t offset) { pending_ = offset; }
    void flush(std::size_t offset) {
        if (pending_ != none) blank(pending_, offset);
        pending_ = none;
    }
    void blank(std::size_t from, std::size_t to) {
        if (copy_ == nullptr) return;
        for (std::size_t i = from; i < std::min(to, copy_->size()); ++i)
            if ((*copy_)[i] != '\n') (*copy_)[i] = ' ';
    }
    void put(std::size_t at, char c) {
        if (copy_ != nullptr && at < copy_->size()) (*copy_)[at] = c;
    }

    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::string_view document_;
    const DomLimits& limits_;
    DomModel model_;
    std::string* copy_ = nullptr;
    std::size_t pending_ = none;
    std::size_t attributes_ = 0;
    bool content_kept_ = true;  // of the last start tag
    bool noframes_ = false;
};

// A value that is too long ends at the limit; one whose quote never closes goes without it.
void Guard::trim_value(const StartTag& tag, const Attribute& attribute) {
    if (attribute.raw.data() == nullptr) return;
    const auto from = static_cast<std::size_t>(attribute.raw.data() - document_.data());
    if (from == 0 || from > document_.size()) return;
    const char before = document_[from - 1];
    const bool quoted = before == '"' || before == '\'';
    std::size_t end = from + attribute.raw.size();
    if (quoted) end = std::min(document_.find(before, from), document_.size());
    if (quoted && end >= tag.end) {
        model_.exceed("dom: flattened, a quote in a tag never ends");
        return blank(from - 1, from);
    }
    if (attribute.raw.size() <= limits_.attribute_bytes_max) return;
    model_.shorten(fmt::format("dom: flattened, an attribute longer than {} bytes",
                               limits_.attribute_bytes_max));
    std::size_t cut = from + limits_.attribute_bytes_max;
    while (cut > from && (static_cast<unsigned char>(document_[cut]) & 0xC0) == 0x80) --cut;
    blank(cut, quoted ? end + 1 : end);
    if (quoted) put(cut, before);
}

void Guard::trim_attributes(const StartTag& tag) {
    attributes_ += tag.attributes.size();
    const std::size_t closing = tag.end - 1;
    if (attributes_ > limits_.attributes_total_max) {
        model_.exceed(
            fmt::format("dom: flattened, more than {} attributes", limits_.attributes_total_max));
        return blank(tag.offset + 1 + tag.name.size(), closing);
    }
    if (tag.cut > 0) {
        model_.exceed(fmt::format("dom: flattened, more than {} attributes in a tag",
                                  limits_.attributes_max));
        blank(tag.cut, closing);
    }
    for (const Attribute& attribute : tag.attributes)
        if (attribute.raw.data() != nullptr) trim_value(tag, attribute);
}

void Guard::start_tag(const StartTag& tag) {
    flush(tag.offset);
    noframes_ = tag.name == "noframes";
    content_kept_ = model_.start(tag);
    if (content_kept_) return trim_attributes(tag);
    blank(tag.offset, tag.end);
}

void Guard::end_tag(std::string_view name, std::size_t offset) {
    flush(offset);
    if (!model_.end(name)) return leave_out(offset);
    // Attributes mean nothing here, and a quote among them that never ends would matter.
    const std::size_t behind = offset + 2 + name.size();
    if (behind >= document_.size() || document_[behind] == '>') return;
    put(behind, '>');
    leave_out(behind + 1);
}

void Guard::text(std::string_view raw, TextKind kind, std::size_t offset) {
    flush(offset);
    if (kind == TextKind::data) {
        model_.text();
        return;
    }
    // Where style, title and the like are ignored or mean something else, a tree builder would
    // find the tags inside.
    const bool doubtful =
        model_.raw_text_is_doubtful() && !noframes_ && raw.find('<') != std::string_view::npos;
    if (doubtful) model_.exceed("dom: flattened, markup inside of raw text");
    if (doubtful || !content_kept_) blank(offset, offset + raw.size());
}

}  // namespace

GuardedText guard_dom(std::string_view document, const DomLimits& limits) {
    GuardedText out;
    if (document.size() > limits.bytes_max) {
        out.note = fmt::format("dom: not built, larger than {} bytes", limits.bytes_max);
        out.refused = out.lossy = true;
        return out;
    }
    TokenizerLimits reading;
    reading.attributes_max = limits.attributes_max;
    Guard look(document, limits, false);
    const TokenizerReport report = tokenize(document, look, reading);
    if (report.unclosed_quote) look.model().exceed("dom: flattened, a quote in a tag never ends");
    out.note = look.model().note();
    out.lossy = look.model().lossy();
    if (out.note.empty()) return out;
    out.repaired = document;
    Guard repair(document, limits, look.model().plain());
    repair.write_to(out.repaired);
    tokenize(document, repair, reading);
    repair.finish();
    return out;
}

}  // namespace duwang::html
