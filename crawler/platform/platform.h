// Dialects of publishing systems (平台家族): where their lists and further pages are. A platform
// only decides how a page is read, never how it is judged (portal-quirks §1, §2, §11).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/fact.h"
#include "core/html/document.h"
#include "core/json.h"
#include "crawler/list/reader.h"
#include "crawler/list/words.h"
#include "crawler/page/page_reader.h"
#include "crawler/page/target_cache.h"

namespace duwang::crawler::platform {

// A script of the page itself.
struct InlineScript {
    html::Node node;         // its tag
    std::string_view raw;    // as it stands there
    std::string text;        // without comments (P05), of the same length
    std::size_t offset = 0;  // of the text in the page
};

// What every reading has, and where it tells what it read.
struct Reading {
    const PageContext& context;
    const ListWords& words;
    TargetCache& targets;
    ListReader& lists;
    PageFacts& facts;

    PagerFacts& pager() const { return facts.reading.pager; }
    // The address that a reference leads to; empty: none.
    std::string address(std::string_view ref) const { return std::string(targets.find(ref).url); }
    // A further page of the list: once, never the page itself, at most rules.addresses_max.
    void add_address(std::string_view ref) const;
    // From records and page_size, where the number of pages is not said.
    void count_pages() const;
};

struct Page : Reading {
    const html::Document& document;
    std::span<const InlineScript> scripts;
};

// The answer of an interface, which is no page: JSON or XML.
struct Answer : Reading {
    std::string_view text;  // decoded; without a callback around it (J08)
    const Json& json;       // null when it is none
};

enum class Brings : unsigned char { pager, entries };  // a pager, perhaps with entries; those only

struct Platform {
    std::string_view name;
    Brings brings;
    bool (*read)(const Page&);           // false: nothing of it is this platform's
    bool (*read_answer)(const Answer&);  // null: it has no interface that is known
};

std::span<const Platform> platforms();  // in the order they are asked

std::vector<InlineScript> inline_scripts(const html::Document& document);

}  // namespace duwang::crawler::platform
