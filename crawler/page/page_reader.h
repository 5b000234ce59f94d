// Bytes of a page → facts. Pure: the same bytes and context give the same facts, so stored captures
// can be read again.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/fact.h"
#include "core/time.h"
#include "core/url.h"
#include "crawler/article/rules.h"
#include "crawler/document/rules.h"
#include "crawler/list/rules.h"
#include "crawler/page/mark_rules.h"

namespace duwang::crawler {

// What stays the same for all pages of a run.
struct ReaderRules {
    MarkRules marks;
    ListRules lists;
    ArticleRules articles;
    DocumentRules documents;
    UrlRules urls;
    std::size_t links_max = 20000;    // distinct targets per page
    std::size_t detailed_max = 5000;  // links recorded with their texts
};

struct PageContext {
    Url url;                   // final address: the base of relative links
    std::string content_type;  // header value, may be empty
    bool detail = false;       // record links with texts
    bool structure = false;    // build a DOM and read list items and the article
    Date as_of;                // completes dates without a year; not set: they are left out
};

// A distinct target for the frontier.
struct LinkRef {
    std::uint64_t key = 0;             // hash64 of Url::key()
    std::uint32_t at = 0, length = 0;  // its address in PageReading::addresses
    std::string_view tag;              // a, area, option, iframe, frame, meta, img, script, link
    bool nofollow = false;             // rel=nofollow
    bool is_resource = false;          // img, script, link: needed to show the page, no page itself
};

struct PageReading {
    PageFacts facts;  // url, final_url, status and the like are left to the caller
    std::vector<LinkRef> links;
    std::string addresses;  // of all links, one after the other

    std::string_view url_of(const LinkRef& link) const {  // Url::str()
        return std::string_view(addresses).substr(link.at, link.length);
    }
};

// Keeps decoding tables and buffers between pages. One per thread.
class PageReader {
  public:
    explicit PageReader(ReaderRules rules = {});
    ~PageReader();
    PageReader(PageReader&&) noexcept;
    PageReader& operator=(PageReader&&) noexcept;

    // `bytes`: the body with its content coding undone.
    PageReading read(std::string_view bytes, const PageContext& context);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

PageReading read_page(std::string_view bytes, const PageContext& context,
                      const ReaderRules& rules = {});

}  // namespace duwang::crawler
