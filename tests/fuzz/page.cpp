// Line 1: Content-Type, the rest: a page, read with everything that can be read.
#include <algorithm>

#include "core/text/utf8.h"
#include "crawler/page/page_reader.h"
#include "tests/fuzz/target.h"

namespace duwang::fuzz {
namespace {

void check_texts(const PageFacts& facts) {
    require(is_valid_utf8(facts.title) && is_valid_utf8(facts.opening), "texts are UTF-8");
    for (const Link& link : facts.links)
        require(is_valid_utf8(link.text) && is_valid_utf8(link.title), "link texts are UTF-8");
    for (const ListItem& item : facts.items) {
        require(is_valid_utf8(item.title) && !item.title.empty(), "an item has a title");
        require(item.url.empty() || parse_url(item.url).has_value(), "an address is one");
        require(item.list < facts.reading.lists.size(), "an item is in a list");
    }
    const PagerFacts& pager = facts.reading.pager;
    require(is_valid_utf8(pager.text) && pager.pages >= 0 && pager.records >= 0, "a pager counts");
    for (const std::string& address : pager.addresses)
        require(parse_url(address).has_value(), "further pages have addresses");
}

}  // namespace

void page(std::string_view bytes) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    crawler::PageContext context;
    context.url = *parse_url("http://www.example.gov.cn/a/b.html");
    context.content_type = bytes.substr(0, end);
    context.detail = context.structure = true;
    context.as_of = {2026, 9, 1};
    const std::string_view document = bytes.substr(std::min(end + 1, bytes.size()));
    static crawler::PageReader reader;  // as a crawl: one for many pages
    const crawler::PageReading first = reader.read(document, context);
    check_texts(first.facts);
    const crawler::PageReading again = reader.read(document, context);
    require(first.links.size() == again.links.size() &&
                first.facts.items.size() == again.facts.items.size() &&
                first.facts.fingerprint == again.facts.fingerprint,
            "what was read before does not matter");
    for (const std::string& warning : first.facts.warnings)
        require(warning != "dom: not built, too costly", "the bounds are enough");
}

}  // namespace duwang::fuzz
