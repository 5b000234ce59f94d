#include "rules/scheme/selectors.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/text/closest.h"

namespace duwang::rules {
namespace {

// Kinds of unit that inventories use; an office may have others.
constexpr std::string_view usual_kinds[] = {"province",    "city",        "county",  "department",
                                            "township",    "subdistrict", "village", "enterprise",
                                            "institution", "site_owner"};

class Checker {
  public:
    Checker(const Inventory& inventory, std::vector<Error>& errors)
        : inventory_(inventory), errors_(errors) {}

    void check(const Objects& objects, const std::string& place) {
        for (const auto* list : {&objects.any_of, &objects.except})
            for (const std::string& selector : *list)
                if (std::string what = selector_problem(selector, inventory_); !what.empty())
                    errors_.push_back({Errc::config, fmt::format("{}: {}", place, what)});
    }

    void check(const Dates& dates, const std::string& place) {
        for (const Dates::Entry& entry : dates.entries) check(entry.objects, place);
    }

  private:
    const Inventory& inventory_;
    std::vector<Error>& errors_;
};

}  // namespace

std::string selector_problem(const std::string& selector, const Inventory& inventory) {
    if (selector.starts_with("group:")) return selector.size() > 6 ? "" : "a group has no name";
    if (selector.starts_with("unit:")) {
        if (inventory.unit(selector.substr(5))) return {};
        std::vector<std::string_view> ids;
        for (const Unit& unit : inventory.units) ids.push_back(unit.id);
        return fmt::format("unit \"{}\" is not in the inventory; {}", selector.substr(5),
                           word_advice(selector.substr(5), ids));
    }
    std::vector<std::string_view> kinds(std::begin(usual_kinds), std::end(usual_kinds));
    for (const Unit& unit : inventory.units) kinds.push_back(unit.kind);
    if (std::ranges::find(kinds, selector) != kinds.end()) return {};
    return fmt::format("unknown kind of unit \"{}\"; {}", selector, word_advice(selector, kinds));
}

std::vector<Error> unknown_selectors(const Scheme& scheme, const Inventory& inventory) {
    std::vector<Error> errors;
    Checker checker(inventory, errors);
    for (const Indicator& indicator : scheme.indicators) {
        checker.check(indicator.objects, indicator.place);
        checker.check(indicator.due, indicator.place);
        checker.check(indicator.pending_until, indicator.place);
        for (const Part& part : indicator.parts) {
            checker.check(part.objects, part.place);
            checker.check(part.due, part.place);
            checker.check(part.pending_until, part.place);
        }
    }
    for (const Condition* condition : conditions_of(scheme))
        checker.check(condition->objects, condition->place);
    return errors;
}

}  // namespace duwang::rules
