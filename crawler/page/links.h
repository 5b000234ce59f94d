// Links of a page: every distinct target for the frontier, and on request every link with what a
// reader sees of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/html/tokenizer.h"
#include "crawler/page/page_reader.h"
#include "crawler/page/visible_text.h"

namespace duwang::crawler {

// A set of hashes that keeps its memory between pages.
class HashSet {
  public:
    void clear();
    bool insert(std::uint64_t hash);  // false when it was there

  private:
    void grow();
    std::vector<std::uint64_t> slots_;
    std::size_t count_ = 0;
};

class LinkReader {
  public:
    void begin(const PageContext& context, const ReaderRules& rules, std::string_view charset);
    void start_tag(const html::StartTag& tag, const VisibleText& text, bool hidden);
    // At </a>, at the next <a> (an unclosed link ends there, H03), or at the end of the document.
    // Returns the finished link with its texts, null when none was open.
    const Link* end_link(const VisibleText& text);
    bool in_link() const { return open_; }
    const std::string& open_target() const { return link_.url; }

    std::vector<LinkRef> take_refs() { return std::move(refs_); }
    std::vector<Link> take_links() { return std::move(links_); }
    bool limit_hit() const { return limit_hit_; }

  private:
    void take(const html::StartTag& tag, std::string_view attribute, bool resource, bool hidden);
    std::string target(std::string_view ref, std::string_view tag, bool nofollow, bool resource);
    void record(Link link);
    void open(const html::StartTag& tag, bool hidden, std::size_t text_start);
    void refresh(const html::StartTag& tag);

    const PageContext* context_ = nullptr;
    const ReaderRules* rules_ = nullptr;
    std::string charset_;
    Url base_;
    bool base_seen_ = false;
    HashSet seen_;
    std::string key_;
    std::vector<LinkRef> refs_;
    std::vector<Link> links_;
    Link link_;  // the open one
    std::string image_text_;
    std::size_t text_start_ = 0;
    bool open_ = false;
    bool limit_hit_ = false;
};

// Placeholders of templates that were never filled in (H07): "{{item.url}}", "${x}", "<%= x %>".
bool has_placeholder(std::string_view text);

}  // namespace duwang::crawler
