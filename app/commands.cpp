#include "app/commands.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>

#include "app/asking.h"
#include "app/entry_files.h"
#include "app/exit_code.h"
#include "app/judge.h"
#include "app/score.h"
#include "app/system_clock.h"
#include "checks/registry.h"
#include "core/ip_address.h"
#include "reports/compare.h"
#include "reports/explain.h"
#include "reports/format/json.h"
#include "reports/format/terminal.h"

namespace duwang::app {
namespace {

// Opens workspace and round, then does the work on both.
template <class Work>
int with_round(const Place& place, const std::string& round, Work work) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto plan = plan_round(*workspace, round);
    if (!plan) return report_error(plan.error());
    return work(*workspace, **plan);
}

// The same with the round held, so that nobody else judges or reports it meanwhile.
template <class Work>
int with_held_round(const Place& place, const std::string& round, Work work) {
    return with_round(place, round, [&](Workspace& workspace, RoundPlan& plan) {
        auto lock = hold_round(workspace, plan);
        return lock ? work(workspace, plan) : report_error(lock.error());
    });
}

int print_end(const Result<SweepEnd>& end) {
    if (!end) return report_error(end.error());
    fmt::print("{}\n报告：{}/index.html\n", reports::terminal_table(end->report), end->folder);
    return end->exit_code;
}

int print_scored_otherwise(Workspace& workspace, RoundPlan& plan, const ScoreOrder& order) {
    std::vector<ScoreSheet> before;
    if (order.diff) {
        auto sheets = score_round(workspace, plan);
        if (!sheets) return report_error(sheets.error());
        before = std::move(*sheets);
    }
    auto after = score_otherwise(workspace, plan, order.schemes);
    if (!after) return report_error(after.error());
    if (order.diff) {
        fmt::print("{}", reports::compare_text(before, *after));
        return exit_done;
    }
    auto report = make_report(workspace, plan, std::move(*after));
    if (!report) return report_error(report.error());
    fmt::print("{}\n没有保存：这不是本批次的指标体系\n", reports::terminal_table(*report));
    return exit_done;
}

}  // namespace

int report_error(const Error& error) {
    fmt::print(stderr, "duwang: {}\n", error.what);
    return exit_code_of(error.code);
}

int init_command(const std::string& folder) {
    if (auto done = init_workspace(folder); !done) return report_error(done.error());
    fmt::print(
        "工作区已建立：{0}\n下一步：填写 {0}/units.csv、sites.csv、columns.csv，然后运行\n"
        "  duwang inventory import -w {0}\n"
        "  duwang sweep 2026-q3 --scheme turpan-2022 -w {0}\n",
        folder);
    return exit_done;
}

int sweep_command(const Place& place, const SweepOrder& order) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    warn_without_second_client(workspace->config.crawler);
    return print_end(sweep(*workspace, order, SystemClock()));
}

int judge_command(const Place& place, const std::string& round) {
    return with_held_round(place, round, [](Workspace& workspace, const RoundPlan& plan) {
        return print_end(judge_and_report(workspace, plan, SystemClock().now()));
    });
}

int score_command(const Place& place, const ScoreOrder& order) {
    if (!order.schemes.empty())
        return with_round(place, order.round, [&](Workspace& workspace, RoundPlan& plan) {
            return print_scored_otherwise(workspace, plan, order);
        });
    return with_held_round(place, order.round, [](Workspace& workspace, const RoundPlan& plan) {
        warn_outside_validity(plan.schemes, plan.round.as_of);
        return print_end(score_and_report(workspace, plan, SystemClock().now()));
    });
}

int report_command(const Place& place, const std::string& round, const std::string& format) {
    const auto work = [&](Workspace& workspace, const RoundPlan& plan) {
        auto sheets = score_round(workspace, plan);
        if (!sheets) return report_error(sheets.error());
        auto report = make_report(workspace, plan, std::move(*sheets));
        if (!report) return report_error(report.error());
        if (format == "json") {
            fmt::print("{}", reports::json_text(*report));
            return int{exit_done};
        }
        auto folder = write_reports(workspace, *report);
        if (!folder) return report_error(folder.error());
        fmt::print("{}\n报告：{}/index.html\n", reports::terminal_table(*report), *folder);
        return int{exit_done};
    };
    // Only what writes files needs it.
    return format == "json" ? with_round(place, round, work) : with_held_round(place, round, work);
}

