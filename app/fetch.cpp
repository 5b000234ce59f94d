#include "app/fetch.h"

#include <fmt/format.h>

#include "app/asking.h"
#include "app/commands.h"
#include "app/version.h"
#include "core/exchange_json.h"
#include "core/proxy_address.h"
#include "crawler/page/page_reader.h"
#include "crawler/robots/robots.h"
#include "crawler/run/wall_answer.h"
#include "storage/capture/append_file.h"
#include "storage/capture/exchange_records.h"
#include "storage/capture/gzip.h"

namespace duwang::app {
namespace {

Json chain_json(const FetchOutcome& outcome) {
    Json chain = Json::array();
    for (const Exchange& hop : outcome.exchanges)
        chain.push_back(Json::object()
                            .set("url", hop.url)
                            .set("status", hop.http_status > 0 ? Json(hop.http_status) : Json())
                            .set("location", text_or_null(hop.location)));
    return chain;
}

Json dns_json(const Exchange& exchange) {
    Json list = Json::array();
    for (const DnsFacts& dns : exchange.dns) list.push_back(to_json(dns));
    return list;
}

Json timing_json(const Exchange& last) {
    return Json::object()
        .set("started", last.started.iso())
        .set("name_ms", last.timings.name_ms)
        .set("connect_ms", last.timings.connect_ms)
        .set("tls_ms", last.timings.tls_ms)
        .set("first_byte_ms", last.timings.first_byte_ms)
        .set("total_ms", last.timings.total_ms);
}

// Every line after the status line, in order; a line that continues the one above is kept with it.
Json headers_json(std::string_view head) {
    Json headers = Json::array();
    for (auto end = head.find('\n'); end != head.npos; end = head.find('\n')) {
        std::string_view line = head.substr(0, end);
        head.remove_prefix(end + 1);
        auto colon = line.find(':');
        if (line.starts_with("HTTP/") || colon == line.npos) continue;
        std::string_view value = line.substr(colon + 1);
        while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
            value.remove_prefix(1);
        while (!value.empty() && (value.back() == '\r' || value.back() == ' '))
            value.remove_suffix(1);
        headers.push_back(Json::object().set("name", line.substr(0, colon)).set("value", value));
    }
    return headers;
}

Result<void> write_warc(const std::string& path, const FetchOutcome& outcome) {
    std::string file;
    const Exchange* last = outcome.last();
    std::string key =
        fmt::format("fetch/{}/{}", outcome.final_url, last ? last->started.unix_ms : 0);
    std::string started = last ? outcome.exchanges.front().started.iso_utc() : "";
    const storage::RecordIds ids(key);
    storage::append_gzip_member(
        storage::make_warcinfo(ids, fmt::format("DuWang/{}", version), started), file);
    int number = 0;
    for (const Exchange& exchange : outcome.exchanges) {
        storage::WarcRecords records = storage::make_records(exchange, ids, ++number);
        for (const std::string* record : {&records.request, &records.response, &records.metadata})
            if (!record->empty()) storage::append_gzip_member(*record, file);
    }
    return storage::replace_file(path, file);
}

Json fetch_answer(const FetchedOnce& fetched, const PageTold& page) {
    const FetchOutcome& outcome = fetched.outcome;
    const Exchange none, &last = outcome.last() ? *outcome.last() : none;
    auto addresses = fetched.a.addresses;
    addresses.insert(addresses.end(), fetched.aaaa.addresses.begin(), fetched.aaaa.addresses.end());
    Json warnings = Json::array();
    for (const std::string& warning : page.warnings) warnings.push_back(warning);
    Json answer = Json::object();
    answer.set("class", page.word);
    answer.set("status", outcome.http_status > 0 ? Json(outcome.http_status) : Json());
    answer.set("final_url", outcome.final_url).set("chain", chain_json(outcome));
    answer.set("addresses", addresses_json(addresses));
    answer.set("dns", dns_json(last)).set("connected_to", text_or_null(last.address));
    answer.set("proxy", text_or_null(last.proxy)).set("protocol", text_or_null(last.protocol));
    answer.set("tls", to_json(last.tls));
    answer.set("bytes",
               Json::object().set("wire", last.body.size()).set("decoded", outcome.body->size()));
    answer.set("timing", timing_json(last)).set("headers", headers_json(last.response_head));
    answer.set("charset", text_or_null(page.charset)).set("title", text_or_null(page.title));
    return answer.set("warnings", warnings);
}

bool is_page(const FetchOutcome& outcome) {
    std::string_view type = outcome.content_type;
    return !outcome.body->empty() &&
           (type.empty() || type.find("html") != type.npos || type.find("xml") != type.npos);
}

}  // namespace

bool is_good(std::string_view word) { return word == "ok" || word == "ok_with_warning"; }

Json addresses_json(const std::vector<crawler::DnsAnswer::Address>& addresses) {
    Json list = Json::array();
    std::set<std::string> seen;
    for (const auto& address : addresses)
        if (seen.insert(address.ip).second) list.push_back(address.ip);
    return list;
}

PageTold page_told(const FetchOutcome& outcome, const crawler::WallOptions& walls) {
    PageTold told;
    told.warnings = outcome.warnings;
    if (const Exchange* last = outcome.last(); last && !last->note.empty())
        told.warnings.push_back(last->note);
    crawler::PageReading reading;
    if (auto url = parse_url(outcome.final_url); url && is_page(outcome)) {
        crawler::PageContext context;
        context.url = *url;
        context.content_type = outcome.content_type;
        reading = crawler::read_page(*outcome.body, context);
        told.charset = reading.facts.charset;
        told.title = reading.facts.title;
        told.text_chars = reading.facts.text_chars;
        told.fingerprint = reading.facts.fingerprint;
        told.warnings.insert(told.warnings.end(), reading.facts.warnings.begin(),
                             reading.facts.warnings.end());
    }
    told.word = status_word(outcome.status, outcome.http_status);
    if (outcome.status == FetchStatus::ok && outcome.http_status >= 300)
        told.word = fmt::format("http_{}", outcome.http_status);
    if (std::string wall = crawler::wall_of(outcome, reading, walls); !wall.empty()) {
        told.word = status_word(FetchStatus::blocked, 0);
        told.warnings.push_back(wall);
    }
    if (told.word == "ok" && !told.warnings.empty()) told.word = "ok_with_warning";
    return told;
}

Result<OnceSetup> setup_of(const NetworkOrder& order) {
    OnceSetup setup;
    for (const std::string& text : order.resolve) {
        auto fixed = parse_resolve(text);
        if (!fixed) return tl::unexpected(fixed.error());
        setup.network.resolve.push_back(std::move(*fixed));
    }
    setup.network.allow_addresses.insert(order.allow.begin(), order.allow.end());
    if (auto fine = check_allowed(setup.network.allow_addresses); !fine)
        return tl::unexpected(fine.error());
    if (auto fine = check_name_servers(order.dns); !fine) return tl::unexpected(fine.error());
    setup.options.dns.servers = order.dns;
    crawler::HttpOptions& http = setup.options.http;
    if (auto fine = check_ca_file(order.ca_file, "--ca-file"); !fine)
        return tl::unexpected(fine.error());
    http.ca_file = order.ca_file;
    if (!order.proxy.empty() && !is_proxy_address(order.proxy))
        return failure(Errc::usage, "--proxy: write http://HOST:PORT or socks5h://HOST:PORT");
    http.proxy = order.proxy;
    if (order.max_bytes > 0) http.body_bytes_max = http.decoded_bytes_max = order.max_bytes;
    if (order.timeout_s > 0) {
        http.total_timeout_ms = order.timeout_s * 1'000;
        http.connect_timeout_ms = std::min(http.connect_timeout_ms, http.total_timeout_ms);
        http.answer_timeout_ms = std::min(http.answer_timeout_ms, http.total_timeout_ms);
    }
    return setup;
}

Result<Told> fetch_told(const FetchOrder& order, const Clock& clock) {
    auto setup = setup_of(order.network);
    if (!setup) return tl::unexpected(setup.error());
    auto url = parse_url(order.url);
    if (!url)
        return failure(Errc::usage, fmt::format("\"{}\" is no http or https address; write "
                                                "https://HOST/PATH",
                                                order.url));
    Request request{std::string(url->str())};
    request.head = order.head;
    if (order.v4 != order.v6) request.family = order.v4 ? Family::v4 : Family::v6;
    FetchedOnce fetched = fetch_once(*setup, request, clock);
    if (!order.warc.empty())
        if (auto written = write_warc(order.warc, fetched.outcome); !written)
            return tl::unexpected(written.error());
    PageTold page = page_told(fetched.outcome, setup->options.walls);
    return Told{fetch_answer(fetched, page), is_good(page.word)};
}

Result<void> fetch_robots(const std::string& origin, const NetworkOrder& network, Json& question,
                          const Clock& clock) {
    auto setup = setup_of(network);
    if (!setup) return tl::unexpected(setup.error());
    auto url = parse_url(origin);
    if (!url) return failure(Errc::usage, fmt::format("--origin {}: write https://HOST", origin));
    Request request(url->origin() + "/robots.txt", "robots");
    request.body_bytes_max = crawler::Robots::bytes_max + 1;
    FetchOutcome outcome = fetch_once(*setup, request, clock).outcome;
    if (content_arrived(outcome.status) && outcome.http_status < 300)
        question.set("robots_text", *outcome.body);
    else if (outcome.http_status >= 400 && outcome.http_status < 500)
        question.set("robots_text", "");  // none there: everything is allowed
    else
        question.set("robots_unreachable", true);
    return {};
}

}  // namespace duwang::app
