// Facts of links: what was seen of a link's target, attempt by attempt, and of the controls beside
// it. Written by crawls and confirmations into captures, judged by checks/links.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/fact.h"
#include "core/filed.h"

namespace duwang {

// 控制探测: what the same host answered when we knew what to expect.
struct ControlFacts {
    std::string kind;   // known_good, home_page, random_path, self_check
    std::string scope;  // host; host + directory + extension; of self_check "v4", "v6"
    FetchStatus status = FetchStatus::not_attempted;
    int http_status = 0;
    std::string final_url;
    std::string title;
    std::int64_t text_chars = 0;
    std::uint64_t fingerprint = 0;
    std::int64_t exchange = 0;
    Timestamp at;
};

// One place where a link stands.
struct LinkPlace {
    std::int64_t page = 0;  // page id
    std::string page_url;
    std::string page_title;
    std::int64_t page_exchange = 0;
    std::string tag;
    std::string raw;
    std::string text;
};

// 一次访问: the last hop of one attempt, and what the page looked like.
struct LinkAttempt : ExchangeFacts {
    // ok, yet: like_random_path, home_redirect, column_redirect, other_home, error_phrase,
    // deleted_refresh, blank, wrong_file, hijack_words, changed_kind, login_form; blocked, and: voided.
    std::string suspect;
    std::string final_url;
    std::string title;
};

// A link target that did not simply answer well, with everything known about it.
struct LinkTarget {
    std::int64_t id = 0;
    std::string url;
    std::string skipped;                // why it was never asked, or empty
    std::vector<LinkAttempt> attempts;  // oldest first; who asked, stands in their purpose
    std::string final_url;
    std::string title;
    std::int64_t text_chars = 0;
    std::uint64_t fingerprint = 0;
    std::string opening;
    Filed filed;                         // 报备: what was filed for the site whose link it is
    bool internal_host = false;          // on a host of the site
    std::vector<ControlFacts> controls;  // those of its host (and directory)
    std::vector<LinkPlace> places;       // a bounded number of them
    std::int64_t place_count = 0;        // all of them
};

struct LinkTotals {
    std::int64_t distinct = 0;  // link targets seen
    std::int64_t ok = 0;
    std::int64_t not_ok = 0;
    std::int64_t not_visited = 0;
};

}  // namespace duwang
