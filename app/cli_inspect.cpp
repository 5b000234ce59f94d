#include "app/cli_inspect.h"

#include <CLI/CLI.hpp>
#include <map>
#include <memory>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/inspect.h"
#include "app/probe.h"

namespace duwang::app {
namespace {

// What was written on the line: every option's value by the key it has in a question.
struct Words {
    std::map<std::string, std::string> values;
    std::vector<std::string> many;  // the positional arguments
    bool json = false, batch = false;
};
using Shared = std::shared_ptr<Words>;

// One question for each positional argument; with none, one question of the options alone.
std::vector<Json> questions_of(const Words& words, const std::string& key) {
    Json common = Json::object();
    for (const auto& [name, value] : words.values)
        if (!value.empty()) common.set(name, value);
    if (words.many.empty()) return {common};
    std::vector<Json> questions;
    for (const std::string& text : words.many) {
        Json question = common;
        questions.push_back(question.set(key, text));
    }
    return questions;
}

class InspectCommands {
  public:
    InspectCommands(CLI::App& parent, std::function<int()>& action)
        : parent_(parent), action_(action) {}

    // A command whose positional arguments have the key `key` in a question.
    void add(const char* name, const char* help, const std::string& key, Probe probe) {
        words_ = std::make_shared<Words>();
        command_ = parent_.add_subcommand(name, help);
        command_->add_option(key, words_->many, "What to look at; several are answered in order");
        command_->add_flag("--json", words_->json, "Answer as JSON, one line each");
        command_->add_flag("--batch", words_->batch,
                           "Questions as JSON lines from standard input, answers as JSON lines");
        command_->callback([this_action = &action_, words = words_, key, probe = std::move(probe)] {
            *this_action = [words, key, probe] {
                if (words->batch) return run_batch(probe, stdin);
                if (words->many.empty())
                    return report_error({Errc::usage, key + " is missing; see --help"});
                return run_probe(probe, questions_of(*words, key), words->json);
            };
        });
    }
    CLI::App& last() { return *command_; }
    std::string& value(const std::string& key) { return words_->values[key]; }

  private:
    CLI::App& parent_;
    std::function<int()>& action_;
    CLI::App* command_ = nullptr;
    Shared words_;
};

constexpr const char* reference = "The day dates without a year are completed by, e.g. 2026-09-30";

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

    commands.add("page", "What does the program read in a page, and where?", "file", inspect_page);
    commands.last().add_option("--url", commands.value("url"), "Address the page was fetched from");
    commands.last().add_option("--content-type", commands.value("content_type"),
                               "The Content-Type it was sent with");
    commands.last().add_option("--reference-date", commands.value("reference_date"), reference);

    commands.add("sitemap", "Which entries of a sitemap or feed are taken?", "file",
                 inspect_sitemap);
    commands.add("text", "Is the charset guessed right?", "file", inspect_text);
    commands.last().add_option("--charset,--label", commands.value("charset"),
                               "Read in this charset instead of guessing");

    commands.add("date", "Which dates stand in a text?", "text", inspect_date);
    commands.last().add_option("--reference-date", commands.value("reference_date"), reference);
}

}  // namespace

void add_probes(CLI::App& app, std::function<int()>& action) { add_inspect(app, action); }

}  // namespace duwang::app
