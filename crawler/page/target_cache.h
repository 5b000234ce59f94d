// What references lead to. Pages of one template repeat most of their links, and looking one up
// costs a tenth of resolving it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
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

// Of bounded size: what is looked up again stays, the rest is overwritten. One per thread. Looking
// up is waiting for memory, so a reference and where it leads take one cache line, found by a table
// of one byte for each: ten thousand of them stay in the second cache of a core.
class TargetCache {
  public:
    // `marks` must live as long. `proxies`: suffixes of rewriting_proxies.h.
    TargetCache(UrlRules rules, const WordFinder& marks, std::vector<std::string> proxies = {})
        : rules_(std::move(rules)), marks_(marks), proxies_(std::move(proxies)) {}

    // The address that references are relative to, and the charset of the page (resolve_url).
    void set_base(Url base, std::string_view charset);
    // <base href>: the address of the page is the base of the base.
    void rebase(std::string_view ref);
    // Its address is valid until the next call.
    Target find(std::string_view ref) { return find_at(place_of(ref), ref); }
    // Begins to look a reference up: its memory is on its way while the caller does other things.
    void expect(std::string_view ref);
    // The one that was expected last. No other call may have come between.
    Target find_expected(std::string_view ref) { return find_at(expected_, ref); }

  private:
    static constexpr std::size_t ways = 8, sets_max = 2048, text_bytes = 41;
    // Sixteen bytes for the eight entries of a set.
    struct Set {
        std::uint64_t tags = 0;      // a byte of each one's hash
        std::uint8_t looked_up = 0;  // a bit for each: again, since it was written
        std::uint8_t next = 0;       // to be overwritten, unless looked up again
    };
    // Where the address is said by the other parts the text is the reference; otherwise `long_` has
    // the reference and, behind it, the address.
    enum class Kind : std::uint8_t { nothing, joined, joined_behind_dot, nowhere, kept_apart };
    struct alignas(64) Entry {
        std::uint64_t hash = 0;  // of the reference and its context
        std::uint64_t key = 0;
        std::uint32_t context = 0;
        std::uint16_t ref = 0;  // its length
        Kind kind = Kind::nothing;
        bool placeholder : 1 = false, marked : 1 = false;
        char text[text_bytes] = {};
    };
    // As much of the base as a reference depends on; with the charset for references that are not
    // ASCII, where it counts.
    struct Context {
        std::string base, charset;
        std::uint32_t number = 0;  // of both, at any time the same; 0: not looked up yet
        void set(std::string_view text, std::string_view in) {
            base = text, charset = in;
            number = 0;
        }
    };
    struct Contexts {
        Context anywhere, origin, directory;
    };
    // Where a reference is kept, if at all.
    struct Place {
        const Context* context = nullptr;  // none: it is not kept
        std::uint64_t hash = 0;
    };
    Place place_of(std::string_view ref);
    Target find_at(Place place, std::string_view ref);
    Context* context_of(std::string_view ref);
    std::uint32_t number_of(const Context& context);
    Target resolve(std::string_view ref);
    std::optional<Url> address_of(std::string_view ref);
    bool is_for(std::size_t entry, Place place, std::string_view ref) const;
    Target told(std::size_t at, const Context& context, std::string_view ref);
    void keep(std::size_t at, Place place, std::string_view ref, const Target& target);
    static std::size_t way_to_be_replaced(Set& set);

    UrlRules rules_;
    const WordFinder& marks_;
    std::vector<std::string> proxies_;
    Url base_;
    std::string charset_;
    Contexts ascii_, other_;
    std::unordered_map<std::string, std::uint32_t> numbers_;  // of contexts
    std::uint32_t last_number_ = 0;
    std::string key_;
    std::vector<Set> sets_;
    std::vector<Entry> entries_;
    std::vector<std::string> long_;  // of entries that are kept apart; empty while there are none
    Place expected_;
    std::string url_;  // last told
    std::string joined_;
};

}  // namespace duwang::crawler
