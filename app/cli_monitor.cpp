#include "app/cli_monitor.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "app/cli_options.h"
#include "app/monitor_command.h"

namespace duwang::app {
namespace {

struct Words {
    Place place;
    MonitorWords monitor;
};

}  // namespace

void add_monitor_command(CLI::App& app, std::function<int()>& action) {
    CLI::App* command = app.add_subcommand(
        "monitor", "Ask home pages, spread over the day, whether they open (站点可用性监测)");
    auto words = std::make_shared<Words>();
    MonitorWords& monitor = words->monitor;
    command->add_option("-w,--workspace", words->place.workspace, "Folder of the workspace")
        ->capture_default_str();
    command->add_option("--data", words->place.data, "Folder with schemes/ and vocabulary/");
    command->add_option("site", monitor.sites, "Ids of sites; default: all of the inventory");
    CLI::Option* watch = command->add_flag("--watch", monitor.watch,
                                           "Go on until SIGINT or SIGTERM, asking what is due");
    CLI::Option* status = command->add_flag(
        "--status", monitor.status, "Ask nothing: how often each site failed, and what that means");
    CLI::Option* list =
        command->add_flag("--list", monitor.list, "Ask nothing: every probe and what it counts as");
    command->add_flag("--json", monitor.json, "JSON lines");
    command
        ->add_option("--days", monitor.days,
                     "With --status, --list: so many days; default: monitor.days")
        ->check(CLI::Range(1, 366));
    command->add_option("--as-of", monitor.as_of,
                        "With --status, --list: up to this date or moment; default: now");
    add_asking(*command, {monitor.dns, monitor.resolve, monitor.allow, monitor.ca_file});
    status->excludes(watch)->excludes(list);
    list->excludes(watch);
    command->footer(
        "Without --watch what is due is asked once: run it every 10 minutes from cron, or --watch "
        "as a "
        "service. Every probe stays in the ledger. docs/availability.md says what counts.");
    command->callback([&action, words] {
        action = [words] { return monitor_command(words->place, words->monitor); };
    });
}

}  // namespace duwang::app
