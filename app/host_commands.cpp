// Hosts that are left alone for a while (主机暂停访问).
#include <fmt/format.h>

#include <cstdlib>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/system_clock.h"

namespace duwang::app {
namespace {

void print_host(const HostBackOff& host, Timestamp now) {
    // An unset moment is one that was never seen.
    std::string last_good = host.last_good.is_set() ? host.last_good.iso() : "从未";
    fmt::print("{}\t{}\t自 {}\t至 {}\t第 {} 级\t原因 {}\t最近正常 {}\n", host.host,
               host.until > now ? "暂停中" : "待试探", host.since.iso(), host.until.iso(),
               host.level, host.reason, last_good);
}

// Who decides, when --by does not say it.
std::string login_name() {
    for (const char* name : {"SUDO_USER", "LOGNAME", "USER"})
        if (const char* value = std::getenv(name); value && *value) return value;
    return "unknown";
}

}  // namespace

int hosts_command(const Place& place) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto hosts = workspace->ledger->recall_hosts();
    if (!hosts) return report_error(hosts.error());
    Timestamp now = SystemClock().now();
    for (const HostBackOff& host : *hosts)
        if (host.level > 0 || host.until > now) print_host(host, now);
    return exit_done;
}

int hosts_forget_command(const Place& place, const std::vector<std::string>& hosts,
                         const std::string& by) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    for (const std::string& host : hosts) {
        auto was = workspace->ledger->forget_host(host, by.empty() ? login_name() : by,
                                                  SystemClock().now());
        if (!was) return report_error(was.error());
        fmt::print("{}：不再暂停（原定至 {}）；下次采集起生效\n", was->host, was->until.iso());
    }
    return exit_done;
}

}  // namespace duwang::app
