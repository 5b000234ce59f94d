#include "app/cli.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/assess_commands.h"
#include "app/cli_entries.h"
#include "app/cli_inspect.h"
#include "app/cli_monitor.h"
#include "app/cli_options.h"
#include "app/commands.h"
#include "app/demo_command.h"
#include "app/exit_code.h"
#include "app/link_commands.h"
#include "app/plan_commands.h"
#include "app/progress_line.h"
#include "app/scheme_commands.h"
#include "app/version.h"

namespace duwang::app {
namespace {

constexpr const char* exit_codes =
    "Exit codes: 0 done; 1 fetch, check: a negative finding; 2 usage, configuration, scheme or "
    "CSV; 3 partial (some sites were not reached); 4 nothing could be judged; 70 internal error; "
    "130 interrupted or disk full: the same command continues.";

// What sweep is told in words that need parsing.
struct SweepWords {
    std::vector<std::string> resolve, allow;
    std::string progress = "auto";
};

Result<void> read_words(const SweepWords& words, SweepOrder& order) {
    for (const std::string& text : words.resolve) {
        auto fixed = parse_resolve(text);
        if (!fixed) return tl::unexpected(fixed.error());
        order.network.resolve.push_back(std::move(*fixed));
    }
    order.network.allow_addresses.insert(words.allow.begin(), words.allow.end());
    if (auto fine = check_allowed(order.network.allow_addresses); !fine) return fine;
    order.progress = words.progress == "json"   ? ProgressStyle::json
                     : words.progress == "line" ? ProgressStyle::line
                     : words.progress == "none" ? ProgressStyle::none
                                                : default_progress_style();
    return {};
}

class CommandLine {
  public:
    CommandLine() : app_("DuWang (读网) evaluates government websites, with evidence.", "duwang") {
        app_.set_version_flag("--version", fmt::format("DuWang {}", version));
        app_.require_subcommand(1);
        app_.footer(exit_codes);
        add_setup();
        add_round();
        add_plan();
        add_assess();
        add_reading();
        add_demo();
        add_probes(app_, action_);
        add_entry_commands(app_, action_);
        add_monitor_command(app_, action_);
    }

    int run(int argc, char** argv) {
        try {
            app_.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            int code = app_.exit(error);
            return code == 0 ? exit_done : exit_usage;
        }
        return action_ ? action_() : exit_usage;
    }

  private:
    // A subcommand that works in a workspace.
    CLI::App* in_workspace(CLI::App& parent, const char* name, const char* help) {
        CLI::App* command = parent.add_subcommand(name, help);
        command->add_option("-w,--workspace", place_.workspace, "Folder of the workspace")
            ->capture_default_str();
        command->add_option("--data", place_.data, "Folder with schemes/ and vocabulary/");
        return command;
    }

    void on(CLI::App* command, std::function<int()> action) {
        command->callback([this, action = std::move(action)] { action_ = action; });
    }

    CLI::App* with_round(CLI::App* command) {
        command->add_option("round", order_.round, "Name of the round, e.g. 2026-q3")->required();
        return command;
    }

    void add_setup();
    void add_round();
    void add_scheme_tables(CLI::App& scheme);
    void add_plan();
    void add_assess();
    void add_sweep();
    void add_asking(CLI::App* command);
    void add_links();
    void add_hosts();
    void add_reading();
    void add_capture();
    void add_demo();

