// `duwang fetch` and `duwang check`: one question to the network, told in full (docs/probes.md).
#pragma once

#include <string>
#include <vector>

#include "app/runtime_once.h"
#include "core/json.h"

namespace duwang::app {

// What the options of fetch, check and inspect robots say about the network.
struct NetworkOrder {
    std::vector<std::string> resolve, allow, dns;
    std::string ca_file, proxy;
    std::int64_t timeout_s = 0;  // 0: as a crawl would wait
    std::int64_t max_bytes = 0;
};
Result<OnceSetup> setup_of(const NetworkOrder& order);

struct FetchOrder {
    std::string url;
    NetworkOrder network;
    bool v4 = false, v6 = false, head = false;
    std::string warc;  // file to write the exchanges to
    // check ipv6: requests for the home page over each family, links of each level, and the pause
    // between two requests.
    int probes = 10, links = 20;
    std::int64_t delay_ms = 1'000;
};

// An answer with `class` and the like; `good` decides the exit code.
struct Told {
    Json answer;
    bool good = false;
};

Result<Told> fetch_told(const FetchOrder& order, const Clock& clock);
Result<Told> check_ipv6(const FetchOrder& order, const Clock& clock);
Result<Told> check_tls(const FetchOrder& order, const Clock& clock);

// Fills a question of `inspect robots` with the robots.txt of an origin.
Result<void> fetch_robots(const std::string& origin, const NetworkOrder& network, Json& question,
                          const Clock& clock);

// What other probes tell of an outcome.
struct PageTold {
    std::string word;  // the class (docs/words.md)
    std::string charset, title;
    std::int64_t text_chars = 0;
    std::uint64_t fingerprint = 0;
    std::vector<std::string> warnings;
};
PageTold page_told(const FetchOutcome& outcome, const crawler::WallOptions& walls);
bool is_good(std::string_view word);
Json addresses_json(const std::vector<crawler::DnsAnswer::Address>& addresses);

}  // namespace duwang::app
