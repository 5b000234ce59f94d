#include "rules/assessment/plan.h"

namespace duwang::rules {
namespace {

void collect(const Component& component, std::vector<const Component*>& all) {
    all.push_back(&component);
    for (const Component& line : component.lines) collect(line, all);
}

}  // namespace

std::string_view component_word(Component::Kind kind) {
    switch (kind) {
        case Component::Kind::parts:
            return "parts";
        case Component::Kind::mean:
            return "mean";
        case Component::Kind::levels:
            return "levels";
        case Component::Kind::level:
            return "level";
        case Component::Kind::ratings:
            return "ratings";
        case Component::Kind::raters:
            return "raters";
        case Component::Kind::round:
            return "round";
        case Component::Kind::mark:
            return "mark";
        case Component::Kind::import:
            return "import";
        case Component::Kind::rectification:
            return "rectification";
    }
    return "mark";
}

const AssessedGroup* group_of(const AssessmentPlan& plan, const Unit& unit) {
    for (const AssessedGroup& group : plan.groups)
        if (applies_to(group.objects, unit, false)) return &group;
    return nullptr;
}

std::vector<const Component*> components_of(const AssessedGroup& group) {
    std::vector<const Component*> all;
    collect(group.result, all);
    if (group.bonus)
        for (const Component& line : group.bonus->lines) collect(line, all);
    return all;
}

}  // namespace duwang::rules
