// Commands that show schemes: list, check, show, tasks.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/grid.h"
#include "reports/escape.h"
#include "rules/scheme/selectors.h"
#include "rules/scheme/tasks.h"

namespace duwang::app {
namespace {

void add_names(const std::string& folder, std::vector<std::string>& names) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        names.push_back(entry.path().filename().string());
}

template <typename Show>
int with_scheme(const Place& place, const std::string& id, Show show) {
    auto workspace = open_workspace_or_data(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto scheme = load_checked_scheme(*workspace, id);
    if (!scheme) return report_error(scheme.error());
    Inventory inventory;
    if (workspace->ledger) {
        auto known = workspace->ledger->inventory();
        if (!known) return report_error(known.error());
        inventory = std::move(*known);
        auto problems = rules::unknown_selectors(*scheme, inventory);
        if (!problems.empty() && !inventory.units.empty()) return report_error(joined(problems));
    }
    return show(*scheme, inventory);
}

void print_missing(const rules::Scheme& scheme) {
    if (std::string missing = rules::missing_text(scheme); !missing.empty())
        fmt::print("还不能计分：\n{}\n", missing);
}

void print_head(const rules::Scheme& scheme) {
    fmt::print("{}：{} 个指标，满分 {}，加分 {}，SHA-256 {}\n", reports::terminal(scheme.title),
               scheme.indicators.size(), scheme.full.exact(), scheme.bonus_full.exact(),
               scheme.hash);
    if (scheme.unverified) fmt::print("分值没有与文件核对，报告中标明。\n");
    print_missing(scheme);
}

// "自动 0.5 人工 0.5"
std::string shares_text(const rules::Indicator& indicator) {
    std::map<rules::Automation, Decimal> shares;
    for (const rules::Part& part : indicator.parts)
        shares[rules::automation_of(part)] += part.points;
    std::string text;
    for (const auto& [automation, points] : shares)
        text += fmt::format("{}{} {}", text.empty() ? "" : " ", rules::automation_label(automation),
                            points.exact());
    return text;
}

void print_totals(const rules::Scheme& scheme) {
    std::map<rules::Automation, Decimal> totals;
    for (const rules::Indicator& indicator : scheme.indicators)
        for (const rules::Part& part : indicator.parts)
            if (!indicator.bonus) totals[rules::automation_of(part)] += part.points;
    for (const auto& [automation, points] : totals)
        fmt::print("{}：{} 分\n", rules::automation_label(automation), points.exact());
}

void print_facts(const rules::Scheme& scheme) {
    for (const rules::FactName& fact : scheme.facts)
        fmt::print("待录入的事实 {}：{}{}\n", fact.name, reports::terminal(fact.title),
                   fact.values.empty() ? "" : fmt::format("（{}）", fmt::join(fact.values, "、")));
    for (const rules::Veto& veto : scheme.vetoes)
        fmt::print("{} {}：{}，总分不高于 {}\n", veto.ceiling ? "封档" : "否决", veto.id,
                   reports::terminal(veto.title), veto.at_most.exact());
    for (const rules::Grade& grade : scheme.grades)
        fmt::print("等次 {}：{} 分起{}\n", grade.name, grade.from.exact(),
                   grade.text.empty() ? "" : fmt::format("（{}）", reports::terminal(grade.text)));
}

}  // namespace

int scheme_list_command(const Place& place) {
    auto data = find_data(place.data);
    if (!data) return report_error(data.error());
    std::vector<std::string> names;
    add_names(*data + "/schemes", names);
    add_names(place.workspace + "/schemes", names);
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string& name : names) fmt::print("{}\n", name);
    return exit_done;
}

int scheme_check_command(const Place& place, const std::string& id) {
    return with_scheme(place, id, [](const rules::Scheme& scheme, const Inventory&) {
        print_head(scheme);
        return int{exit_done};
    });
}

int scheme_show_command(const Place& place, const std::string& id) {
    return with_scheme(place, id, [](const rules::Scheme& scheme, const Inventory&) {
        print_head(scheme);
        GridRows rows{{"编号", "指标", "满分", "评分方式", "完成时限"}};
        for (const rules::Indicator& indicator : scheme.indicators)
            rows.push_back({indicator.id, indicator.title, indicator.full.exact(),
                            shares_text(indicator), indicator.due.text});
        fmt::print("\n{}\n", grid(rows));
        print_totals(scheme);
        print_facts(scheme);
        return int{exit_done};
    });
}

int scheme_tasks_command(const Place& place, const std::string& id, const std::string& unit) {
    return with_scheme(place, id, [&](const rules::Scheme& scheme, const Inventory& inventory) {
        GridRows rows{{"指标", "名称", "满分", "单位", "角色", "期限", "完成时限", "台账"}};
        for (const rules::Task& task : rules::tasks_of(scheme, inventory)) {
            if (!unit.empty() && task.unit != unit && task.name != unit) continue;
            rows.push_back({task.indicator, task.title, task.full.exact(), task.name,
                            std::string(rules::role_label(task.role)), task.due, task.due_text,
                            task.unit.empty() ? "台账中没有" : task.unit});
        }
        if (rows.size() == 1 && !unit.empty())
            return report_error(
                {Errc::usage, fmt::format("scheme {} has no task for \"{}\"", id, unit)});
        fmt::print("{}", grid(rows));
        print_missing(scheme);
        return int{exit_done};
    });
}

}  // namespace duwang::app
