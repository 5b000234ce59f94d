#include "crawler/probe/ipv6_links.h"

#include <set>

#include "crawler/page/page_reader.h"
#include "crawler/probe/ipv6_series.h"

namespace duwang::crawler {
namespace {

constexpr int failures_max = 3;            // in a row
constexpr std::size_t known_max = 20'000;  // addresses

// Links of one level, each address once.
class Level {
  public:
    Level(std::string host, std::set<std::string>& known) : host_(std::move(host)), known_(known) {}

    void add_page(const FetchOutcome& outcome) {
        auto base = parse_url(outcome.final_url);
        if (!base || outcome.body->empty()) return;
        PageContext context;
        context.url = *base;
        context.content_type = outcome.content_type;
        PageReading reading = read_page(*outcome.body, context);
        for (const LinkRef& link : reading.links) {
            auto url = parse_url(reading.url_of(link));
            bool page = link.tag == "a" || link.tag == "area" || link.tag == "option";
            if (!page || !url || url->host() != host_ || known_.size() >= known_max) continue;
            if (known_.insert(std::string(url->key())).second)
                links_.push_back(std::string(url->str()));
        }
    }

    // `at_most` of them, spread evenly from the first to the last.
    std::vector<std::string> sample(std::size_t at_most) const {
        if (links_.size() <= at_most) return links_;
        std::vector<std::string> chosen;
        for (std::size_t i = 0; i < at_most; ++i)
            chosen.push_back(links_[i * links_.size() / at_most]);
        return chosen;
    }

  private:
    std::string host_;
    std::set<std::string>& known_;
    std::vector<std::string> links_;
};

// Asks the links of one level; those of their pages go to `next`.
Task<bool> ask_level(const Ipv6Tools& tools, std::vector<std::string> links, Ipv6Facts::Links& told,
                     Level* next) {
    int failures = 0;
    for (const std::string& link : links) {
        auto url = parse_url(link);
        if (tools.may_ask && url && !tools.may_ask(*url)) continue;
        Request request(link, "ipv6_link");
        request.family = Family::v6;
        request.follow_redirects = false;  // where it leads may be another site
        request.body_bytes_max = tools.link_bytes_max;
        FetchOutcome outcome = co_await tools.http->fetch(request);
        if (is_own_failure(outcome.status)) co_return false;
        bool answered = outcome.http_status > 0;
        ++told.checked;
        told.ok += answered ? 1 : 0;
        failures = answered ? 0 : failures + 1;
        if (failures >= failures_max) co_return false;
        if (next && answered && outcome.http_status < 300) next->add_page(outcome);
    }
    co_return true;
}

}  // namespace

Task<void> probe_links(const Ipv6Tools& tools, Ipv6Probe& probe) {
    auto home = parse_url(probe.v6.final_url);
    if (tools.links <= 0 || !home || probe.v6.http_status == 0) co_return;
    std::set<std::string> known;
    known.insert(std::string(home->key()));
    std::string host(home->host());
    Level second(host, known), third(host, known);
    second.add_page(probe.v6);
    auto at_most = static_cast<std::size_t>(tools.links);
    std::vector<std::string> links = second.sample(at_most);
    bool goes_on = co_await ask_level(tools, links, probe.facts.second, &third);
    if (!goes_on) co_return;
    links = third.sample(at_most);
    co_await ask_level(tools, links, probe.facts.third, nullptr);
}

}  // namespace duwang::crawler
