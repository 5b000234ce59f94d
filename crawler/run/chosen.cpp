// What of a judged page is judged too: what the scheme names, further pages of its lists, the
// articles these list, and files.
#include "core/text/normalise.h"
#include "crawler/run/crawler_state.h"

namespace duwang::crawler {
namespace {

// Entries of the home page are news from everywhere; those beside an article or at the side are
// other pages' business.
bool lists_articles(const PageFacts& facts, const KnownUrl& from) {
    return from.focus && from.reason != "home" && facts.article.empty();
}

bool is_of_interest(const ListItem& item, const PageFacts& facts,
                    const std::optional<Date>& look_back) {
    const auto& lists = facts.reading.lists;
    if (item.url.empty() || item.external) return false;
    if (item.list < lists.size() && lists[item.list].role == "side") return false;
    if (!look_back) return true;
    const auto day = parse_timestamp(item.date);
    return !day || day->date() >= *look_back;
}

}  // namespace

bool SiteCrawl::reads_files(const KnownUrl& from) const {
    return plan_.options.documents.read && from.focus;
}

// A link that is not only asked but read.
bool SiteCrawl::is_read(const KnownUrl& known) {
    return known.role == UrlRole::link && known.focus;
}

std::set<std::string, std::less<>> SiteCrawl::chosen_targets(const PageFacts& facts,
                                                             const KnownUrl& from) const {
    std::set<std::string, std::less<>> chosen;
    for (const Link& link : facts.links)
        if (!link.url.empty() && plan_.focus.contains(strip_blanks(link.text)))
            chosen.insert(link.url);
    // The home that a home page sends its visitors to is judged in its place (H14).
    if (from.url == home_url_ && !facts.forwards_to.empty()) chosen.insert(facts.forwards_to);
    // Where the pager is links their addresses are met among the links first.
    if (from.focus && plan_.look_back)
        for (const std::string& address : facts.reading.pager.addresses) chosen.insert(address);
    if (!reads_files(from)) return chosen;
    chosen.insert(facts.files.begin(), facts.files.end());
    if (lists_articles(facts, from))
        for (const ListItem& item : facts.items)
            if (is_of_interest(item, facts, plan_.look_back)) chosen.insert(item.url);
    return chosen;
}

}  // namespace duwang::crawler
