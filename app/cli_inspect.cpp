#include "app/cli_inspect.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>

#include "app/cli_options.h"
#include "app/commands.h"
#include "app/exit_code.h"
#include "app/fetch.h"
#include "app/inspect.h"
#include "app/inspect_article.h"
#include "app/probe.h"
#include "app/system_clock.h"

namespace duwang::app {
namespace {

// What was written on the line: every option's value by the key it has in a question.
struct Words {
    std::map<std::string, std::string> values;
    std::vector<std::string> many;  // the positional arguments
    bool json = false, batch = false;
    std::string origin;  // inspect robots
    NetworkOrder network;
};
using Shared = std::shared_ptr<Words>;

// What every question of the command has in common: its options, and the robots.txt of --origin
// (the one inspection that asks the network).
Result<Json> common_of(const Words& words) {
    Json common = Json::object();
    for (const auto& [name, value] : words.values)
        if (!value.empty()) common.set(name, value);
    if (!words.origin.empty())
        if (auto done = fetch_robots(words.origin, words.network, common, SystemClock()); !done)
            return tl::unexpected(done.error());
    return common;
}

int ask_each(const Words& words, const Json& common, const std::string& key, const Probe& probe,
             ProbeText written) {
    if (words.many.empty()) return report_error({Errc::usage, key + " is missing; see --help"});
    std::vector<Json> questions;
    for (const std::string& text : words.many) {
        Json question = common;
        questions.push_back(question.set(key, text));
    }
    return run_probe(probe, questions, words.json, written);
}

// In a batch the command's own options stand for what a line leaves out.
int ask_batch(const Json& common, const Probe& probe) {
    auto completed = [&](const Json& line) {
        Json question = line;
        for (const auto& [name, value] : common.members())
            if (option(line, name).is_null()) question.set(name, value);
        return probe(question);
    };
    return run_batch(completed, stdin);
}

void add_network(CLI::App& command, NetworkOrder& network) {
    add_asking(command, {network.dns, network.resolve, network.allow, network.ca_file});
    command.add_option("--proxy", network.proxy, "http://HOST:PORT or socks5h://HOST:PORT");
    command.add_option("--timeout", network.timeout_s, "Seconds an answer may take in all")
        ->check(CLI::Range(1, 3600));
}

class InspectCommands {
  public:
    InspectCommands(CLI::App& parent, std::function<int()>& action)
        : parent_(parent), action_(action) {}

    // A command whose positional arguments have the key `key` in a question.
    void add(const char* name, const char* help, const std::string& key, Probe probe,
             ProbeText written = probe_text) {
        words_ = std::make_shared<Words>();
        command_ = parent_.add_subcommand(name, help);
        command_->add_option(key, words_->many, "What to look at; several are answered in order");
        command_->add_flag("--json", words_->json, "Answer as JSON, one line each");
        command_->add_flag("--batch", words_->batch,
                           "Questions as JSON lines from standard input, answers as JSON lines");
        command_->callback(
            [this_action = &action_, words = words_, key, written, probe = std::move(probe)] {
                *this_action = [words, key, written, probe] {
                    auto common = common_of(*words);
                    if (!common) return report_error(common.error());
                    return words->batch ? ask_batch(*common, probe)
                                        : ask_each(*words, *common, key, probe, written);
                };
            });
    }
    CLI::App& last() { return *command_; }
    Words& words() { return *words_; }
    std::string& value(const std::string& key) { return words_->values[key]; }

