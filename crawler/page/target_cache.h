// What references lead to. Pages of one template repeat most of their links, and looking one up
// costs a tenth of resolving it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/url.h"

namespace duwang::crawler {

struct Target {
    std::string url;        // Url::str(); empty: it leads nowhere
    std::uint64_t key = 0;  // hash64 of Url::key()
};

// Of bounded size: what is looked up again stays, the rest is overwritten. One per thread.
class TargetCache {
  public:
    explicit TargetCache(UrlRules rules) : rules_(std::move(rules)) {}

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
    Url base_;
    std::string charset_;
    std::string anywhere_, origin_, directory_;  // contexts: charset and part of the base
    std::string key_;
    std::vector<Entry> entries_;
    Target uncached_;
};

}  // namespace duwang::crawler
