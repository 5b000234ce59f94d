// Parts of a page that only arrive when a browser runs it (F09): what static bytes cannot show must
// not be called missing.
#pragma once

#include <string_view>
#include <vector>

#include "core/fact.h"
#include "core/html/tokenizer.h"
#include "crawler/page/mark_rules.h"

namespace duwang::crawler {

class LateReader {
  public:
    explicit LateReader(const MarkRules& rules) : rules_(rules) {}

    void start_tag(const html::StartTag& tag);
    // What start_tag does for a tag that is none of head_tag.
    void enter_body() { in_body_ = true; }
    // Of a script that may write or load something (MarkWords::writes).
    void script_text(std::string_view script, std::size_t offset);
    std::vector<LateContent> take() { return std::move(late_); }

  private:
    void add(std::string_view kind, std::string_view what, bool footer_like, std::size_t offset);
    void add_file(std::string_view kind, std::string_view address, std::size_t offset);
    bool is_footer_like(std::string_view text) const;
    bool is_library(std::string_view address) const;
    const MarkRules& rules_;
    std::vector<LateContent> late_;
    bool in_body_ = false;
};

}  // namespace duwang::crawler