int explain_command(const Place& place, const std::string& round, const std::string& unit,
                    const std::string& indicator) {
    return with_round(place, round, [&](Workspace& workspace, const RoundPlan& plan) {
        auto sheets = score_round(workspace, plan);
        if (!sheets) return report_error(sheets.error());
        std::string text;
        bool known = false;
        for (const ScoreSheet& sheet : *sheets) {
            if (sheet.unit != unit && sheet.unit_name != unit) continue;
            known = true;
            std::optional<std::string_view> only;
            if (!indicator.empty()) only = indicator;
            const std::string one = reports::explain_unit(sheet, only);
            text += (text.empty() || one.empty() ? "" : "\n") + one;
        }
        if (!known)
            return report_error(
                {Errc::usage, fmt::format("round {} has no unit \"{}\"", round, unit)});
        if (text.empty())
            return report_error({Errc::usage, fmt::format("{}: the scheme has no indicator \"{}\"",
                                                          plan.round.scheme, indicator)});
        fmt::print("{}", text);
        return int{exit_done};
    });
}

namespace {

// "\t评价时段 2026-03-01..2026-09-30", or nothing.
std::string window_words(const storage::Round& round) {
    auto day = [](Timestamp at) { return at.is_set() ? at.date().iso() : std::string(); };
    if (!round.window_from.is_set() && !round.window_until.is_set()) return {};
    return fmt::format("\t评价时段 {}..{}", day(round.window_from), day(round.window_until));
}

}  // namespace

int rounds_command(const Place& place) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto rounds = workspace->ledger->rounds();
    if (!rounds) return report_error(rounds.error());
    for (const storage::Round& round : *rounds)
        fmt::print("{}\t{}\t{}\t{} 个单位\t基准日 {}{}{}\n", round.id, round.title,
                   scheme_words(schemes_of(round)), round.units.size(), round.as_of.date().iso(),
                   window_words(round), round.period.empty() ? "" : "\t考核周期 " + round.period);
    return exit_done;
}

int checks_command() {
    for (const checks::CheckInfo* check : checks::all_checks()) {
        fmt::print("{} {}\n  {}\n", check->code, check->id, check->summary);
        for (const checks::FindingKind& kind : check->findings)
            fmt::print("  - {}: {}\n", kind.id, kind.message);
    }
    return exit_done;
}

int config_command(const Place& place) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    for (const auto& [name, value] : config::option_values(workspace->config))
        fmt::print("{}: {}\n", name, value);
    return exit_done;
}

int log_verify_command(const Place& place, const std::string& printed_head) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto check = workspace->ledger->verify(printed_head);
    if (!check) return report_error(check.error());
    if (!check->intact()) return report_error({Errc::damaged, check->why});
    fmt::print("日志完整：{} 条，链头 {}\n", check->head.number, check->head.hash);
    auto files = verify_kept_files(*workspace);
    if (!files) return report_error(files.error());
    if (!files->problems.empty())
        return report_error({Errc::damaged, joined(files->problems).what});
    if (files->files > 0) fmt::print("附件完整：{} 个\n", files->files);
    return exit_done;
}

namespace {

bool read_port(std::string_view text, int& port) {
    auto [end, error] = std::from_chars(text.begin(), text.end(), port);
    return error == std::errc{} && end == text.end() && port >= 0 && port <= 65535;
}

}  // namespace

Result<crawler::FixedAddress> parse_resolve(const std::string& text) {
    auto wrong = [&] {
        return failure(Errc::usage,
                       fmt::format("--resolve {}: write HOST:PORT:ADDRESS or "
                                   "HOST:PORT:ADDRESS:PORT, an IPv6 address in brackets",
                                   text));
    };
    auto first = text.find(':');
    auto second = first == text.npos ? first : text.find(':', first + 1);
    if (second == text.npos) return wrong();
    crawler::FixedAddress fixed;
    fixed.host = text.substr(0, first);
    std::string port = text.substr(first + 1, second - first - 1);
    if (port != "*" && !read_port(port, fixed.address.only_for)) return wrong();
    std::string address = text.substr(second + 1);
    auto close = address.find(']');
    auto colon = close == address.npos ? address.find(':') : address.find(':', close);
    if (colon != address.npos &&
        !read_port(std::string_view(address).substr(colon + 1), fixed.address.port))
        return wrong();
    auto ip = parse_ip(address.substr(0, colon));
    if (!ip) return wrong();
    fixed.address.ip = ip->str();
    return fixed;
}

}  // namespace duwang::app
