#include "app/plan_commands.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/assessment_store.h"
#include "app/exit_code.h"
#include "app/grid.h"
#include "reports/escape.h"
#include "rules/assessment/asked.h"
#include "rules/assessment/draw.h"
#include "rules/assessment/plan_validator.h"
#include "rules/assessment/raters.h"

namespace duwang::app {
namespace {

using rules::AssessedGroup;
using rules::AssessmentPlan;
using rules::Component;
using Kind = rules::Component::Kind;

struct PlanView {
    std::vector<AssessmentPlan> versions;
    Inventory inventory;
    const AssessmentPlan& last() const { return versions.back(); }
};

// The plan and the inventory, where there is one.
template <typename Show>
int with_plan(const Place& place, const std::string& id, Show show) {
    auto workspace = open_workspace_or_data(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto versions = load_plans(*workspace, id);
    if (!versions) return report_error(versions.error());
    PlanView view{std::move(*versions), {}};
    if (workspace->ledger) {
        auto inventory = workspace->ledger->inventory();
        if (!inventory) return report_error(inventory.error());
        view.inventory = std::move(*inventory);
        auto problems = rules::unknown_selectors(view.last(), view.inventory);
        if (!problems.empty() && !view.inventory.units.empty())
            return report_error(joined(problems));
    }
    return show(*workspace, view);
}

void print_missing(const Workspace& workspace, const AssessmentPlan& plan) {
    if (plan.missing_settings.empty()) return;
    fmt::print(
        "还没有填写的设置（占比没有填写的不能合成，折算分值没有填写的不折算），请写入 {}：\n",
        plan_settings_file(workspace, plan.id));
    for (const std::string& name : plan.missing_settings) {
        auto setting = std::ranges::find(plan.settings, name, &rules::Setting::name);
        fmt::print("  {}: \"…\"    # {}（{}）\n", name, reports::terminal(setting->title),
                   reports::terminal(setting->why));
    }
}

std::vector<const Unit*> units_of(const AssessmentPlan& plan, const AssessedGroup& group,
                                  const Inventory& inventory) {
    std::vector<const Unit*> units;
    for (const Unit& unit : inventory.units)
        if (rules::group_of(plan, unit) == &group) units.push_back(&unit);
    return units;
}

void print_head(const AssessmentPlan& plan) {
    fmt::print("{}（第 {} 版，{} 起施行），考评期 {} 至 {}，SHA-256 {}\n",
               reports::terminal(plan.title), reports::terminal(plan.version), plan.effective_from,
               plan.period_from, plan.period_until, plan.hash);
}

std::string selectors(const rules::Objects& objects) {
    std::string text = fmt::format("{}", fmt::join(objects.any_of, "、"));
    if (!objects.except.empty()) text += fmt::format("（除 {}）", fmt::join(objects.except, "、"));
    return text;
}

// What there is to know of a component beside its weight.
std::string gates_of(const Component& component) {
    std::vector<std::string> gates;
    if (component.kind == Kind::level) {
        gates.push_back(component.self ? "本级" : "成员 " + selectors(component.members));
        if (!component.self)
            gates.push_back(
                component.coverage == Decimal(1)
                    ? "全覆盖"
                    : fmt::format("至少 {}%", (component.coverage * Decimal(100)).exact()));
        if (component.seed) gates.push_back("抽样种子 " + *component.seed);
    }
    if (component.kind == Kind::raters) {
        std::string raters = selectors(component.rater_units);
        for (const std::string& name : component.rater_names)
            raters += (raters.empty() ? "" : "、") + name;
        gates.push_back("评价主体 " + raters);
    }
    if (!component.until.empty()) gates.push_back(component.until + " 截止");
    if (!component.objects.any_of.empty()) gates.push_back("对象 " + selectors(component.objects));
    for (const auto& entry : component.not_before.entries) gates.push_back(entry.date + " 起赋分");
    if (!component.rounds.empty())
        gates.push_back(fmt::format("批次 {}", fmt::join(component.rounds, "，其后 ")) +
                        (component.scheme.empty() ? "" : "，指标体系 " + component.scheme));
    if (!component.from.empty()) gates.push_back("由" + component.from + "提供");
    if (component.daily) gates.push_back("日常加减分");
    return fmt::format("{}", fmt::join(gates, "；"));
}

void add_rows(const Component& component, int depth, GridRows& rows) {
    const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
    rows.push_back({indent + component.title, component.id,
                    component.weight_missing ? "未填写" : component.weight_text,
                    component.full.exact(), std::string(rules::component_word(component.kind)),
                    gates_of(component)});
    const bool leaf_members =
        component.kind == Kind::level && component.lines.front().lines.empty();
    if (leaf_members) {
        rows.back()[4] = std::string(rules::component_word(component.lines.front().kind));
        rows.back()[5] += "；" + gates_of(component.lines.front());
        while (rows.back()[5].ends_with("；")) rows.back()[5].resize(rows.back()[5].size() - 3);
        return;
    }
    for (const Component& line : component.lines) add_rows(line, depth + 1, rows);
}

void print_group(const AssessmentPlan& plan, const AssessedGroup& group,
                 const Inventory& inventory) {
    fmt::print("\n【{}】{} 个单位（{}）\n", reports::terminal(group.title),
               units_of(plan, group, inventory).size(), selectors(group.objects));
    GridRows rows{{"考评项", "编号", "权重", "满分", "来源", "条件"}};
    add_rows(group.result, 0, rows);
    if (group.bonus) {
        rows.push_back({"加分", "bonus", "", group.bonus->at_most.exact(), "",
                        group.bonus->opens ? "基础分达到门槛才计" : ""});
        for (const Component& line : group.bonus->lines) add_rows(line, 1, rows);
    }
    fmt::print("{}", grid(rows));
    for (const rules::Grade& grade : group.grades)
        fmt::print("等次 {}：{} 分起{}\n", reports::terminal(grade.name), grade.from.exact(),
                   grade.text.empty() ? "" : fmt::format("（{}）", reports::terminal(grade.text)));
    if (group.conversion)
        fmt::print("{}：{}\n", reports::terminal(group.conversion->title),
                   group.conversion->weight_missing ? "折算分值未填写"
                                                    : group.conversion->weight.exact() + " 分");
}

// Levels of the group that some unit has no member of.
void print_empty_levels(const AssessmentPlan& plan, const AssessedGroup& group,
                        const Inventory& inventory) {
    const rules::Subordinates subordinates(inventory);
    for (const Component* component : rules::components_of(group)) {
        if (component->kind != Kind::level) continue;
        for (const Unit* unit : units_of(plan, group, inventory))
            if (rules::members_of(*component, *unit, subordinates).empty())
                fmt::print("{} 没有“{}”的单位：补入台账，或录入不适用认定\n",
                           reports::terminal(unit->name), reports::terminal(component->title));
    }
}

// Tables that rounds are to be scored by and that are not there.
Result<void> check_schemes(const Workspace& workspace, const AssessmentPlan& plan) {
    for (const AssessedGroup& group : plan.groups)
        for (const Component* component : rules::components_of(group)) {
            if (component->scheme.empty()) continue;
            if (auto folder = scheme_folder(workspace, component->scheme); !folder)
                return failure(Errc::config,
                               fmt::format("{}: {}", component->place, folder.error().what));
        }
    return {};
}

}  // namespace

int plan_list_command(const Place& place) {
    auto workspace = open_workspace_or_data(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    for (const std::string& name : plan_names(*workspace)) fmt::print("{}\n", name);
    return exit_done;
}

int plan_check_command(const Place& place, const std::string& id) {
    return with_plan(place, id, [](const Workspace& workspace, const PlanView& view) {
        for (const AssessmentPlan& plan : view.versions) {
            print_head(plan);
            if (auto known = check_schemes(workspace, plan); !known)
                return report_error(known.error());
        }
        const AssessmentPlan& plan = view.last();
        for (const AssessedGroup& group : plan.groups) {
            fmt::print("{}：{} 个单位\n", reports::terminal(group.title),
                       units_of(plan, group, view.inventory).size());
            print_empty_levels(plan, group, view.inventory);
        }
        print_missing(workspace, plan);
        return int{exit_done};
    });
}

int plan_show_command(const Place& place, const std::string& id) {
    return with_plan(place, id, [](const Workspace& workspace, const PlanView& view) {
        const AssessmentPlan& plan = view.last();
        print_head(plan);
        for (const AssessedGroup& group : plan.groups) print_group(plan, group, view.inventory);
        print_missing(workspace, plan);
        return int{exit_done};
    });
}

int plan_matrix_command(const Place& place, const std::string& id) {
    return with_plan(place, id, [](const Workspace&, const PlanView& view) {
        GridRows rows{{"考评组", "被评单位", "互评项", "评价主体"}};
        const rules::RaterBook raters(view.inventory);
        for (const AssessedGroup& group : view.last().groups)
            for (const Unit* unit : units_of(view.last(), group, view.inventory))
                for (const Component* component : rules::components_of(group)) {
                    if (component->kind != Kind::raters) continue;
                    std::vector<std::string> names;
                    for (const auto& rater : raters.of(*component, *unit))
                        names.push_back(rater.name);
                    rows.push_back(
                        {group.title, unit->name, component->title,
                         names.empty() ? "（没有）" : fmt::format("{}", fmt::join(names, "、"))});
                }
        fmt::print("{}", grid(rows));
        return int{exit_done};
    });
}

int plan_draw_command(const Place& place, const std::string& id) {
    return with_plan(place, id, [](const Workspace&, const PlanView& view) {
        const rules::Subordinates subordinates(view.inventory);
        GridRows rows{{"被评单位", "层级", "顺序", "抽中", "单位", "名称"}};
        for (const AssessedGroup& group : view.last().groups)
            for (const Unit* unit : units_of(view.last(), group, view.inventory))
                for (const Component* level : rules::components_of(group)) {
                    if (level->kind != Kind::level || !level->seed) continue;
                    const auto drawn = rules::drawn_order(
                        *level, *unit, rules::members_of(*level, *unit, subordinates));
                    const std::size_t due = rules::due_of(*level, drawn.size());
                    for (std::size_t i = 0; i < drawn.size(); ++i)
                        rows.push_back({unit->name, level->title, fmt::format("{}", i + 1),
                                        i < due ? "是" : "备用", drawn[i]->id, drawn[i]->name});
                }
        fmt::print("{}", grid(rows));
        fmt::print(
            "顺序是“种子、层级编号、被评单位编号、成员编号”各占一行的 SHA-256 的顺序，"
            "任何人都可以重新计算。\n");
        return int{exit_done};
    });
}

}  // namespace duwang::app
