// What references lead to. Pages of one template repeat most of their links, and looking one up
// costs a tenth of resolving it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/word_finder.h"
#include "core/url.h"

namespace duwang::crawler {

struct Target {
    std::string url;           // Url::str(); empty: it leads nowhere
    std::uint64_t key = 0;     // hash64 of Url::key()
    bool placeholder = false;  // a template that was never filled in: no reference at all
    bool marked = false;       // holds one of the words that marks in addresses have
};

// Placeholders of templates that were never filled in (H07): "{{item.url}}", "${x}", "<%= x %>".
bool has_placeholder(std::string_view text);

// Of bounded size: what is looked up again stays, the rest is overwritten. One per thread.
class TargetCache {
  public:
    // `marks` must live as long.
    TargetCache(UrlRules rules, const WordFinder& marks)
        : rules_(std::move(rules)), marks_(marks) {}

    // The address that references are relative to, and the charset of the page (resolve_url).
    void set_base(Url base, std::string_view charset);
    // <base href>: the address of the page is the base of the base.
    void rebase(std::string_view ref);
    // Valid until the next call.
    const Target& find(std::string_view ref);

  private:
    struct Entry {
        std::string base, ref;  // `base`: as much of it as the reference depends on
        Target target;
    };
    const std::string* context_of(std::string_view ref) const;
    void resolve(std::string_view ref, Target& target);

    UrlRules rules_;
    const WordFinder& marks_;
    Url base_;
    std::string charset_;
    // Parts of the base; with the charset for references that are not ASCII, where it counts.
    struct Contexts {
        std::string anywhere, origin, directory;
    };
    Contexts ascii_, other_;
    std::string key_;
    std::vector<Entry> entries_;
    Target uncached_;
};

}  // namespace duwang::crawler
