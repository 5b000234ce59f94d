#include "tests/support/fixture_view.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/url.h"
#include "crawler/page/page_reader.h"

namespace duwang::testing_support {
namespace {

constexpr std::int64_t control_exchanges = 500;  // where the numbers of controls begin

Result<std::string> read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return failure(Errc::not_found, path + ": no such file");
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

std::vector<std::string> texts_of(const Yaml& node) {
    if (node.is_scalar()) return {node.text()};
    std::vector<std::string> out;
    for (const Yaml& item : node.items()) out.push_back(item.text());
    return out;
}

// The page's text: a file, or written into expect.yaml; `edit` replaces parts of it.
Result<std::string> bytes_of(const Yaml& entry, const std::string& folder) {
    std::string text = entry["html"].text();
    if (entry["file"]) {
        auto read = read_file(folder + "/" + entry["file"].text());
        if (!read) return read;
        text = *read;
    }
    for (const auto& [from, to] : entry["edit"].members()) {
        if (text.find(from.text()) == std::string::npos)
            return tl::unexpected(from.error("the page does not hold " + from.text()));
        replace_all(text, from.text(), to.text());
    }
    return text;
}

FetchStatus status_in(const Yaml& node, int& http_status) {
    const std::string word = node.text_or("ok");
    http_status = word == "ok" ? 200 : 0;
    return status_of(word, http_status);
}

}  // namespace

std::string line_of(const CheckResult& result) {
    std::string object = result.object;
    const std::size_t hash = object.rfind('#');
    if (hash != std::string::npos) object = object.substr(hash + 1);
    if (object.starts_with("section:")) object = object.substr(8);
    std::string line = object + " " + std::string(outcome_word(result.outcome));
    if (!result.kind.empty()) line += " " + result.kind;
    if (result.cause != Cause::none) line += " " + std::string(cause_word(result.cause));
    return line;
}

Vocabulary fixture_vocabulary() {
    Vocabulary vocabulary;
    SectionList list;
    list.name = "disclosure-six";
    list.platform_names = {"政府信息公开", "政务公开"};
    list.sections = {{"policy", "政策", {"政策文件"}},
                     {"guide", "政府信息公开指南", {"公开指南"}},
                     {"system", "政府信息公开制度", {}},
                     {"contents", "法定主动公开内容", {}},
                     {"request", "依申请公开", {}},
                     {"annual_report", "政府信息公开年报", {"政府信息公开工作年度报告"}}};
    vocabulary.sections["disclosure-six"] = list;
    return vocabulary;
}

void FixtureView::read_site(const Yaml& root) {
    const Yaml site = root["site"];
    site_.id = "lake";
    site_.name = site["name"].text_or("湖泊县人民政府");
    if (site["name"] && site["name"].text() == "-") site_.name.clear();
    site_.home = site["home"].text_or("http://www.lake.gov.cn/");
    site_.code = site["code"].text();
    site_.owner = "lake";
    if (auto home = parse_url(site_.home)) site_.hosts = {home->host_port()};
    unit_.id = root["unit"].text_or("lake");
    unit_.name = unit_.id == "lake" ? "湖泊县人民政府" : "湖泊县教育局";
    unit_.kind = unit_.id == "lake" ? "county" : "department";
    for (const Yaml& column : root["columns"].items())
        columns_.push_back({unit_.id, site_.id, column["kind"].text(), column["address"].text()});
    const Yaml state = root["state"];
    state_.reached = state["reached"].text_or("yes") == "yes";
    state_.cause = state["cause"] ? cause_of(state["cause"].text()) : Cause::none;
    state_.note = state["note"].text();
    state_.halted = state["halted"].text_or("");
    for (const auto& [name, value] : root["params"].members())
        params[name.text()] = texts_of(value);
}

Result<void> FixtureView::read_page_entry(const Yaml& entry, const std::string& folder) {
    auto bytes = bytes_of(entry, folder);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto url = parse_url(entry["url"].text());
    if (!url) return tl::unexpected(entry["url"].error("is no address"));
    crawler::PageContext context;
    context.url = *url;
    context.content_type = entry["content_type"].text_or("text/html; charset=utf-8");
    context.detail = context.structure = true;
    context.as_of = as_of_.date();
    PageFacts facts = crawler::read_page(*bytes, context).facts;
    facts.id = facts.exchange = static_cast<std::int64_t>(pages_.size()) + 1;
    facts.url = facts.final_url = entry["url"].text();
    facts.status = status_in(entry["status"], facts.http_status);
    pages_.push_back(std::move(facts));
    return {};
}

void FixtureView::read_link(const Yaml& entry) {
    LinkTarget target;
    target.url = entry["url"].text();
    const PageFacts* known = page(target.url);
    target.id = known ? known->id : 100 + static_cast<std::int64_t>(links_.size());
    target.skipped = entry["skipped"].text();
    target.internal_host = on_site(target.url);
    // One session, in which attempts lie ten minutes apart, unless `hours` tells when each was.
    const std::vector<Yaml> hours = entry["hours"].items();
    std::int64_t minutes = 0, ids = target.id;
    const auto add_attempt = [&](const Yaml& word, const std::string& purpose) {
        LinkAttempt& attempt = target.attempts.emplace_back();
        attempt.id = ids;
        attempt.url = target.url;
        attempt.purpose = purpose;
        attempt.started = {as_of_.unix_ms + minutes * minute_ms};
        attempt.status = status_in(word, attempt.http_status);
        attempt.suspect = entry["suspect"].text();
    };
    for (const Yaml& word : entry["attempts"].items()) {
        const std::size_t at = target.attempts.size();
        if (at < hours.size()) minutes = std::stoi(hours[at].text()) * 60;
        add_attempt(word, "");
        if (hours.empty()) minutes += 10;
    }
    for (const auto& [asker, word] : entry["others"].members()) add_attempt(word, asker.text());
    const auto url = parse_url(target.url);
    std::vector<std::int64_t> moments{minutes};
    for (std::size_t i = 0; i + 1 < hours.size(); ++i)
        moments.push_back(std::stoi(hours[i].text()) * 60);
    const auto add_control = [&](const Yaml& kind, const Yaml& word, std::int64_t minute) {
        ControlFacts& control = target.controls.emplace_back();
        control.kind = kind.text();
        control.status = status_in(word, control.http_status);
        control.exchange = control_exchanges + target.id;
        control.at = {as_of_.unix_ms + minute * minute_ms};
        if (!url) return;
        const std::string path(url->path()), name = path.substr(path.rfind('/') + 1);
        const std::string ending =
            name.find('.') == name.npos ? ".html" : name.substr(name.rfind('.'));
        control.scope = url->host_port();
        if (control.kind == "random_path")
            control.scope += path.substr(0, path.rfind('/') + 1) + "*" + ending;
    };
    for (const auto& [kind, word] : entry["controls"].members())
        for (const std::int64_t minute : moments) add_control(kind, word, minute);
    const Yaml place = entry["place"];
    if (place.text() != "none") {
        target.places.push_back(
            {1, site_.home, site_.name, 1, "a", target.url, place.text_or("查看")});
        target.place_count = 1;
    }
    links_.push_back(std::move(target));
}

namespace {

std::int64_t number_in(const Yaml& node, std::int64_t otherwise = 0) {
    std::string text = node.text();
    return text.empty() ? otherwise : std::atoll(text.c_str());
}

Ipv6Series series_in(const Yaml& entry) {
    Ipv6Series series;
    series.asked = number_in(entry["asked"]);
    series.answered = number_in(entry["answered"], series.asked);
    series.good = number_in(entry["good"], series.answered);
    series.connect_ms = number_in(entry["connect"]) * series.answered;
    series.first_byte_ms = number_in(entry["first_byte"]) * series.answered;
    series.total_ms = number_in(entry["total"]) * series.answered;
    return series;
}

// What goes beyond DNS and one request; name servers are "NAME AAAA_ANSWER [ANSWER]".
void read_measured(const Yaml& entry, Ipv6Facts& facts) {
    if (entry["unusable"]) facts.unusable = {{"2001:db8::8", entry["unusable"].text()}};
    facts.v4 = series_in(entry["v4"]);
    facts.v6 = series_in(entry["v6"]);
    for (const auto& [port, word] : entry["v4_ports"].members()) {
        int ignored = 0;
        facts.v4_ports.push_back({std::atoi(port.text().c_str()), status_of(word.text(), ignored)});
    }
    if (entry["v4_status"]) facts.v4_status = status_in(entry["v4_status"], facts.v4_http_status);
    facts.content_distance = static_cast<int>(number_in(entry["distance"], -1));
    facts.content_noise = static_cast<int>(number_in(entry["noise"], -1));
    facts.ns_answer = entry["ns"].text();
    facts.zone = facts.ns_answer == "ok" ? "lake.gov.cn" : "";
    for (const Yaml& line : entry["name_servers"].items()) {
        Ipv6Facts::NameServer server;
        std::istringstream(line.text()) >> server.name >> server.aaaa_answer >> server.answer;
        if (server.aaaa_answer == "ok") server.addresses = {"2001:db8::53"};
        facts.name_servers.push_back(std::move(server));
    }
    facts.second = {number_in(entry["second"]["checked"]), number_in(entry["second"]["ok"])};
    facts.third = {number_in(entry["third"]["checked"]), number_in(entry["third"]["ok"])};
}

}  // namespace

void FixtureView::read_ipv6(const Yaml& entry) {
    has_ipv6_ = true;
    ipv6_.host = parse_url(site_.home)->host();
    ipv6_.a_answer = entry["a"].text_or("ok");
    ipv6_.aaaa_answer = entry["aaaa"].text_or("ok");
    if (ipv6_.a_answer == "ok") ipv6_.a_addresses = {"192.0.2.8"};
    if (ipv6_.aaaa_answer == "ok") ipv6_.aaaa_addresses = {"2001:db8::8"};
    ipv6_.dns_asked = entry["asked"].text_or("yes") == "yes";
    ipv6_.aaaa_trusted = entry["trusted"].text_or("yes") == "yes";
    ipv6_.own_ipv6 = entry["own"].text_or("yes") == "yes";
    for (const auto& [port, word] : entry["ports"].members()) {
        int ignored = 0;
        ipv6_.ports.push_back({std::atoi(port.text().c_str()), status_in(word, ignored)});
    }
    ipv6_.status = status_in(entry["status"], ipv6_.http_status);
    if (!entry["status"]) ipv6_.http_status = 0;
    if (entry["a"].text() == "nodata") ipv6_.a_addresses.clear();
    read_measured(entry, ipv6_);
    ipv6_.dns_exchange = 90;
    ipv6_.exchange = entry["status"] ? 91 : 0;
}

// `days` of `a_day` probes each, evenly, up to the round's date; of the latest `failed` timed out,
// of those before `wall` were refused. `own`: what is known of our own network.
void FixtureView::read_monitor(const Yaml& entry) {
    const auto number = [&](const char* name, int otherwise) {
        return entry[name] ? std::stoi(entry[name].text()) : otherwise;
    };
    const int a_day = number("a_day", 24), failed = number("failed", 0), wall = number("wall", 0);
    const int all = number("days", 7) * a_day;
    monitored_ = true;
    for (int back = all - 1; back >= 0; --back) {
        AvailabilityProbe& probe = availability_.probes.emplace_back();
        probe.site = site_.id;
        probe.address = site_.home;
        probe.at = {as_of_.unix_ms - (2 * back + 1) * (24 * 60 * minute_ms / a_day / 2)};
        probe.own = own_network_of(entry["own"].text_or("works"));
        probe.status = back < failed ? "timeout" : back < failed + wall ? "blocked" : "ok";
        probe.http_status = probe.status == "ok" ? 200 : 0;
        probe.ip = "192.0.2.8";
        probe.ms = back < failed ? 15'000 : 80;
    }
}

// One host: `problems`, `not_after`, `names`, `status` of the newest connection over https; `http:
// yes` where a page came without TLS; `asked: no` where nothing was asked over https.
void FixtureView::read_tls(const Yaml& entry) {
    HostTls& host = tls_hosts_.emplace_back();
    host.host = entry["host"].text_or("www.lake.gov.cn");
    host.asked_https = entry["asked"].text_or("yes") == "yes";
    host.http_exchange = entry["http"].text() == "yes" ? 92 : 0;
    if (!host.asked_https) return;
    host.url = "https://" + host.host + "/";
    host.status = status_in(entry["status"], host.http_status);
    host.exchange = 93;
    host.at = as_of_;
    host.tls.problems = texts_of(entry["problems"]);
    std::erase(host.tls.problems, "");
    host.tls.used = entry["not_after"] || !host.tls.problems.empty();
    if (!entry["not_after"]) return;
    host.tls.protocol = "TLSv1.3";
    CertificateFacts& leaf = host.tls.chain.emplace_back();
    leaf.subject = "CN=" + host.host;
    leaf.issuer = "CN=Example CA";
    leaf.names = entry["names"] ? texts_of(entry["names"]) : std::vector{host.host};
    leaf.sha256 = "00ff";
    if (auto until = parse_timestamp(entry["not_after"].text())) leaf.not_after = *until;
    leaf.not_before = {leaf.not_after.unix_ms - 365LL * 24 * 60 * minute_ms};
}

// `state`, `same_for_all: yes`, and `questions`: "title ok found", "no_hit http_500".
void FixtureView::read_search(const Yaml& entry) {
    search_.emplace();
    search_->state = entry["state"].text_or("asked");
    search_->same_for_all = entry["same_for_all"].text() == "yes";
    for (const Yaml& item : entry["questions"].items()) {
        std::istringstream words(item.text());
        SearchQuestion& one = search_->questions.emplace_back();
        std::string found;
        words >> one.kind >> one.status >> found;
        one.words = "q" + std::to_string(search_->questions.size());
        one.found = found == "found";
        one.exchange = 95;
    }
}

void FixtureView::read_expected(const Yaml& root) {
    for (const Yaml& line : root["expect"].items()) expected.push_back(line.text());
}

Result<FixtureView> FixtureView::load(const std::string& folder) {
    auto root = Yaml::load(folder + "/expect.yaml");
    if (!root) return tl::unexpected(root.error());
    static constexpr std::string_view known[] = {"site",    "unit",  "columns", "state",
                                                 "params",  "pages", "links",   "ipv6", "search",
                                                 "monitor", "tls",   "expect"};
    for (const auto& [key, value] : root->members())
        if (std::find(std::begin(known), std::end(known), key.text()) == std::end(known))
            return tl::unexpected(key.error("unknown key " + key.text()));
    FixtureView view;
    view.as_of_ = *parse_timestamp("2026-09-30");
    view.read_site(*root);
    for (const Yaml& entry : (*root)["pages"].items())
        if (auto read = view.read_page_entry(entry, folder); !read)
            return tl::unexpected(read.error());
    view.link_rules_.in_session_needs_second_client = false;
    for (const Yaml& entry : (*root)["links"].items()) view.read_link(entry);
    view.totals_ = {10, 10 - static_cast<std::int64_t>(view.links_.size()),
                    static_cast<std::int64_t>(view.links_.size()), 0};
    if ((*root)["ipv6"]) view.read_ipv6((*root)["ipv6"]);
    if ((*root)["search"]) view.read_search((*root)["search"]);
    if ((*root)["monitor"]) view.read_monitor((*root)["monitor"]);
    for (const Yaml& entry : (*root)["tls"].items()) view.read_tls(entry);
    view.read_expected(*root);
    return view;
}

const PageFacts* FixtureView::page(std::string_view url) const {
    for (const PageFacts& known : pages_)
        if (known.url == url) return &known;
    return nullptr;
}

std::vector<const PageFacts*> FixtureView::articles(std::size_t at_most) const {
    std::vector<const PageFacts*> result;
    for (const PageFacts& page : pages_)
        if (!page.article.empty() && page.article.kind != "entries" && result.size() < at_most)
            result.push_back(&page);
    return result;
}

std::vector<const PageFacts*> FixtureView::inner_pages(std::size_t at_most) const {
    std::vector<const PageFacts*> inner;
    for (const PageFacts& known : pages_)
        if (known.url != site_.home && inner.size() < at_most) inner.push_back(&known);
    return inner;
}

Evidence FixtureView::evidence(std::int64_t exchange, std::string quote) const {
    Evidence evidence;
    evidence.capture = "fixture";
    evidence.exchange = exchange;
    for (const PageFacts& known : pages_)
        if (known.exchange == exchange) evidence.url = known.url;
    evidence.at = as_of_;
    evidence.quote = std::move(quote);
    return evidence;
}

bool FixtureView::on_site(std::string_view url) const {
    const auto address = parse_url(url);
    return address && !site_.hosts.empty() && address->host_port() == site_.hosts.front();
}

}  // namespace duwang::testing_support
