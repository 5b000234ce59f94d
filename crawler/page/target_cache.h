// What references lead to. Pages of one template repeat most of their links, and looking one up
// costs a tenth of resolving it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/word_finder.h"
#include "core/url.h"

namespace duwang::crawler {

struct Target {
    std::string_view url{};    // Url::str(); empty: it leads nowhere
    std::uint64_t key = 0;     // hash64 of Url::key()
    bool placeholder = false;  // a template that was never filled in: no reference at all
    bool marked = false;       // holds one of the words that marks in addresses have
};

// Placeholders of templates that were never filled in (H07): "{{item.url}}", "${x}", "<%= x %>".
bool has_placeholder(std::string_view text);

// Of bounded size: what is looked up again stays, the rest is overwritten. One per thread. Two
// places for each reference: with one, a site of as many references would push them out all the
// time.
class TargetCache {
  public:
    // `marks` must live as long.
    TargetCache(UrlRules rules, const WordFinder& marks)
        : rules_(std::move(rules)), marks_(marks) {}

    // The address that references are relative to, and the charset of the page (resolve_url).
    void set_base(Url base, std::string_view charset);
    // <base href>: the address of the page is the base of the base.
    void rebase(std::string_view ref);
    // Its address is valid until the next call.
    Target find(std::string_view ref);

  private:
    // One cache line, and one piece of memory beside it: looking up is waiting for memory.
    struct alignas(64) Entry {
        std::uint64_t hash = 0;  // of the reference
        std::uint64_t key = 0;
        std::string text;  // as much of the base as the reference depends on, reference, address
        std::uint16_t base = 0, ref = 0;  // their lengths
        bool placeholder = false, marked = false;
        bool looked_up = false;  // again, since it was written
        bool is_for(std::string_view in, std::string_view written) const {
            const std::string_view all = text;
            return all.substr(0, base) == in && all.substr(base, ref) == written;
        }
    };
    const std::string* context_of(std::string_view ref) const;
    Target resolve(std::string_view ref);
    std::optional<Url> address_of(std::string_view ref);
    static Target told(const Entry& entry);
    static Entry& to_be_replaced(Entry* pair);

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
    std::string url_;  // last resolved
    std::string joined_;
};

}  // namespace duwang::crawler
