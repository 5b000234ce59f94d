#include "rules/scheme/tasks.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/text/normalise.h"

namespace duwang::rules {
namespace {

class Breakdown {
  public:
    explicit Breakdown(const Inventory& inventory) : inventory_(inventory) {
        for (const Unit& unit : inventory.units) {
            names_.emplace(match_form(unit.name), &unit);
            for (const std::string& alias : unit.aliases) names_.emplace(match_form(alias), &unit);
        }
        for (const Site& site : inventory.sites) owners_.insert(site.owner);
    }

    void add(const Indicator& indicator) {
        for (const Unit& unit : inventory_.units) {
            const bool owns = owners_.contains(unit.id);
            if (applies_to(indicator.objects, unit, owns))
                add(indicator, &unit, unit.name, TaskRole::evaluated);
        }
        for (const std::string& name : indicator.lead) add_named(indicator, name, TaskRole::lead);
        for (const std::string& name : indicator.responsible)
            add_named(indicator, name, TaskRole::responsible);
    }

    std::vector<Task> take() { return std::move(tasks_); }

  private:
    const Inventory& inventory_;
    std::map<std::string, const Unit*> names_;
    std::set<std::string> owners_;
    std::vector<Task> tasks_;

    void add_named(const Indicator& indicator, const std::string& name, TaskRole role) {
        auto known = names_.find(match_form(name));
        add(indicator, known == names_.end() ? nullptr : known->second, name, role);
    }

    void add(const Indicator& indicator, const Unit* unit, const std::string& name, TaskRole role) {
        Task task;
        task.indicator = indicator.id;
        task.title = indicator.title;
        task.full = indicator.full;
        task.unit = unit ? unit->id : "";
        task.name = unit ? unit->name : name;
        task.role = role;
        task.due_text = indicator.due.text;
        if (unit)
            task.due = indicator.due.date_for(*unit, owners_.contains(unit->id));
        else if (indicator.due.entries.size() == 1)
            task.due = indicator.due.entries.front().date;
        tasks_.push_back(std::move(task));
    }
};

}  // namespace

std::string_view role_label(TaskRole role) {
    switch (role) {
        case TaskRole::evaluated:
            return "评价对象";
        case TaskRole::lead:
            return "牵头单位";
        case TaskRole::responsible:
            return "责任单位";
    }
    return "";
}

std::vector<Task> tasks_of(const Scheme& scheme, const Inventory& inventory) {
    Breakdown breakdown(inventory);
    for (const Indicator& indicator : scheme.indicators) breakdown.add(indicator);
    return breakdown.take();
}

std::vector<AskedPart> asked_parts(const Scheme& scheme, const Unit& unit, bool owns_site) {
    const auto selected = [&](const Objects& objects) {
        return objects.any_of.empty() || applies_to(objects, unit, owns_site);
    };
    std::vector<AskedPart> asked;
    for (const Indicator& indicator : scheme.indicators)
        for (const Part& part : indicator.parts)
            if (selected(indicator.objects) && selected(part.objects))
                asked.push_back({&indicator, &part});
    return asked;
}

std::string_view automation_label(Automation automation) {
    switch (automation) {
        case Automation::automatic:
            return "自动";
        case Automation::assisted:
            return "辅助";
        case Automation::manual:
            return "人工";
    }
    return "";
}

Automation automation_of(const Part& part) {
    if (part.check.empty()) return Automation::manual;
    if (part.method == Method::confirm) return Automation::assisted;
    for (const auto* rules : rule_lists(part))
        for (const DeductRule& rule : *rules)
            if (rule.points_most || rule.source != Source::finding) return Automation::assisted;
    return Automation::automatic;
}

}  // namespace duwang::rules
