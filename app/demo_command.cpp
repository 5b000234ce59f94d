#include "app/demo_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "app/commands.h"
#include "app/demo/portals.h"
#include "app/demo/server.h"
#include "app/entry_commands.h"
#include "app/exit_code.h"
#include "app/progress_line.h"
#include "app/system_clock.h"
#include "reports/format/terminal.h"
#include "storage/capture/append_file.h"
#include "workflow/inventory_import.h"

namespace duwang::app {
namespace {

constexpr const char* demo_round = "demo-2026-q3";
constexpr const char* demo_scheme = "turpan-2022";
constexpr const char* demo_date = "2026-09-30";

// The portals' names lead to the server on this machine; every other name does not exist.
NetworkSetup network_of(const demo::DemoServer& server) {
    NetworkSetup network;
    network.only_fixed = true;
    for (const demo::DemoSite& site : demo::demo_sites()) {
        std::string host(site.host);
        network.resolve.push_back({host, {"127.0.0.1", server.port(), 80}});
        if (site.has_ipv6) network.resolve.push_back({host, {"::1", server.port(), 80}});
    }
    return network;
}

// Everything is on this machine, so nobody has to be spared.
void hurry(config::Config& config) {
    config.crawler.links.confirm_after_ms = 0;
    config.confirm.in_session_ms = 0;
    config.confirm.in_session_needs_second_client = false;
    config.crawler.http.retry_wait_ms = 50;
    config.crawler.http.answer_timeout_ms = 1'500;
    config.crawler.http.total_timeout_ms = 3'000;
    config.crawler.politeness.delay_ms = 0;
    config.crawler.politeness.response_factor = 0;
}

Result<void> fill(Workspace& workspace, Timestamp now) {
    demo::DemoInventory tables = demo::demo_inventory();
    std::vector<std::pair<std::string, std::string_view>> files{{"units.csv", tables.units},
                                                                {"sites.csv", tables.sites},
                                                                {"columns.csv", tables.columns},
                                                                {"marks.csv", tables.marks}};
    for (const auto& [name, content] : files)
        if (auto done = storage::replace_file(workspace.folder + "/" + name, content); !done) return done;
    workflow::InventoryImport import = workflow::import_inventory({{"units.csv", tables.units},
                                                                   {"sites.csv", tables.sites},
                                                                   {"columns.csv", tables.columns}});
    if (!import.errors.empty()) return tl::unexpected(joined(import.errors));
    return workspace.ledger->replace_inventory(import.inventory, now);
}

void print_guide(const std::string& folder, const SweepEnd& end) {
    fmt::print("{}\n"
               "工作区留在 {}，可以继续查看：\n"
               "  网页报告      {}/index.html\n"
               "  逐项说明扣分  duwang explain {} --unit yunshan -w {}\n"
               "  读回证据      duwang capture show {}.yunshan --exchange 2 -w {}\n"
               "  核对采集包    duwang capture verify {}.yunshan -w {}\n"
               "  重新评判      duwang judge {} -w {}\n",
               reports::terminal_table(end.report), folder, end.folder, demo_round, folder, demo_round,
               folder, demo_round, folder, demo_round, folder);
}

void serve_until_interrupted(const demo::DemoServer& server) {
    fmt::print("门户在 127.0.0.1:{} 上继续提供，按 Ctrl-C 结束\n", server.port());
    std::fflush(stdout);
    ::pause();
}

}  // namespace

int demo_command(const DemoOrder& order) {
    auto server = demo::DemoServer::start(demo::answer);
    if (!server) return report_error(server.error());
    FixedClock clock(parse_timestamp(std::string(demo_date) + "T10:00").value());
    bool is_new = !std::filesystem::exists(order.folder + "/duwang.yaml");
    if (auto done = init_workspace(order.folder); !done) return report_error(done.error());
    auto workspace = open_workspace(order.folder, order.data);
    if (!workspace) return report_error(workspace.error());
    if (!is_new && !workspace->ledger->round(demo_round))
        return report_error({Errc::usage, fmt::format("{} is a workspace of its own; name a new folder for "
                                                      "the demo",
                                                      order.folder)});
    hurry(workspace->config);
    workspace->config.crawler.ipv6_enabled = (*server)->has_ipv6() && !order.no_ipv6;
    if (auto done = fill(*workspace, clock.now()); !done) return report_error(done.error());
    SweepOrder sweeping;
    sweeping.round = demo_round;
    sweeping.title = "演示：2026年第三季度测评";
    sweeping.schemes = {std::string(demo_scheme)};
    sweeping.as_of = demo_date;
    sweeping.seed = 20260930;
    sweeping.progress = default_progress_style();
    sweeping.network = network_of(**server);
    auto end = sweep(*workspace, sweeping, clock);
    if (!end) return report_error(end.error());
    const ImportOrder marks{demo_round, {order.folder + "/marks.csv"}, workflow::EntryTable::marks};
    int imported = import_tables(*workspace, marks, clock.now());
    if (imported != exit_done) return imported;
    auto plan = plan_round(*workspace, demo_round);
    if (!plan) return report_error(plan.error());
    end = score_and_report(*workspace, **plan, clock.now());
    if (!end) return report_error(end.error());
    print_guide(order.folder, *end);
    if (order.serve) serve_until_interrupted(**server);
    return exit_done;
}

}  // namespace duwang::app
