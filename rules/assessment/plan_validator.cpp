#include "rules/assessment/plan_validator.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "rules/scheme/selectors.h"

namespace duwang::rules {
namespace {

using Kind = Component::Kind;

constexpr std::size_t id_bytes_max = 60;

bool is_plain_id(std::string_view id) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    };
    return !id.empty() && id.size() <= id_bytes_max && std::ranges::all_of(id, plain);
}

class Validator {
  public:
    explicit Validator(const AssessmentPlan& plan) : plan_(plan) {}

    std::vector<Error> run() {
        check_head();
        std::set<std::string> groups;
        for (const AssessedGroup& group : plan_.groups) {
            if (!is_plain_id(group.id)) bad_id(group.place, group.id);
            if (!groups.insert(group.id).second)
                fail(group.place, fmt::format("group \"{}\" stands twice", group.id));
            if (group.objects.any_of.empty())
                fail(group.place,
                     "the group has no \"objects\"; write for example objects: "
                     "[county]");
            check_group(group);
        }
        return std::move(errors_);
    }

  private:
    const AssessmentPlan& plan_;
    std::vector<Error> errors_;
    std::map<std::string, const Component*> known_;  // of earlier groups

    void fail(const std::string& place, std::string_view what) {
        errors_.push_back({Errc::config, fmt::format("{}: {}", place, what)});
    }

    void bad_id(const std::string& place, std::string_view id) {
        fail(place, fmt::format("\"{}\" cannot be an id; write letters a-z, digits, '-', '_' or "
                                "'.', at most {} of them",
                                id.substr(0, id_bytes_max), id_bytes_max));
    }

    void check_head() {
        if (!is_plain_id(plan_.id)) bad_id(plan_.place, plan_.id);
        if (plan_.period_until < plan_.period_from)
            fail(plan_.place, "the period ends before it begins");
        if (plan_.effective_from > plan_.period_until)
            fail(plan_.place,
                 "the version takes effect after the period has ended; it could never hold");
        if (plan_.groups.empty())
            fail(plan_.place, "the plan has no \"groups\"; write who is evaluated and how");
        for (const std::string& name : plan_.missing_settings)
            if (std::ranges::find(plan_.settings, name, &Setting::name) == plan_.settings.end())
                fail(plan_.place, fmt::format("setting \"{}\" is used and not described; add it "
                                              "under \"settings\"",
                                              name));
    }

    void check_group(const AssessedGroup& group) {
        std::map<std::string, const Component*> own;
        for (const Component* component : components_of(group)) {
            check_component(*component);
            if (component != &group.result) check_id(*component, own);
        }
        known_.insert(own.begin(), own.end());
        for (std::size_t i = 1; i < group.grades.size(); ++i)
            if (group.grades[i - 1].from <= group.grades[i].from)
                fail(group.place, fmt::format("grade {} begins at {}, not below {}; write the "
                                              "highest grade first",
                                              group.grades[i].name, group.grades[i].from.exact(),
                                              group.grades[i - 1].from.exact()));
        if (group.bonus && group.bonus->lines.empty())
            fail(group.bonus->place, "the bonus has no \"parts\"; write what earns it");
    }

    // An entry names a component by its id: within a group ids are unique, and in several groups
    // the same id has to mean the same.
    void check_id(const Component& component, std::map<std::string, const Component*>& own) {
        if (!is_plain_id(component.id)) return bad_id(component.place, component.id);
        if (component.id == "result" || component.id == "bonus")
            return fail(component.place, fmt::format("\"{}\" is the name of the whole; give the "
                                                     "component another id",
                                                     component.id));
        auto [found, fresh] = own.emplace(component.id, &component);
        const bool each = !fresh && found->second->kind == Kind::level &&
                          &found->second->lines.front() == &component;
        if (!fresh && !each)
            return fail(component.place,
                        fmt::format("component \"{}\" stands twice in its group", component.id));
        auto earlier = known_.find(component.id);
        if (each || earlier == known_.end()) return;
        const Component& other = *earlier->second;
        if (other.kind != component.kind || other.full != component.full ||
            other.daily != component.daily)
            fail(component.place,
                 fmt::format("component \"{}\" is something else in another group; an entry would "
                             "not know which; give it another id",
                             component.id));
    }

    void check_component(const Component& component) {
        if (component.full.is_zero() && !component.weight_missing)
            fail(component.place, "a full mark of 0; write for example full: \"100\"");
        const bool composed = component.kind <= Kind::ratings;
        if (composed && component.lines.empty())
            fail(component.place,
                 fmt::format("\"{}\" has no lines", component_word(component.kind)));
    }
};

}  // namespace

std::vector<Error> unknown_selectors(const AssessmentPlan& plan, const Inventory& inventory) {
    std::vector<Error> errors;
    const auto check = [&](const Objects& objects, const std::string& place) {
        for (const auto* list : {&objects.any_of, &objects.except})
            for (const std::string& selector : *list)
                if (std::string what = selector_problem(selector, inventory); !what.empty())
                    errors.push_back({Errc::config, fmt::format("{}: {}", place, what)});
    };
    for (const AssessedGroup& group : plan.groups) {
        check(group.objects, group.place);
        for (const Component* component : components_of(group)) {
            check(component->objects, component->place);
            check(component->members, component->place);
            check(component->rater_units, component->place);
            for (const Dates::Entry& entry : component->not_before.entries)
                check(entry.objects, component->place);
        }
    }
    return errors;
}

std::vector<Error> validate_plan(const AssessmentPlan& plan) { return Validator(plan).run(); }

}  // namespace duwang::rules
