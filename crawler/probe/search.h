// 站内搜索: finds the search form of a page, chooses what to ask, and reads the first page of
// results. Pure; the crawl asks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fact.h"
#include "core/search_facts.h"
#include "core/url.h"
#include "crawler/options.h"

namespace duwang::crawler {

struct SearchForm {
    Url action;
    std::string field;                                        // name of the text field
    std::vector<std::pair<std::string, std::string>> hidden;  // sent along
    bool posts = false;
    std::string charset = "utf-8";  // of the page, and so of what it sends
};

// The first form with a field whose name, id, placeholder or title is one of `options.fields`.
// `charset`: of the page, as reading it told.
std::optional<SearchForm> search_form(std::string_view html, std::string_view charset,
                                      const Url& base, const SearchOptions& options);

// The address that the form would send `words` to.
std::string search_url(const SearchForm& form, std::string_view words);

// Titles of the home page that surely exist on the site, the number of a document in one of them,
// nonsense, and nothing at all. The same for the same seed.
std::vector<SearchQuestion> search_questions(const PageFacts& home, const SearchOptions& options,
                                             const std::string& seed);

// How often the page of results names what was asked for, or leads to it.
std::int64_t times_named(const PageFacts& page, const SearchQuestion& question);
// Sets `results` and `same_for_all`, and corrects `found`, by what the page for nonsense says.
// `pages`: of the questions, in their order; fewer where the rest was not asked.
void compare_results(const std::vector<PageFacts>& pages, SearchFacts& facts);

}  // namespace duwang::crawler
