#include "crawler/probe/ipv6_series.h"

#include <algorithm>
#include <bit>

#include "crawler/page/page_reader.h"
#include "crawler/run/wall_answer.h"

namespace duwang::crawler {
namespace {

constexpr int failures_max = 3;          // in a row
constexpr std::size_t contents_max = 5;  // pages of a family that are compared

// What one family has told so far.
struct Side {
    Family family = Family::v4;
    Ipv6Series series;
    int failures = 0;  // in a row
    bool over = false;
    FetchOutcome first;
    std::vector<std::uint64_t> contents;  // fingerprints of its pages
    bool walled = false;                  // of the first answer
};

// From the start to the first byte of the page's first hop; to the end of its last. Neither the time
// that names take is part of it, nor attempts that came to nothing.
void add_times(const FetchOutcome& outcome, Ipv6Series& series) {
    bool begun = false;
    for (const Exchange& hop : outcome.exchanges) {
        const Timings& took = hop.timings;
        if (hop.http_status == 0) continue;
        if (!begun) {
            series.connect_ms += std::max<std::int64_t>(0, took.connect_ms - took.name_ms);
            series.first_byte_ms += std::max<std::int64_t>(0, took.first_byte_ms - took.name_ms);
        }
        begun = true;
        series.total_ms += std::max<std::int64_t>(0, took.total_ms - took.name_ms);
    }
}

// Attempts that failed before the one that counts: http.retries hides them from everybody else.
std::int64_t lost_attempts(const FetchOutcome& outcome) {
    const auto& hops = outcome.exchanges;
    std::int64_t lost = 0;
    for (std::size_t i = 0; i + 1 < hops.size(); ++i)
        if (hops[i].http_status == 0 && hops[i].url == hops[i + 1].url) ++lost;
    return lost;
}

void keep_content(const FetchOutcome& outcome, Side& side) {
    auto url = parse_url(outcome.final_url);
    if (side.contents.size() >= contents_max || !url || outcome.body->empty()) return;
    PageContext context;
    context.url = *url;
    context.content_type = outcome.content_type;
    PageFacts page = read_page(*outcome.body, context).facts;
    if (page.text_chars > 0 && page.fingerprint != 0) side.contents.push_back(page.fingerprint);
}

void take(FetchOutcome outcome, const WallOptions& walls, Side& side) {
    if (is_own_failure(outcome.status)) side.over = side.series.ended_early = true;
    bool wall = !wall_in_answer(outcome, walls).empty();
    bool answered = outcome.http_status > 0;
    bool good = answered && !wall && outcome.http_status < 400 && content_arrived(outcome.status);
    if (!side.over) {
        std::int64_t lost = lost_attempts(outcome);
        side.series.asked += 1 + lost;
        side.series.answered += answered ? 1 : 0;
        side.series.good += good ? 1 : 0;
        side.failures = answered ? 0 : side.failures + 1 + static_cast<int>(lost);
        if (answered) add_times(outcome, side.series);
        if (side.failures >= failures_max || wall) side.over = side.series.ended_early = true;
    }
    if (good) keep_content(outcome, side);
    if (!side.first.exchanges.empty()) return;
    side.walled = wall;
    side.first = std::move(outcome);
}

Task<void> ask(const Url& home, const Ipv6Tools& tools, Side& side) {
    Request request(std::string(home.str()), side.family == Family::v6 ? "ipv6" : "ipv6_control");
    request.family = side.family;
    request.fresh_connection = true;
    FetchOutcome outcome = co_await tools.http->fetch(request);
    take(std::move(outcome), tools.walls, side);
}

int bits_between(std::uint64_t a, std::uint64_t b) { return std::popcount(a ^ b); }

void compare_contents(const Side& v4, const Side& v6, Ipv6Facts& facts) {
    for (std::uint64_t a : v4.contents)
        for (std::uint64_t b : v6.contents) {
            int bits = bits_between(a, b);
            if (facts.content_distance < 0 || bits < facts.content_distance)
                facts.content_distance = bits;
        }
    if (v4.contents.size() < 2) return;  // one page has no noise to know
    facts.content_noise = 0;
    for (std::uint64_t a : v4.contents)
        for (std::uint64_t b : v4.contents)
            facts.content_noise = std::max(facts.content_noise, bits_between(a, b));
}

}  // namespace

bool is_own_failure(FetchStatus status) {
    switch (status) {
        case FetchStatus::not_attempted:
        case FetchStatus::blocked_target:
        case FetchStatus::unsupported_scheme:
        case FetchStatus::out_of_scope:
        case FetchStatus::robots_denied:
        case FetchStatus::robots_unreachable:
        case FetchStatus::dns_error:
        case FetchStatus::dns_timeout:
        case FetchStatus::host_backing_off:
        case FetchStatus::cancelled:
        case FetchStatus::internal:
        case FetchStatus::proxy_error:
            return true;
        default:
            return false;
    }
}

Task<void> probe_home(const Url& home, const Ipv6Tools& tools, Ipv6Probe& probe) {
    Side v4, v6;
    v6.family = Family::v6;
    v4.over = probe.facts.a_addresses.empty();
    // Contents need a second page over IPv4, even when nothing is to be measured.
    for (int round = 0; round < std::max(tools.probes, 1); ++round) {
        if (!v4.over) co_await ask(home, tools, v4);
        if (!v6.over) co_await ask(home, tools, v6);
    }
    if (tools.probes < 2 && !v4.over) co_await ask(home, tools, v4);
    Ipv6Facts& facts = probe.facts;
    facts.status = v6.walled ? FetchStatus::blocked : v6.first.status;
    facts.http_status = v6.first.http_status;
    facts.v4_status = v4.walled ? FetchStatus::blocked : v4.first.status;
    facts.v4_http_status = v4.first.http_status;
    facts.v4 = v4.series;
    facts.v6 = v6.series;
    compare_contents(v4, v6, facts);
    probe.v4 = std::move(v4.first);
    probe.v6 = std::move(v6.first);
}

}  // namespace duwang::crawler
