// Compares what a run left behind with what site.yaml expects.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "tests/sites/scenario.h"
#include "tests/sites/words.h"

namespace duwang::sites {
namespace {

using Lines = std::vector<std::string>;

// '*' stands for any characters.
bool like(std::string_view pattern, std::string_view text) {
    auto star = pattern.find('*');
    if (star == pattern.npos) return pattern == text;
    if (!text.starts_with(pattern.substr(0, star))) return false;
    text.remove_prefix(star);
    pattern.remove_prefix(star + 1);
    for (std::size_t at = 0; at <= text.size(); ++at)
        if (like(pattern, text.substr(at))) return true;
    return false;
}

std::int64_t count_of(const Lines& lines, const std::string& pattern) {
    return std::ranges::count_if(lines,
                                 [&](const std::string& line) { return like(pattern, line); });
}

// "3", ">=3", "<=3".
bool count_fits(const std::string& wanted, std::int64_t count) {
    std::string_view text = wanted;
    bool least = text.starts_with(">=");
    bool most = text.starts_with("<=");
    if (least || most) text.remove_prefix(2);
    std::int64_t number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return least ? count >= number : most ? count <= number : count == number;
}

Lines request_lines(const Observed& observed) {
    Lines lines;
    for (const auto& request : observed.requests) lines.push_back(request.line());
    return lines;
}

Lines url_lines(const Observed& observed) {
    Lines lines;
    for (const Json& fact : observed.facts) {
        if (fact["fact"].text() != "url") continue;
        auto word = [&](const char* key) {
            return fact[key].text().empty() ? "-" : fact[key].text();
        };
        lines.push_back(fmt::format("{} {} {} {}", word("class"), word("reason"), word("suspect"),
                                    word("url")));
    }
    return lines;
}

// The same lines, wherever '*' may stand for the same characters; in order or in any.
void compare_all(const std::string& what, Lines wanted, Lines found, bool in_order,
                 Lines& problems) {
    if (!in_order) std::ranges::sort(found);
    Lines left = found;
    Lines missing;
    for (const std::string& pattern : wanted) {
        auto at = std::ranges::find_if(
            left, [&](const std::string& line) { return like(pattern, line); });
        if (at == left.end() || (in_order && at != left.begin()))
            missing.push_back(pattern);
        else
            left.erase(at);
    }
    if (missing.empty() && left.empty()) return;
    problems.push_back(fmt::format(
        "{}\n  not found:\n    {}\n  not expected:\n    {}\n  all:\n    {}", what,
        fmt::join(missing, "\n    "), fmt::join(left, "\n    "), fmt::join(found, "\n    ")));
}

std::string text_of(const Json& value) { return value.is_text() ? value.text() : value.dump(); }

bool holds(const Json& fact, const Yaml& wanted) {
    for (const auto& [key, value] : wanted.members())
        if (!like(value.text(), text_of(fact[key.text()]))) return false;
    return true;
}

std::string shown(const Yaml& wanted) {
    Lines words;
    for (const auto& [key, value] : wanted.members())
        words.push_back(key.text() + ": " + value.text());
    return fmt::format("{}", fmt::join(words, ", "));
}

void compare_facts(const Yaml& expect, const Observed& observed, Lines& problems) {
    auto found = [&](const Yaml& wanted) {
        return std::ranges::any_of(observed.facts,
                                   [&](const Json& fact) { return holds(fact, wanted); });
    };
    Lines candidates;
    for (const Yaml& wanted : expect["facts"].items()) {
        if (found(wanted)) continue;
        std::string kind = wanted["fact"].text();
        std::string all;
        for (const Json& fact : observed.facts)
            if (fact["fact"].text() == kind) all += "\n    " + fact.dump().substr(0, 400);
        problems.push_back(fmt::format("no fact with {}; there are:{}", shown(wanted), all));
    }
    for (const Yaml& unwanted : expect["no_facts"].items())
        if (found(unwanted)) problems.push_back("there is a fact with " + shown(unwanted));
}

void compare_site(const Yaml& wanted, const Observed& observed, Lines& problems) {
    const std::map<std::string, std::string> found{{"reached", observed.reached ? "yes" : "no"},
                                                   {"cause", observed.cause},
                                                   {"halted", observed.halted}};
    for (const auto& [key, value] : wanted.members()) {
        auto known = found.find(key.text());
        std::string text = value.text() == "true"    ? "yes"
                           : value.text() == "false" ? "no"
                                                     : value.text();
        if (known == found.end() || known->second != text)
            problems.push_back(fmt::format("site {}: {} expected, {} found", key.text(), text,
                                           known == found.end() ? "no such word" : known->second));
    }
}

void compare_requests(const Yaml& expect, const Observed& observed, Lines& problems) {
    Lines lines = request_lines(observed);
    std::string all = fmt::format("\n    {}", fmt::join(lines, "\n    "));
    if (expect["requests"])
        compare_all("requests", texts_of(expect["requests"]), lines,
                    flag_of(expect["in_order"], false), problems);
    for (const auto& [pattern, wanted] : expect["counts"].members())
        if (auto count = count_of(lines, pattern.text()); !count_fits(wanted.text(), count))
            problems.push_back(fmt::format("{} was asked {} times, not {}; asked were{}",
                                           pattern.text(), count, wanted.text(), all));
    for (const std::string& pattern : texts_of(expect["never"]))
        if (count_of(lines, pattern) > 0)
            problems.push_back(fmt::format("{} must not be asked; asked were{}", pattern, all));
    auto size = static_cast<std::int64_t>(lines.size());
    if (expect["total"] && !count_fits(expect["total"].text(), size))
        problems.push_back(fmt::format("{} requests, not {}{}", size, expect["total"].text(), all));
    if (expect["connections"] && !count_fits(expect["connections"].text(), observed.connections))
        problems.push_back(fmt::format("{} connections, not {}", observed.connections,
                                       expect["connections"].text()));
}

// What must not come too early: lower bounds, so a slow machine does not matter.
void compare_times(const Yaml& expect, const Observed& observed, Lines& problems) {
    const auto& requests = observed.requests;
    for (const auto& [pattern, least] : expect["pauses"].members())
        for (std::size_t i = 1; i < requests.size(); ++i) {
            std::int64_t pause = requests[i].at_ms - requests[i - 1].at_ms;
            if (!like(pattern.text(), requests[i].line()) || pause >= number_of(least, 0)) continue;
            problems.push_back(fmt::format("{} came {} ms after the one before, not {}",
                                           requests[i].line(), pause, least.text()));
        }
    if (!expect["quiet_ms"] || requests.empty()) return;
    std::int64_t quiet = requests.front().at_ms - observed.started_ms;
    if (quiet < number_of(expect["quiet_ms"], 0))
        problems.push_back(fmt::format("the first request came after {} ms, not {}", quiet,
                                       expect["quiet_ms"].text()));
}

}  // namespace

std::vector<std::string> differences(const Scenario& scenario, const Observed& observed) {
    Lines problems = observed.broken;
    const Yaml expect = scenario.root["expect"];
    if (expect.members().empty()) problems.push_back("this scenario expects nothing");
    if (!observed.done && !expect["fails"])
        problems.push_back("the crawl failed: " + observed.done.error().what);
    if (observed.done && expect["fails"]) problems.push_back("the crawl should have failed");
    compare_requests(expect, observed, problems);
    compare_times(expect, observed, problems);
    compare_site(expect["site"], observed, problems);
    compare_facts(expect, observed, problems);
    Lines urls = url_lines(observed);
    if (expect["all_urls"])
        compare_all("all_urls", texts_of(expect["all_urls"]), urls, true, problems);
    for (const std::string& pattern : texts_of(expect["urls"]))
        if (count_of(urls, pattern) == 0)
            problems.push_back(fmt::format("no address \"{}\"; known are\n    {}", pattern,
                                           fmt::join(urls, "\n    ")));
    Lines asked;
    for (const test::DnsQuestion& question : observed.questions)
        asked.push_back(question.type + " " + question.name);
    for (const auto& [pattern, wanted] : expect["asked_names"].members())
        if (auto count = count_of(asked, pattern.text()); !count_fits(wanted.text(), count))
            problems.push_back(fmt::format("{} was asked of DNS {} times, not {}; asked were {}",
                                           pattern.text(), count, wanted.text(),
                                           fmt::join(asked, ", ")));
    return problems;
}

}  // namespace duwang::sites
