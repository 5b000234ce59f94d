// Links of a page: every distinct target for the frontier, and on request every link with what a
// reader sees of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/html/tokenizer.h"
#include "crawler/page/hash_set.h"
#include "crawler/page/hiding.h"
#include "crawler/page/page_reader.h"
#include "crawler/page/target_cache.h"
#include "crawler/page/visible_text.h"

namespace duwang::crawler {

// What a link that has just ended says. The views are good until the next tag.
struct EndedLink {
    std::string_view text;    // what a reader sees; alt text or the title where there is none
    std::string_view raw;     // the reference
    std::string_view target;  // resolved; empty: nowhere
    std::size_t offset = 0;
    bool may_say_mark = true;  // false: surely none of the words of marks
};

class LinkReader {
  public:
    // Both must live as long. `marks`: words of addresses that are marks.
    LinkReader(const ReaderRules& rules, const WordFinder& marks)
        : rules_(rules), targets_(rules.urls, marks, rules.marks.rewriting_proxies) {}
    // `reading` takes the targets.
    void begin(const PageContext& context, std::string_view charset, PageReading& reading);
    void start_tag(const html::StartTag& tag, const VisibleText& text, Hiding hidden);
    // At </a>, at the next <a> (an unclosed link ends there, H03), or at the end of the document.
    // Nothing when none was open, or when it says something that is surely no mark.
    std::optional<EndedLink> end_link(const VisibleText& text);
    // At </option> and wherever else one ends: what it says (L15).
    void end_option(const VisibleText& text);
    // An address to which the page sends its visitors by script (H14).
    void offer_forward(std::string_view ref, std::size_t offset);
    bool in_link() const { return open_; }
    bool in_empty_link() const { return open_ && link_.ref.empty(); }
    // The open link has text without width.
    void note_no_width() { link_.no_width = true; }
    // Where the last <a> leads is looked up when the next reference comes, or when what it says
    // has to be judged: until then memory has time to answer. Nothing when that was done, or when
    // the address has none of the words of marks. With one it is told even if it leads nowhere.
    struct Marked {
        std::string_view raw;  // as written
        std::size_t offset = 0;
    };
    std::optional<Marked> look_up() {
        return link_.look_up == Open::done ? std::nullopt : looked_up();
    }
    // Does anything depend on where the link leads that ends here?
    bool must_know_target(const VisibleText& text) const {
        return open_ && link_.look_up != Open::done && !is_plain(text);
    }
    // Entries of lists that no tag of the page leads to: a script or an interface brings them.
    void add_entries(const PageFacts& facts);
    bool limit_hit() const { return limit_hit_; }
    TargetCache& targets() { return targets_; }

  private:
    void take(const html::StartTag& tag, std::string_view attribute, bool resource, Hiding hidden);
    bool takes_targets() const;
    Target target(std::string_view ref, std::string_view tag, bool nofollow, bool resource);
    // Says something that is surely no mark, and nothing of it is recorded.
    bool is_plain(const VisibleText& text) const {
        return !context_->detail && !text.may_hold_word_since(link_.text_start) &&
               !text.since(link_.text_start).empty();
    }
    void offer_other_page(const Target& found, std::string_view ref, std::string_view tag,
                          bool nofollow, bool resource);
    std::optional<Marked> looked_up();
    bool expect_target();
    void offer(const Target& target, std::string_view tag, bool nofollow, bool resource);
    void record(Link link);
    void open(const html::StartTag& tag, Hiding hidden, std::size_t text_start);
    void record_ended(std::string_view text);
    void refresh(const html::StartTag& tag);

    struct Open {
        std::string_view raw, ref, title;  // of the document, or of `decoded`
        std::string decoded, target, image_text;
        std::size_t offset = 0, text_start = 0;
        bool nofollow = false, no_width = false, idle = false;
        Hiding hidden = Hiding::none;
        enum : std::uint8_t { done, expected, marked } look_up = done;
    };

    const ReaderRules& rules_;
    TargetCache targets_;
    const PageContext* context_ = nullptr;
    PageReading* reading_ = nullptr;
    bool base_seen_ = false;
    HashSet seen_;
    Open link_;
    std::size_t option_ = 0;  // the number of the recorded link; 0: in none
    std::size_t option_text_ = 0;
    std::string title_;
    std::size_t usual_bytes_ = 0;  // of the addresses of the page before
    bool open_ = false;
    bool targets_full_ = false;  // no further target is taken
    bool limit_hit_ = false;     // something was left out
};

}  // namespace duwang::crawler