    CLI::App app_;
    std::function<int()> action_;
    Place place_;
    SweepOrder order_;
    SweepWords words_;
    InventoryFilesArgument files_;
    SchemeTableArgument table_;
    AssessOrder assess_;
    LinksOrder links_;
    DemoOrder demo_;
    std::string folder_ = ".", unit_, indicator_, format_ = "all", file_, scheme_, plan_, capture_, head_;
    std::int64_t exchange_ = 0;
    bool body_ = false, deep_ = false, diff_ = false;
    std::string export_format_ = "jsonl";
    std::vector<std::string> forget_;
    std::string by_;
};

void CommandLine::add_plan() {
    CLI::App* plan = app_.add_subcommand("plan", "Plans of assessments (考评方案)");
    plan->require_subcommand(1);
    on(in_workspace(*plan, "list", "List the plans that are installed"),
       [this] { return plan_list_command(place_); });
    const auto shows = [&](const char* name, const char* help,
                           int (*show)(const Place&, const std::string&)) {
        CLI::App* command = in_workspace(*plan, name, help);
        command->add_option("plan", plan_, "Id of the plan, e.g. wuwei-2022")->required();
        on(command, [this, show] { return show(place_, plan_); });
    };
    shows("check", "Validate a plan, hold it against the inventory, say what is missing",
          plan_check_command);
    shows("show", "Print how each group is composed: weights, sources, gates", plan_show_command);
    shows("matrix", "Print who rates whom (互评安排表)", plan_matrix_command);
    shows("draw", "Print the members of levels that are drawn (抽样)", plan_draw_command);
}

void CommandLine::add_assess() {
    CLI::App* assess = in_workspace(
        app_, "assess", "Compose the result of a period: scores, grades, ranks, conversion (考评)");
    assess->add_option("plan", assess_.plan, "Id of the plan, e.g. wuwei-2022")->required();
    assess->add_option("--as-of", assess_.as_of,
                       "What was decided later does not count; YYYY-MM-DD, usually today");
    assess->add_option("--edition", assess_.edition,
                       "Who reads it: internal, unit, public, or one of editions.yaml")
        ->capture_default_str();
    assess->add_option("--unit", assess_.unit, "Only this unit, by id or full name");
    assess->add_option("--format", assess_.format, "all: a table and the files of out/")
        ->check(CLI::IsMember({"all", "table", "json", "csv"}))
        ->capture_default_str();
    assess->add_flag("--approve", assess_.approve,
                     "Keep the result as it was approved (审定); every unit has to be final");
    assess->add_option("--by", assess_.by, "Who approved it");
    assess->add_option("--basis", assess_.basis, "The document by which it was approved");
    assess->footer(
        "Nothing that is missing counts as zero: such units are open and have no rank. Plans stand in "
        "assessments/ of the workspace or are installed; docs/assessment.md explains them.");
    on(assess, [this] { return assess_command(place_, assess_); });
}

void CommandLine::add_setup() {
    CLI::App* init = app_.add_subcommand("init", "Create a workspace with commented samples");
    init->add_option("folder", folder_, "Folder to create")->required();
    on(init, [this] { return init_command(folder_); });

    CLI::App* inventory = app_.add_subcommand("inventory", "Units, sites and columns (单位台账)");
    inventory->require_subcommand(1);
    CLI::App* import = in_workspace(*inventory, "import",
                                    "Import units, sites and columns: CSV (UTF-8 or GB18030) or .xlsx");
    import->add_option("--units", files_.units, "Units (被评单位)")->capture_default_str();
    import->add_option("--sites", files_.sites, "Sites (站点)")->capture_default_str();
    import->add_option("--columns", files_.columns, "Columns (栏目)")->capture_default_str();
    import->add_flag("--partial", files_.partial, "Store the good lines although others are wrong");
    import->footer(
        "One workbook may serve for all three: --units a.xlsx --sites a.xlsx --columns a.xlsx reads its "
        "sheets 单位, 站点 and 栏目; a workbook without that sheet is read at its first.");
    on(import, [this] { return inventory_import_command(place_, files_); });
    CLI::App* show = in_workspace(*inventory, "show", "Print the inventory");
    on(show, [this] { return inventory_show_command(place_); });

    CLI::App* scheme = app_.add_subcommand("scheme", "Indicator schemes (指标体系)");
    scheme->require_subcommand(1);
    CLI::App* list = in_workspace(*scheme, "list", "List the schemes that are installed");
    on(list, [this] { return scheme_list_command(place_); });
    CLI::App* check = in_workspace(*scheme, "check", "Validate a scheme");
    check->add_option("scheme", scheme_, "Id of the scheme, e.g. turpan-2022")->required();
    on(check, [this] { return scheme_check_command(place_, scheme_); });
    CLI::App* show_scheme = in_workspace(
        *scheme, "show", "Print a scheme: points, how each indicator is decided, what is missing");
    show_scheme->add_option("scheme", scheme_, "Id of the scheme")->required();
    on(show_scheme, [this] { return scheme_show_command(place_, scheme_); });
    CLI::App* tasks = in_workspace(
        *scheme, "tasks", "Break a scheme down: indicator × unit with due dates (任务分解)");
    tasks->add_option("scheme", scheme_, "Id of the scheme")->required();
    tasks->add_option("--unit", unit_, "Only this unit, by id or name");
    on(tasks, [this] { return scheme_tasks_command(place_, scheme_, unit_); });
    add_scheme_tables(*scheme);
    CLI::App* options = in_workspace(app_, "config", "List all options with their values");
    on(options, [this] { return config_command(place_); });
    CLI::App* checks = app_.add_subcommand("checks", "List the checks and what they can find");
    on(checks, [] { return checks_command(); });
}

void CommandLine::add_scheme_tables(CLI::App& scheme) {
    CLI::App* import = in_workspace(
        scheme, "import", "Read an indicator table (指标表), .xlsx or CSV, into the workspace");
    import->add_option("file", table_.file, "The table: exported by DuWang, or typed by hand")
        ->required();
    import->add_option("--id", table_.id, "Id of the scheme, e.g. linchuan-2026");
    import->add_option("--title", table_.title, "Title; default: the line above the table");
    import->add_option("--sheet", table_.sheet, "Sheet to read, when several hold tables");
    import->add_flag("--replace", table_.replace, "Replace the workspace's scheme of that id");
    import->add_flag("--dry-run", table_.dry_run, "Check and print everything, store nothing");
    import->footer(
        "Everything that was read out of merged cells or 同上, every name missing in the inventory, "
        "rules and checks that may fit are printed for confirmation. With any error nothing is "
        "stored. docs/indicator-tables.md explains the messages.");
    on(import, [this] { return scheme_import_command(place_, table_); });
    CLI::App* save = in_workspace(scheme, "export", "Write a scheme as a table for review");
    save->add_option("scheme", scheme_, "Id of the scheme, e.g. turpan-2022")->required();
    save->add_option("-o,--output", file_, "File, .xlsx or .csv; default: SCHEME.xlsx");
    save->footer("`scheme import` reads it back without loss; comments of the YAML files stay behind.");
    on(save, [this] { return scheme_export_command(place_, scheme_, file_); });
}

// How servers are found and asked.
void CommandLine::add_asking(CLI::App* command) {
    command->add_option("--progress", words_.progress, "auto, line, json or none")
        ->check(CLI::IsMember({"auto", "line", "json", "none"}))
        ->capture_default_str();
    app::add_asking(*command, {order_.dns, words_.resolve, words_.allow, order_.ca_file});
}

void CommandLine::add_links() {
    CLI::App* confirm = in_workspace(
        app_, "confirm", "Ask links again that are due to be confirmed (断链复核), and judge anew");
    confirm->add_option("round", order_.round, "Name of the round; default: all in which one is due");
    add_repeatable(*confirm, "--site", order_.sites, "Only links of these sites; repeatable");
    confirm->add_flag("--fast", order_.fast,
                      "Spot check (抽查): also what a second look may settle in session, without waiting hours");
    add_asking(confirm);
    confirm->footer(
        "A failing link is called broken when it failed several times over a day, with controls that worked "
        "(confirm.* in duwang.yaml). What is due stands in the ledger: run this every hour, for example from cron. "
        "`duwang links ROUND` shows what is due when.");
    on(confirm, [this] {
        if (auto read = read_words(words_, order_); !read) return report_error(read.error());
        return confirm_command(place_, order_);
    });
    CLI::App* links = with_round(in_workspace(
        app_, "links", "List the links of a round that do not simply work: verdict, evidence, next look"));
    add_repeatable(*links, "--site", links_.sites, "Only links of these sites; repeatable");
    add_repeatable(*links, "--class", links_.classes, "Only these classes, e.g. broken; repeatable");
    links->add_flag("--due", links_.due, "Only what is to be asked again");
    CLI::Option* output = links->add_option(
        "-o,--output", links_.file, "Write a table for people to work through: .xlsx or .csv");
    links->add_flag("--json", links_.json, "JSON lines, one link each")->excludes(output);
    on(links, [this] {
        links_.round = order_.round;
        return links_command(place_, links_);
    });
}

void CommandLine::add_sweep() {
    CLI::App* sweep = with_round(
        in_workspace(app_, "sweep", "Plan, crawl, judge, score and report a round (测评批次)"));
    add_repeatable(*sweep, "--scheme", order_.schemes,
                      "Scheme of a new round: ID, or ID@KIND,group:NAME for some units; repeatable");
    sweep->add_option("--window", order_.window,
                      "New round: only captures of these days are scored (评价时段), FROM..UNTIL");
    sweep->add_option("--period", order_.period,
                      "New round: rounds of one period deduct the same gap once (考核周期)");
    sweep->add_option("--title", order_.title, "Title of a new round, for reports");
    sweep->add_option("--as-of", order_.as_of, "Date everything is judged by, e.g. 2026-09-30");
    add_repeatable(*sweep, "--unit", order_.units, "Only these units (new round); repeatable");
    add_repeatable(*sweep, "--site", order_.sites, "Crawl only these sites; repeatable");
    sweep->add_option("--seed", order_.seed, "Seed of the round's random paths");
    add_asking(sweep);
    sweep->add_flag("--fresh", order_.fresh,
                    "Fetch every page anew, not only what has changed since the last capture");
    sweep->add_flag("--全量", order_.fresh, "The same");
    sweep->add_flag("--retry", order_.retry,
                    "Ask again only what was not determined (无法评估), into supplement captures");
    sweep->footer("A sweep that was stopped continues where it was when run again.");
    on(sweep, [this] {
        if (auto read = read_words(words_, order_); !read) return report_error(read.error());
        return sweep_command(place_, order_);
    });
}

void CommandLine::add_hosts() {
    CLI::App* hosts = in_workspace(
        app_, "hosts", "List hosts that are left alone for a while (主机暂停访问)");
    CLI::Option* forget = add_repeatable(*hosts, "--forget", forget_,
                                            "Ask this host again from the next start on; repeatable");
    hosts->add_option("--by", by_, "Who decides so, for the log; default: the login name")
        ->needs(forget);
    on(hosts, [this] {
        return forget_.empty() ? hosts_command(place_) : hosts_forget_command(place_, forget_, by_);
    });
}

void CommandLine::add_round() {
    add_sweep();
    CLI::App* judge = with_round(in_workspace(app_, "judge", "Judge the captures of a round again, without network"));
    on(judge, [this] { return judge_command(place_, order_.round); });
    CLI::App* score = with_round(in_workspace(app_, "score", "Score a round again from stored results and marks"));
    add_repeatable(*score, "--scheme", order_.schemes,
                      "Score by this scheme instead, without storing anything; ID or ID@KIND; repeatable");
    score->add_flag("--diff", diff_, "Print whose score, grade and rank would change, and why")
        ->needs("--scheme");
    on(score, [this] { return score_command(place_, {order_.round, order_.schemes, diff_}); });
    CLI::App* report = with_round(in_workspace(app_, "report", "Write the reports of a round"));
    report->add_option("--format", format_, "all (files) or json (to standard output)")
        ->check(CLI::IsMember({"all", "json"}))
        ->capture_default_str();
    on(report, [this] { return report_command(place_, order_.round, format_); });
    CLI::App* explain = with_round(
        in_workspace(app_, "explain", "Show a unit's points line by line, down to the evidence"));
    explain->add_option("--unit", unit_, "Unit, by id or full name")->required();
    explain->add_option("--indicator,--item", indicator_,
                        "Only this indicator, e.g. 3.38, or item of a plan, e.g. annual");
    explain->add_option("--as-of", assess_.as_of, "Of a plan: as of this date; usually today");
    on(explain, [this] {
        if (!names_plan(place_, order_.round))
            return explain_command(place_, order_.round, unit_, indicator_);
        assess_.plan = order_.round;
        assess_.unit = unit_;
        return explain_plan_command(place_, assess_, indicator_);
    });
    add_links();
    add_hosts();
    CLI::App* rounds = in_workspace(app_, "rounds", "List the rounds");
    on(rounds, [this] { return rounds_command(place_); });
}

void CommandLine::add_capture() {
    CLI::App* capture = app_.add_subcommand("capture", "Read captures (采集包)");
    capture->require_subcommand(1);
    auto add = [&](const char* name, const char* help) {
        CLI::App* command = in_workspace(*capture, name, help);
        command
            ->add_option("capture", capture_,
                         "Id <round>.<site>, with +1, +2 … for supplements, or a folder")
            ->required();
        return command;
    };
    CLI::App* verify = add("verify", "Compare every file with its recorded SHA-256");
    verify->add_flag("--deep", deep_,
                     "Read every record, compare it with its digests, name those that are damaged");
    on(verify, [this] { return capture_verify_command(place_, capture_, deep_); });
    CLI::App* show = add("show", "Show one exchange, read back from the WARC by its offset");
    show->add_option("--exchange", exchange_, "Number of the exchange, as in explain")->required();
    show->add_flag("--body", body_, "Write the body as it was sent, nothing else");
    on(show, [this] { return capture_show_command(place_, capture_, exchange_, body_); });
    on(add("facts", "Print all facts as JSON lines"),
       [this] { return capture_facts_command(place_, capture_); });
    CLI::App* whole = add("export", "Write everything in a capture for other programs");
    whole->add_option("--format", export_format_, "jsonl: a JSON value a line, docs/capture.md")
        ->check(CLI::IsMember({"jsonl"}))
        ->capture_default_str();
    whole->add_option("-o,--output", file_, "File to write; default: standard output");
    on(whole, [this] { return capture_export_command(place_, capture_, file_); });
}

void CommandLine::add_reading() {
    add_capture();
    CLI::App* log = app_.add_subcommand("log", "The hash-chained log of the ledger");
    log->require_subcommand(1);
    CLI::App* verify = in_workspace(*log, "verify", "Check every entry of the chain");
    verify->add_option("--head", head_, "A head printed on a report: is it part of the chain?");
    on(verify, [this] { return log_verify_command(place_, head_); });
}

void CommandLine::add_demo() {
    CLI::App* demo = app_.add_subcommand("demo", "Evaluate fictional portals on this machine");
    demo->add_option("folder", demo_.folder, "Workspace to create")->capture_default_str();
    demo->add_option("--data", demo_.data, "Folder with schemes/ and vocabulary/");
    demo->add_flag("--no-ipv6", demo_.no_ipv6, "Behave as on a machine without IPv6");
    demo->add_flag("--serve", demo_.serve, "Keep serving the portals afterwards, until Ctrl-C");
    on(demo, [this] { return demo_command(demo_); });
}

}  // namespace

int run_cli(int argc, char** argv) {
    CommandLine line;
    return line.run(argc, argv);
}

}  // namespace duwang::app
