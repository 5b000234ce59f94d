// Starts the servers of a scenario and crawls its site as `duwang sweep` does.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <stdexcept>

#include "app/runtime.h"
#include "config/document_rules.h"
#include "core/ip_address.h"
#include "core/url.h"
#include "storage/capture/capture_reader.h"
#include "storage/capture/manifest.h"
#include "tests/sites/scenario.h"
#include "tests/sites/words.h"
#include "tests/support/capture_walk.h"
#include "tests/support/certificates.h"
#include "tests/support/nginx.h"
#include "tests/support/program.h"
#include "tests/support/tls_stream.h"

namespace duwang::sites {
namespace {

std::int64_t steady_now_ms() {
    auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

// Stands still, or goes on from a given moment.
class ScenarioClock final : public Clock {
  public:
    explicit ScenarioClock(Timestamp begins) : begins_(begins) {}
    Timestamp now() const override {
        if (!begins_.is_set()) return {1'790'000'000'000};
        return {begins_.unix_ms + steady_now_ms() - started_ms_};
    }

  private:
    Timestamp begins_;
    std::int64_t started_ms_ = steady_now_ms();
};

test::DnsReply dns_reply(const Yaml& node) {
    test::DnsReply reply;
    std::string word = node["rcode"].text_or("NOERROR");
    const std::map<std::string, int> codes{{"NOERROR", 0},  {"FORMERR", 1}, {"SERVFAIL", 2},
                                           {"NXDOMAIN", 3}, {"NOTIMP", 4},  {"REFUSED", 5}};
    auto code = codes.find(word);
    if (code == codes.end()) throw std::runtime_error(node["rcode"].error("no such rcode").what);
    reply.rcode = code->second;
    reply.cnames = texts_of(node["cname"]);
    reply.addresses = texts_of(node["addresses"]);
    reply.ttl = static_cast<int>(number_of(node["ttl"], 60));
    reply.silent = flag_of(node["silent"], false);
    return reply;
}

// The entry for name and type; a name that is in no entry does not exist.
test::DnsReply dns_answer(const Yaml& table, const test::DnsQuestion& question) {
    bool named = false;
    for (const Yaml& entry : table.items()) {
        if (entry["name"].text() != question.name && entry["name"].text() != "*") continue;
        named = true;
        if (entry["type"] && entry["type"].text() != question.type) continue;
        std::vector<Yaml> sequence = entry["sequence"].items();
        if (sequence.empty()) return dns_reply(entry);
        auto turn = std::min(static_cast<std::size_t>(question.count), sequence.size()) - 1;
        return dns_reply(sequence[turn]);
    }
    test::DnsReply none;
    none.rcode = named ? 0 : 3;
    return none;
}

// The servers of one scenario; its network is theirs.
class Servers {
  public:
    Servers(const Scenario& scenario, Script& script) : scenario_(scenario) {
        std::vector<std::string> listen = texts_of(scenario.root["listen"]);
        if (listen.empty()) listen = {"127.0.0.1"};
        web_ = std::make_unique<test::ScriptServer>(
            [&script, this](const test::ScriptRequest& request) {
                return script.answer(request, {{"port", port_text()}});
            },
            listen);
        ready_ = web_->port();
        if (scenario.root["http2"])
            start_nginx(certificates_.of(scenario.root["tls"].text()));
        else if (scenario.root["tls"]) {
            test::CertificateFiles files = certificates_.of(scenario.root["tls"].text());
            auto answer = [&script, this](const test::ScriptRequest& request) {
                test::ScriptRequest secure = request;
                secure.host = "https:" + secure.host;
                return script.answer(secure, {{"port", port_text()}});
            };
            secure_ = std::make_unique<test::ScriptServer>(
                answer, listen, test::tls_streams(files.chain, files.key));
            secure_port_ = secure_->port();
        }
        table_ = scenario.root["dns"];
        if (table_)
            names_ = std::make_unique<test::DnsServer>([this](const test::DnsQuestion& question) {
                std::lock_guard lock(mutex_);
                return dns_answer(table_, question);
            });
        else
            fix_addresses(script.hosts(), listen.front());
        for (const std::string& allowed : texts_of(scenario.root["allow"]))
            network_.allow_addresses.insert(allowed);
        if (!scenario.root["allow"]) network_.allow_addresses.insert(listen.begin(), listen.end());
    }

    // With a name server the port stands in the address, for there is no table to map it.
    void settle(Site& site) const {
        if (!names_) return;
        auto home = parse_url(site.home);
        if (home && home->port() == 80)
            site.home = fmt::format("http://{}:{}{}", home->host(), port_text(), home->path());
        for (std::string& host : site.hosts)
            if (host.find(':') == host.npos) host += ":" + port_text();
    }

    void settle(crawler::Options& options) const {
        if (names_) options.dns.servers = {names_->endpoint()};
        if (secure_port_ > 0) options.http.ca_file = certificates_.ca_file();
    }

    const app::NetworkSetup& network() const { return network_; }
    std::string port_text() const { return std::to_string(ready_.load()); }
    void tell(Observed& observed) const {
        observed.requests = web_->log();
        if (secure_)
            for (test::ScriptRequest& request : secure_->log()) {
                request.host = "https:" + request.host;
                observed.requests.push_back(std::move(request));
            }
        observed.connections = web_->connections();
        if (names_) observed.questions = names_->log();
    }

  private:
    // Speaks HTTP/2 and passes everything on to the script.
    void start_nginx(const test::CertificateFiles& files) {
        std::string block = fmt::format(
            "ssl_certificate {}; ssl_certificate_key {};\nlocation / {{ proxy_pass "
            "http://127.0.0.1:{}; proxy_set_header Host $host; }}",
            files.chain, files.key, web_->port());
        nginx_ =
            std::make_unique<test::Nginx>(std::map<std::string, std::string>{{"front", block}});
        secure_port_ = nginx_->port("front");
    }

    void fix_addresses(std::set<std::string> hosts, const std::string& first) {
        for (const std::string& host : scenario_.site.hosts)
            hosts.insert(host.substr(0, host.find(':')));
        const Yaml given = scenario_.root["addresses"];
        for (const auto& [host, list] : given.members()) hosts.insert(host.text());
        for (std::string host : hosts) {
            if (host.starts_with("https:")) host.erase(0, 6);
            if (parse_ip(host)) continue;
            std::vector<std::string> addresses = texts_of(given[host]);
            if (!given[host]) addresses = {first};
            for (const std::string& address : addresses) {
                network_.resolve.push_back({host, {address, web_->port(), 80}});
                if (secure_port_ > 0)
                    network_.resolve.push_back({host, {address, secure_port_, 443}});
            }
        }
        network_.only_fixed = true;
    }

    const Scenario& scenario_;
    Yaml table_;
    std::mutex mutex_;
    std::atomic<int> ready_ = 0;
    app::NetworkSetup network_;
    std::unique_ptr<test::DnsServer> names_;
    test::Certificates certificates_;
    std::unique_ptr<test::ScriptServer> web_, secure_;
    std::unique_ptr<test::Nginx> nginx_;
    int secure_port_ = 0;  // of secure_ or nginx_
};

// Hosts that are left alone, remembered as long as the scenario lasts.
struct ShortMemory final : HostMemory {
    Result<std::vector<HostBackOff>> recall_hosts() override { return std::vector<HostBackOff>{}; }
    Result<void> remember_hosts(std::span<const HostBackOff>) override { return {}; }
};

app::CrawlJob job_for(const Scenario& scenario, const Servers& servers, const std::string& folder,
                      const Clock& clock) {
    app::CrawlJob job;
    job.plan.site = scenario.site;
    servers.settle(job.plan.site);
    job.plan.columns = scenario.columns;
    job.plan.focus = {scenario.focus.begin(), scenario.focus.end()};
    if (auto day = parse_timestamp(scenario.look_back)) job.plan.look_back = day->date();
    job.plan.check_links = scenario.check_links;
    job.plan.probe_ipv6 = scenario.probe_ipv6;
    job.plan.seed = scenario.seed;
    job.plan.as_of = clock.now();
    job.plan.options = scenario.config.crawler;
    job.plan.reader.documents = config::default_document_rules();
    servers.settle(job.plan.options);
    storage::CaptureInfo info;
    info.id = "r1." + scenario.name;
    info.round = "r1";
    info.site = "x";
    info.software = "DuWang";
    info.as_of = info.started = clock.now();
    job.capture = info.id;
    job.open = [folder, info] { return storage::CaptureStore::open(folder, info); };
    return job;
}

void read_capture(const std::string& folder, Observed& observed) {
    if (auto fine = storage::verify_manifest(folder); !fine)
        observed.broken.push_back(fine.error().what);
    for (std::string& problem : test::walk_capture(folder)) observed.broken.push_back(problem);
    auto reader = storage::CaptureReader::open(folder);
    if (!reader) {
        observed.broken.push_back(reader.error().what);
        return;
    }
    auto told = (*reader)->export_facts([&](const Json& fact) { observed.facts.push_back(fact); });
    if (!told) observed.broken.push_back(told.error().what);
    observed.reached = (*reader)->state().reached;
    observed.cause = cause_word((*reader)->state().cause);
    observed.halted = (*reader)->state().halted;
}

// The port differs from run to run and is no fact.
void forget_port(Observed& observed, const std::string& port) {
    std::string mark = ":" + port;
    for (Json& fact : observed.facts) {
        std::string text = fact.dump();
        for (auto at = text.find(mark); at != text.npos; at = text.find(mark))
            text.erase(at, mark.size());
        if (auto plain = Json::parse(text)) fact = *plain;
    }
}

}  // namespace

Observed run_scenario(const Scenario& scenario, const std::string& keep) {
    auto script = Script::read(scenario.root["answers"], scenario.root["otherwise"],
                               scenario.site.hosts.front());
    if (!script) throw std::runtime_error(script.error().what);
    test::TempFolder temporary;
    std::string folder = (keep.empty() ? temporary.path() : keep) + "/" + scenario.name;
    std::filesystem::remove_all(folder);
    Observed observed;
    Servers servers(scenario, *script);
    ScenarioClock clock(scenario.begins);
    observed.started_ms = steady_now_ms();
    std::vector<app::CrawlJob> jobs;
    jobs.push_back(job_for(scenario, servers, folder, clock));
    crawler::Options options = jobs.front().plan.options;
    auto seal = [&](app::CrawlJob& job) {
        if (auto sealed = job.store->seal(clock.now()); !sealed)
            observed.broken.push_back(sealed.error().what);
        job.store.reset();
    };
    ShortMemory memory;
    app::run_crawls(jobs, options, servers.network(), clock, memory, app::ProgressStyle::none,
                    seal);
    observed.done = jobs.front().done;
    jobs.clear();
    servers.tell(observed);
    read_capture(folder, observed);
    forget_port(observed, servers.port_text());
    return observed;
}

}  // namespace duwang::sites
