// 站内搜索: a handful of questions to the site's own search, whose answers are known.
#include "crawler/probe/search.h"

#include <fmt/format.h>

#include "crawler/run/crawler_state.h"

namespace duwang::crawler {

// One after the other, so that the search is not loaded: every question may cost the site a lot.
Task<Visited> SiteCrawl::ask_search(std::string url, std::string purpose) {
    KnownUrl known;
    known.url = url;
    Visited denied = co_await refused_by_robots(known);
    if (denied) co_return denied;
    Request request(std::move(url), std::move(purpose));
    Visited visited = co_await fetch_and_read(std::move(known), std::move(request), true, false);
    co_return visited;
}

// What the home page offers, and what is to be asked. Says why nothing is.
SearchFacts SiteCrawl::search_plan(const PageVisit& home, std::optional<SearchForm>& form) const {
    SearchFacts facts;
    facts.state = "home_failed";
    const auto base = parse_url(home.outcome.final_url);
    if (home.outcome.status == FetchStatus::robots_denied) facts.state = "robots_denied";
    if (!home.has_page || !home.wall.empty() || !base) return facts;
    form = search_form(*home.outcome.body, home.reading.facts.charset, *base, plan_.options.search);
    facts.state = form ? "asked" : "no_form";
    if (!form) return facts;
    facts.action = form->action.str();
    facts.field = form->field;
    facts.questions = search_questions(home.reading.facts, plan_.options.search, plan_.seed);
    if (facts.questions.empty()) facts.state = "no_titles";
    if (form->posts) facts.state = "posts";
    return facts;
}

Task<Result<void>> SiteCrawl::probe_search() {
    Visited home = co_await ask_search(home_url_, "search_home");
    std::optional<SearchForm> form;
    SearchFacts facts = search_plan(*home, form);
    Visit visit;
    visit.exchanges = std::move(home->outcome.exchanges);
    std::vector<PageFacts> pages;
    for (std::size_t i = 0; facts.state == "asked" && i < facts.questions.size(); ++i) {
        SearchQuestion& question = facts.questions[i];
        question.url = search_url(*form, question.words);
        Visited answer = co_await ask_search(question.url, fmt::format("search:{}", i));
        if (stopping() || answer->outcome.status == FetchStatus::cancelled)
            co_return failure(Errc::interrupted, "interrupted");
        question.status = status_word(answer->outcome.status, answer->outcome.http_status);
        if (answer->outcome.status == FetchStatus::robots_denied) facts.state = "robots_denied";
        const PageFacts& page = answer->reading.facts;
        question.found = answer->has_page && times_named(page, question) > 0;
        pages.push_back(page);
        for (Exchange& hop : answer->outcome.exchanges) visit.exchanges.push_back(std::move(hop));
    }
    compare_results(pages, facts);
    visit.values.emplace_back("search", to_json(facts).dump());
    Result<void> stored = co_await store(std::move(visit));
    co_return stored;
}

}  // namespace duwang::crawler
