// Stops kinds of addresses that go on without end but say nothing new: calendars, sessions, facets,
// lists paged beyond their last page (portal-quirks K05, K09, K10, P06, P12, P13, P15). A machine
// without I/O: told the same visits in the same order, it decides the same.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "crawler/plan/url_traps.h"

namespace duwang::crawler {

// What a page said, as far as sameness is concerned.
struct PageContent {
    std::uint64_t fingerprint = 0;  // similarity hash of the visible text
    std::int64_t chars = 0;
    std::optional<Date> newest;  // of a list: its newest date
};

class KindWatch {
  public:
    // `look_back`: pages of lists older than this are needed by no check; not set: all are.
    KindWatch(const TrapOptions& options, UrlRules rules, std::optional<Date> look_back = {});

    // Counts a newly found page. The reason why it is not to be visited, or empty:
    // "query_variants", "calendar", "parameter_sets", "same_content", "paging_end", "look_back".
    std::string_view admit(const Url& url);
    // Counts a page that was admitted before, in a crawl that is continued.
    void count(const Url& url);
    // The same question for a page that waits, with what was learned meanwhile.
    std::string_view closed(const Url& url) const;
    // A page was read.
    void read(const Url& url, const PageContent& content);

  private:
    struct Kind {  // of addresses that differ in the values of parameters only
        int variants = 0;
        int pages_read = 0;
        bool says_the_same = false;
        std::map<std::pair<std::uint64_t, std::int64_t>, int> contents;
    };
    struct List {  // 翻页
        std::map<std::int64_t, PageContent> pages;
        std::optional<std::int64_t> end;  // beyond this number nothing new comes
        std::string_view why;
    };

    std::string_view closed_list(const Url& url) const;
    void read_list(List& list, std::int64_t number, const PageContent& content);
    void close(List& list, std::int64_t number, std::string_view why);

    TrapOptions options_;
    UrlRules rules_;
    std::optional<Date> look_back_;
    std::unordered_map<std::string, Kind> kinds_;                  // by path and parameters
    std::unordered_map<std::string, std::set<std::string>> sets_;  // of parameters, by path
    std::unordered_map<std::string, List> lists_;
};

}  // namespace duwang::crawler
