// List entries of a page, read from its structure (quirks L01–L14, D01–D03).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/fact.h"
#include "core/html/document.h"
#include "crawler/list/finder.h"
#include "crawler/list/order.h"
#include "crawler/list/rules.h"
#include "crawler/page/page_reader.h"
#include "crawler/page/target_cache.h"

namespace duwang::crawler {

// Fills PageFacts::items and the lists they stand in, from wherever entries come: the page's
// markup, markup in its scripts, data of an interface.
class ListReader {
  public:
    // `targets` has the base that the page says. All must outlive it.
    ListReader(const PageContext& context, const ListRules& rules, TargetCache& targets,
               PageFacts& facts)
        : context_(context), rules_(rules), targets_(targets), facts_(facts) {}

    void read(const html::Document& document);
    // Markup that a script or an interface brings; `place`: its offset in the page.
    void read_fragment(std::string_view markup, std::size_t place);
    // Entries that are no markup: title, url, date and where that was read are given.
    void add_list(std::vector<ListItem> items, std::size_t place);
    // Everything was read: which list is the main one? The pager says it too.
    void finish();
    // Another day than the context's could have led to other facts.
    bool by_day() const { return by_day_; }

  private:
    void take(const FoundList& list);
    void add(const FoundEntry& found, const FoundList& list, const ColumnHeads& heads);
    void keep(ListItem item);
    void close(std::size_t before, ListFacts told, ListSigns signs);
    void note_twin(std::span<const ListItem> entries);
    void drop_twins();
    void give_pager();
    void add_related(const Entry& entry, ListItem& item);
    ColumnHeads heads_of(const FoundList& list) const;
    ColumnHeads::Kind kind_of_head(const std::string& text) const;
    ListFacts facts_of(const FoundList& list) const;
    bool is_beside(html::Node list) const;

    const PageContext& context_;
    const ListRules& rules_;
    TargetCache& targets_;
    PageFacts& facts_;
    std::vector<ListSigns> signs_;          // in step with facts_.reading.lists
    std::unordered_set<std::string> seen_;  // of the list that is read: address and title
    std::unordered_map<std::string, std::size_t> told_in_;  // the list that said it last
    bool by_day_ = false;
};

}  // namespace duwang::crawler
