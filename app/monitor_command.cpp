#include "app/monitor_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "app/asking.h"
#include "app/exit_code.h"
#include "app/file_limit.h"
#include "app/grid.h"
#include "app/runtime_monitor.h"
#include "app/system_clock.h"
#include "checks/availability/figure.h"
#include "storage/capture/lock_file.h"

namespace duwang::app {
namespace {

using checks::availability::AvailabilityFigure;
using checks::availability::AvailabilityState;
using checks::availability::Count;
using checks::availability::count_of;

constexpr std::int64_t day_ms = 24 * 3'600'000;

std::string moment_text(Timestamp at) {
    return at.is_set() ? at.iso().substr(0, 16) : std::string();
}

Json moment_json(Timestamp at) { return at.is_set() ? Json(at.iso()) : Json(); }

std::string share_text(const AvailabilityFigure& figure) {
    return figure.counted > 0 ? (figure.share * 100).rounded(2) + "%" : std::string();
}

Json json_of(const AvailabilityProbe& probe, Count count) {
    return Json::object()
        .set("site", probe.site)
        .set("at", probe.at.iso())
        .set("url", probe.address)
        .set("status", probe.status)
        .set("http_status", probe.http_status > 0 ? Json(probe.http_status) : Json())
        .set("connected_to", probe.ip.empty() ? Json() : Json(probe.ip))
        .set("wall", probe.wall.empty() ? Json() : Json(probe.wall))
        .set("ms", probe.ms)
        .set("own_network", own_network_word(probe.own))
        .set("counts_as", count_word(count));
}

Json json_of(const Site& site, const AvailabilityFigure& figure, const AvailabilityRules& rules) {
    return Json::object()
        .set("site", site.id)
        .set("name", site.name)
        .set("probes", figure.probes)
        .set("counted", figure.counted)
        .set("failed", figure.failed)
        .set("share", figure.counted > 0 ? Json(figure.share.exact()) : Json())
        .set("full_days", figure.full_days)
        .set("days", rules.days)
        .set("state", state_word(figure.state))
        .set("may_fail", figure.may_fail)
        .set("last", moment_json(figure.last))
        .set("last_failure", moment_json(figure.last_failure));
}

// What was asked for, up to a moment.
struct Looked {
    std::vector<Site> sites;
    std::vector<AvailabilityProbe> probes;  // of all sites
    AvailabilityRules rules;
    Timestamp as_of;
};

Result<Looked> look(Workspace& workspace, const MonitorWords& words) {
    Looked looked;
    looked.rules = workspace.config.monitor;
    if (words.days > 0) looked.rules.days = words.days;
    looked.as_of = SystemClock().now();
    if (!words.as_of.empty()) {
        auto as_of = parse_timestamp(words.as_of);
        if (!as_of) return failure(Errc::usage, "--as-of: " + as_of.error().what);
        looked.as_of = *as_of;
    }
    auto sites = monitored_sites(*workspace.ledger, words.sites);
    if (!sites) return tl::unexpected(sites.error());
    looked.sites = std::move(*sites);
    auto probes =
        workspace.ledger->probes({looked.as_of.unix_ms - looked.rules.days * day_ms}, looked.as_of);
    if (!probes) return tl::unexpected(probes.error());
    looked.probes = std::move(*probes);
    return looked;
}

void print_status(const Looked& looked, bool json) {
    GridRows rows{{"站点", "已测", "计入", "失败", "占比", "足数天数", "结论", "距否决还可失败",
                   "最近监测", "最近失败"}};
    for (const Site& site : looked.sites) {
        const AvailabilityFigure figure =
            checks::availability::figure_of(site, looked.probes, looked.as_of, looked.rules);
        if (json) {
            fmt::print("{}\n", json_of(site, figure, looked.rules).dump());
            continue;
        }
        rows.push_back({site.id, std::to_string(figure.probes), std::to_string(figure.counted),
                        std::to_string(figure.failed), share_text(figure),
                        fmt::format("{}/{}", figure.full_days, looked.rules.days),
                        std::string(state_label(figure.state)),
                        fmt::format("{} 次", figure.may_fail), moment_text(figure.last),
                        moment_text(figure.last_failure)});
    }
    if (!json) fmt::print("{}", grid(std::move(rows)));
}

void print_list(const Looked& looked, bool json) {
    GridRows rows{{"站点", "时间", "状态", "连接到", "毫秒", "计为"}};
    for (const AvailabilityProbe& probe : looked.probes) {
        const auto site = std::ranges::find(looked.sites, probe.site, &Site::id);
        if (site == looked.sites.end()) continue;
        const Count count = count_of(probe, *site);
        if (json)
            fmt::print("{}\n", json_of(probe, count).dump());
        else
            rows.push_back({probe.site, probe.at.iso().substr(0, 19), probe.status, probe.ip,
                            std::to_string(probe.ms), std::string(count_label(count))});
    }
    if (!json) fmt::print("{}", grid(std::move(rows)));
}

// Who failed stands first in what people read.
void print_batch(const std::vector<AvailabilityProbe>& probes, const std::vector<Site>& sites,
                 bool json) {
    std::string failed;
    for (const AvailabilityProbe& probe : probes) {
        const auto site = std::ranges::find(sites, probe.site, &Site::id);
        const Count count = site == sites.end() ? count_of(probe) : count_of(probe, *site);
        if (json) fmt::print("{}\n", json_of(probe, count).dump());
        if (count == Count::failed)
            failed += fmt::format("{}{}（{}）", failed.empty() ? "；打不开：" : "、", probe.site,
                                  probe.status);
    }
    if (!json)
        fmt::print("{} 已测 {} 个网站{}\n", moment_text(probes.front().at), probes.size(), failed);
    std::fflush(stdout);
}

Result<NetworkSetup> network_of(const MonitorWords& words) {
    NetworkSetup network;
    for (const std::string& text : words.resolve) {
        auto fixed = parse_resolve(text);
        if (!fixed) return tl::unexpected(fixed.error());
        network.resolve.push_back(std::move(*fixed));
    }
    network.allow_addresses.insert(words.allow.begin(), words.allow.end());
    if (auto fine = check_allowed(network.allow_addresses); !fine)
        return tl::unexpected(fine.error());
    return network;
}

Result<MonitorEnd> probe_homes(Workspace& workspace, const MonitorWords& words, HomeAsker& asker) {
    auto lock = storage::LockFile::take(workspace.folder + "/.monitor.lock");
    if (!lock) return tl::unexpected(lock.error());
    if (auto fine = allow_open_files(home_asker_files()); !fine)
        return tl::unexpected(fine.error());
    const MonitorOrder order{words.sites, words.watch};
    bool any = false;
    const auto told = [&](const std::vector<AvailabilityProbe>& probes,
                          const std::vector<Site>& sites) {
        any = true;
        print_batch(probes, sites, words.json);
    };
    auto end = monitor_homes(*workspace.ledger, workspace.config.monitor, order, asker,
                             SystemClock(), told);
    if (end && !any && !words.json && !end->stopped)
        fmt::print("没有到期的监测；下次 {}\n", moment_text(end->next));
    return end;
}

}  // namespace

int monitor_command(const Place& place, const MonitorWords& words) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    if (!words.status && !words.list && (!words.as_of.empty() || words.days > 0))
        return report_error({Errc::usage,
                             "--as-of and --days go with --status or --list; without these home "
                             "pages are asked now"});
    if (words.status || words.list) {
        auto looked = look(*workspace, words);
        if (!looked) return report_error(looked.error());
        words.status ? print_status(*looked, words.json) : print_list(*looked, words.json);
        return exit_done;
    }
    auto network = network_of(words);
    if (!network) return report_error(network.error());
    crawler::Options options = workspace->config.crawler;
    if (auto fine = use_asking(options, words.dns, words.ca_file); !fine)
        return report_error(fine.error());
    if (options.links.canaries.empty())
        fmt::print(stderr,
                   "注意：没有配置 confirm.canaries（本方网络自检网址），连接不上的次数不会计入\n");
    const SystemClock clock;
    const auto asker = make_home_asker(options, *network, workspace->config.monitor, clock);
    auto end = probe_homes(*workspace, words, *asker);
    if (!end) return report_error(end.error());
    if (!end->stopped) return exit_done;
    std::fflush(nullptr);
    // Questions that would not end are left behind. A watch has no other end than this.
    std::_Exit(words.watch ? exit_done : exit_interrupted);
}

}  // namespace duwang::app