  private:
    CLI::App& parent_;
    std::function<int()>& action_;
    CLI::App* command_ = nullptr;
    Shared words_;
};

constexpr const char* reference = "The day dates without a year are completed by, e.g. 2026-09-30";

void add_documents(InspectCommands& commands) {
    commands.add("report", "What does an annual report (年度报告) say, and do its numbers agree?",
                 "file", inspect_report, report_text);
    commands.last().add_option("--against", commands.value("against"),
                               "The report of the year before, or of another unit");
    commands.last().add_option("--attachment", commands.value("attachment"),
                               "The same report as a file: every cell is compared");
    commands.last().add_option("--content-type", commands.value("content_type"),
                               "The Content-Type the page was sent with");

    commands.add("attachment", "What kind of file is it, can it be read, and what is in it?",
                 "file", inspect_attachment, attachment_text);
    commands.last().add_option("--name", commands.value("name"),
                               "Name it was offered under, where the file is called otherwise");

    commands.add("table", "Which tables are in a document, and which cells are numbers?", "file",
                 inspect_tables, tables_text);
    commands.last().add_option("--content-type", commands.value("content_type"),
                               "The Content-Type the page was sent with");
}

void add_inspect(CLI::App& app, std::function<int()>& action) {
    CLI::App* inspect =
        app.add_subcommand("inspect", "How the program reads one address, file or text (offline)");
    inspect->require_subcommand(1);
    InspectCommands commands(*inspect, action);
    commands.add("url", "Where does this link lead, and is it the same page as another?", "ref",
                 inspect_url);
    commands.last().add_option("--base", commands.value("base"),
                               "Address of the page it stands on");
    commands.last().add_option("--charset", commands.value("charset"), "Charset of that page");

    commands.add("robots", "Which line of robots.txt allows or forbids an address?", "url",
                 inspect_robots);
    commands.last().add_option("--agent", commands.value("agent"),
                               "Product token of the crawler; default DuWang");
    commands.last().add_option("--robots", commands.value("robots_file"),
                               "File with the robots.txt");
    commands.last().add_option("--origin", commands.words().origin,
                               "Fetch the robots.txt of this site, https://HOST");
    add_network(commands.last(), commands.words().network);

    commands.add("page", "What does the program read in a page, and where?", "file", inspect_page,
                 page_table);
    commands.last().add_option("--url", commands.value("url"), "Address the page was fetched from");
    commands.last().add_option("--content-type", commands.value("content_type"),
                               "The Content-Type it was sent with");
    commands.last().add_option("--reference-date", commands.value("reference_date"), reference);

    commands.add("footer", "Which marks of a government site (页脚要素) does a page show?", "file",
                 inspect_footer, footer_text);
    commands.last().add_option("--url", commands.value("url"), "Address the page was fetched from");
    commands.last().add_option("--content-type", commands.value("content_type"),
                               "The Content-Type it was sent with");

    commands.add("list",
                 "Which lists are on a page, what is in them, and where are their other pages?",
                 "file", inspect_list, list_table);
    commands.last().add_option("--url", commands.value("url"), "Address the page was fetched from");
    commands.last().add_option("--content-type", commands.value("content_type"),
                               "The Content-Type it was sent with");
    commands.last().add_option("--reference-date", commands.value("reference_date"), reference);

    add_documents(commands);
    commands.add("sitemap", "Which entries of a sitemap or feed are taken?", "file",
                 inspect_sitemap);
    commands.add("text", "Is the charset guessed right?", "file", inspect_text);
    commands.last().add_option("--charset", commands.value("charset"),
                               "Read in this charset instead of guessing");
    commands.last().add_option("--label", commands.value("label"), "The same");

    commands.add("date", "Which dates stand in a text?", "text", inspect_date);
    commands.last().add_option("--reference-date", commands.value("reference_date"), reference);
}

// An answer is printed; a negative finding is exit code 1.
int tell(const Result<Told>& told, bool json) {
    if (!told) return report_error(told.error());
    fmt::print("{}", json ? told->answer.dump() + "\n" : probe_text(told->answer));
    return told->good ? exit_done : exit_negative;
}

using NetworkProbe = Result<Told> (*)(const FetchOrder&, const Clock&);

std::shared_ptr<FetchOrder> add_network_probe(CLI::App& command, std::function<int()>& action,
                                              NetworkProbe probe) {
    auto order = std::make_shared<FetchOrder>();
    auto json = std::make_shared<bool>(false);
    command.add_option("url", order->url, "Address, https://HOST/PATH")->required();
    command.add_flag("--json", *json, "Answer as JSON");
    add_network(command, order->network);
    command.callback([&action, order, json, probe] {
        action = [order, json, probe] { return tell(probe(*order, SystemClock()), *json); };
    });
    return order;
}

}  // namespace

void add_probes(CLI::App& app, std::function<int()>& action) {
    add_inspect(app, action);
    CLI::App* fetch = app.add_subcommand("fetch", "One exchange with a server, told in full");
    auto order = add_network_probe(*fetch, action, fetch_told);
    fetch->add_flag("--ipv4", order->v4, "Connect over IPv4 only");
    fetch->add_flag("--ipv6", order->v6, "Connect over IPv6 only");
    fetch->add_flag("--head", order->head, "Ask with HEAD");
    fetch->add_option("--warc", order->warc, "Write what was sent and received to this file");
    fetch->add_option("--max-bytes", order->network.max_bytes, "Read no more of the body")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 30));

    CLI::App* check = app.add_subcommand("check", "Ask one question of a site's servers");
    check->require_subcommand(1);
    CLI::App* ipv6 = check->add_subcommand("ipv6", "Does the site answer over IPv6? (IPv6 支持)");
    auto series = add_network_probe(*ipv6, action, check_ipv6);
    ipv6->add_option("--probes", series->probes, "Requests for the page over each family (10)")
        ->check(CLI::Range(1, 1'000));
    ipv6->add_option("--links", series->links, "Links of each level asked over IPv6 (20)")
        ->check(CLI::Range(0, 1'000));
    ipv6->add_option("--delay", series->delay_ms, "Milliseconds between two requests (1000)")
        ->check(CLI::Range(100, 60'000));
    CLI::App* tls = check->add_subcommand("tls", "Is the certificate in order?");
    add_network_probe(*tls, action, check_tls);
}

}  // namespace duwang::app
