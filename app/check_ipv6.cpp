// `duwang check ipv6` (IPv6 支持度).
#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "app/fetch.h"

namespace duwang::app {
namespace {

Json texts_json(const std::vector<std::string>& texts) {
    Json list = Json::array();
    for (const std::string& text : texts) list.push_back(text);
    return list;
}

Json dns_json(const std::string& rcode, const std::vector<std::string>& addresses,
              const std::vector<std::string>& cnames) {
    return Json::object()
        .set("rcode", rcode.empty() ? Json() : Json(rcode))
        .set("addresses", texts_json(addresses))
        .set("cname", texts_json(cnames));
}

Json mean_json(std::int64_t sum, std::int64_t count) {
    return count > 0 ? Json(Decimal::fraction(sum, count).rounded(1)) : Json();
}

Json rate_json(const std::optional<Decimal>& rate) {
    return rate ? Json((*rate * Decimal(100)).rounded(1)) : Json();
}

// One family: its first answer, and what all of them say together.
Json family_json(const FetchOutcome& outcome, const PageTold& page, const Ipv6Series& series) {
    const Exchange* last = outcome.last();
    return Json::object()
        .set("class", page.word)
        .set("status", outcome.http_status > 0 ? Json(outcome.http_status) : Json())
        .set("title", page.title.empty() ? Json() : Json(page.title))
        .set("ms", last ? Json(last->timings.total_ms) : Json())
        .set("asked", series.asked)
        .set("answered", series.answered)
        .set("good", series.good)
        .set("success_percent", rate_json(success_rate(series)))
        .set("connect_ms", mean_json(series.connect_ms, series.answered))
        .set("first_byte_ms", mean_json(series.first_byte_ms, series.answered))
        .set("total_ms", mean_json(series.total_ms, series.answered))
        .set("ended_early", series.ended_early);
}

// IPv6/IPv4 − 1, in percent.
Json ratios_json(const Ipv6Facts& facts) {
    auto ratio = [&](std::int64_t Ipv6Series::*sum) {
        return rate_json(delay_ratio(facts.v4, facts.v6, sum));
    };
    return Json::object()
        .set("connect_percent", ratio(&Ipv6Series::connect_ms))
        .set("first_byte_percent", ratio(&Ipv6Series::first_byte_ms))
        .set("total_percent", ratio(&Ipv6Series::total_ms));
}

// Share of equal bits of the two texts' fingerprints, in percent of what chance leaves over.
Json similarity(const PageTold& a, const PageTold& b) {
    if (a.text_chars == 0 || b.text_chars == 0) return {};
    int different = std::popcount(a.fingerprint ^ b.fingerprint);
    return std::max(0, 100 - different * 100 / 32);
}

Json content_json(const Ipv6Facts& facts) {
    auto bits = [](int number) { return number < 0 ? Json() : Json(number); };
    return Json::object()
        .set("distance_bits", bits(facts.content_distance))
        .set("noise_bits", bits(facts.content_noise));
}

Json open_ports(const std::vector<Ipv6Facts::Port>& ports) {
    Json list = Json::array();
    for (const auto& port : ports)
        if (port.connect == FetchStatus::ok) list.push_back(port.port);
    return list;
}

Json names_json(const Ipv6Facts& facts) {
    Json list = Json::array();
    for (const auto& server : facts.name_servers)
        list.push_back(Json::object()
                           .set("name", server.name)
                           .set("aaaa", server.aaaa_answer)
                           .set("addresses", texts_json(server.addresses))
                           .set("answer", server.answer.empty() ? Json() : Json(server.answer)));
    return Json::object()
        .set("zone", facts.zone.empty() ? Json() : Json(facts.zone))
        .set("answer", facts.ns_answer.empty() ? Json() : Json(facts.ns_answer))
        .set("servers", list);
}

Json links_json(const Ipv6Facts& facts) {
    const auto &second = facts.second, &third = facts.third;
    if (second.checked == 0) return {};
    auto level = [](const Ipv6Facts::Links& links) {
        return Json::object().set("checked", links.checked).set("ok", links.ok);
    };
    return Json::object()
        .set("checked", second.checked + third.checked)
        .set("ok", second.ok + third.ok)
        .set("second", level(second))
        .set("third", level(third));
}

struct Verdict {
    std::string word, reason;
};

Verdict verdict_of_names(const Ipv6Facts& facts) {
    // A name that does not exist at all says nothing of IPv6.
    bool known = facts.aaaa_answer == "nodata" && facts.a_answer == "ok";
    if (!facts.dns_asked) return {"not_determined", "probe_missing"};
    if (!facts.aaaa_trusted) return {"not_determined", "own_network"};
    if (known) return {"fail", "no_aaaa"};
    return {"not_determined", "dns_" + facts.aaaa_answer};
}

// Ours, a refusal, or what a second look may see otherwise.
bool is_no_fault_of_ipv6(const Ipv6Facts& facts) {
    switch (facts.status) {
        case FetchStatus::proxy_error:
        case FetchStatus::blocked:
        case FetchStatus::rate_limited:
        case FetchStatus::blocked_target:
        case FetchStatus::host_backing_off:
        case FetchStatus::robots_denied:
        case FetchStatus::robots_unreachable:
        case FetchStatus::too_large:
        case FetchStatus::too_slow:
        case FetchStatus::partial:
        case FetchStatus::dns_error:
        case FetchStatus::dns_timeout:
        case FetchStatus::cancelled:
        case FetchStatus::internal:
            return true;
        default:
            break;
    }
    for (const int refused : {401, 403, 405, 429, 503})
        if (facts.http_status == refused) return true;
    return false;
}

// `v4`: the same page over IPv4. What fails there as well is the site's, not its IPv6's.
Verdict ipv6_verdict(const Ipv6Facts& facts, const FetchOutcome& v4) {
    if (facts.aaaa_addresses.empty()) return verdict_of_names(facts);
    if (facts.status == FetchStatus::ok) return {"pass", ""};
    if (facts.unusable.size() == facts.aaaa_addresses.size()) {
        bool ours = std::ranges::any_of(facts.unusable,
                                        [](const auto& one) { return one.kind == "nat64"; });
        return ours ? Verdict{"not_determined", "own_network"} : Verdict{"fail", "aaaa_not_global"};
    }
    if (!facts.own_ipv6) return {"not_determined", "own_ipv6"};
    const std::string word = status_word(facts.status, facts.http_status);
    const bool has_v4 = !facts.a_addresses.empty();
    if (is_no_fault_of_ipv6(facts) || (has_v4 && v4.status != FetchStatus::ok))
        return {"not_determined", word};
    return {"fail", word};
}

Json warnings_json(const Ipv6Facts& facts) {
    Json warnings = Json::array();
    if (!facts.own_ipv6_note.empty()) warnings.push_back(facts.own_ipv6_note);
    for (const auto& one : facts.unusable)
        warnings.push_back(
            fmt::format("{} is no global unicast address: {}", one.address, one.kind));
    if (facts.second.checked == 0)
        warnings.push_back("links_v6 is not known: no link was asked over IPv6");
    return warnings;
}

}  // namespace

Result<Told> check_ipv6(const FetchOrder& order, const Clock& clock) {
    auto url = parse_url(order.url);
    auto setup = setup_of(order.network);
    if (!url)
        return failure(
            Errc::usage,
            fmt::format("\"{}\" is no http or https address; write https://HOST/", order.url));
    if (!setup) return tl::unexpected(setup.error());
    setup->options.ipv6_probes = order.probes;
    setup->options.ipv6_links = order.links;
    setup->options.politeness.delay_ms = order.delay_ms;
    crawler::Ipv6Probe probe = probe_ipv6_once(*setup, *url, clock);
    const Ipv6Facts& facts = probe.facts;
    Request request{std::string(url->str()), "ipv6_control"};
    request.family = Family::v4;
    if (probe.v4.exchanges.empty()) probe.v4 = fetch_once(*setup, request, clock).outcome;
    PageTold v4 = page_told(probe.v4, setup->options.walls);
    PageTold v6 = page_told(probe.v6, setup->options.walls);
    bool asked = !probe.v6.exchanges.empty();
    Verdict verdict = ipv6_verdict(facts, probe.v4);
    const Json stored = to_json(facts);
    Json answer = Json::object();
    answer.set("a", dns_json(facts.a_rcode, facts.a_addresses, facts.a_cnames));
    answer.set("aaaa", dns_json(facts.aaaa_rcode, facts.aaaa_addresses, facts.aaaa_cnames)
                           .set("unusable", stored["unusable"]));
    answer.set("v4", family_json(probe.v4, v4, facts.v4));
    answer.set("v6", asked ? family_json(probe.v6, v6, facts.v6) : Json());
    answer.set("similarity", similarity(v4, v6)).set("links_v6", links_json(facts));
    answer.set("verdict", verdict.word);
    answer.set("reason", verdict.reason.empty() ? Json() : Json(verdict.reason));
    answer.set("ports", Json::object()
                            .set("v4_open", open_ports(facts.v4_ports))
                            .set("v6_open", open_ports(facts.ports))
                            .set("all", stored["endpoints"]));
    answer.set("delay", ratios_json(facts)).set("content", content_json(facts));
    answer.set("name_servers", names_json(facts));
    return Told{answer.set("warnings", warnings_json(facts)), verdict.word != "fail"};
}

}  // namespace duwang::app
