#include "core/html/tokenizer.h"

#include "core/html/char_ref.h"
#include "core/html/dom_guard.h"
#include "core/text/utf8.h"
#include "tests/fuzz/target.h"

namespace duwang::fuzz {
namespace {

class Checker : public html::Handler {
  public:
    explicit Checker(std::string_view document) : document_(document) {}
    void start_tag(const html::StartTag& tag) override {
        at(tag.offset);
        require(document_[tag.offset] == '<', "a tag begins with its sign");
        require(tag.end <= document_.size() && document_[tag.end - 1] == '>', "and ends so");
        for (const html::Attribute& attribute : tag.attributes) {
            require(tag.find(attribute.name) == &attribute, "names of attributes are unique");
            attribute.value();
        }
        at(tag.end);
    }
    void end_tag(std::string_view, std::size_t offset) override { at(offset); }
    void text(std::string_view raw, html::TextKind, std::size_t offset) override {
        at(offset);
        require(document_.substr(offset, raw.size()) == raw, "text stands where it is said to");
        require(!is_valid_utf8(raw) ||
                    is_valid_utf8(html::decode_references(raw, html::ReferencePlace::text)),
                "references do not break UTF-8");
        at(offset + raw.size());
    }
    void comment(std::string_view, std::size_t offset) override { at(offset); }

  private:
    void at(std::size_t offset) {
        require(offset >= last_ && offset <= document_.size(), "tokens come in order");
        last_ = offset;
    }
    std::string_view document_;
    std::size_t last_ = 0;
};

}  // namespace

void tokenizer(std::string_view bytes) {
    Checker checker(bytes);
    html::tokenize(bytes, checker);
    const html::GuardedText guarded = html::guard_dom(bytes);
    require(guarded.repaired.empty() || guarded.repaired.size() == bytes.size(),
            "a repaired page keeps its offsets");
}

}  // namespace duwang::fuzz
