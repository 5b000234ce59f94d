#include "rules/assessment/asked.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "core/text/closest.h"
#include "core/time.h"
#include "rules/assessment/draw.h"
#include "rules/assessment/raters.h"

namespace duwang::rules {
namespace {

using Kind = Component::Kind;
using Entered = AssessmentEntryKind;

constexpr std::size_t points_bytes_max = 12;
constexpr std::size_t shown_bytes_max = 40;
constexpr std::size_t text_bytes_max = 4000;
constexpr std::string_view end_of_time = "9999-12-31";

std::string_view brief(std::string_view text) { return text.substr(0, shown_bytes_max); }

std::string kinds_taken(const Component& component) {
    std::vector<std::string_view> words;
    for (Entered kind : {Entered::mark, Entered::rating, Entered::import, Entered::daily,
                         Entered::exempt, Entered::rectify})
        if (takes(component, kind)) words.push_back(assessment_entry_word(kind));
    return fmt::format("{}", fmt::join(words, " or "));
}

// Who decided it, when and why.
std::string person_problem(const AssessmentEntry& entry) {
    if (entry.by.empty()) return "nobody answers for it; write a name under \"by\" (经办人)";
    // A rating is its rater's judgement; where a document says why, it need not be copied.
    if (entry.reason.empty() && entry.kind == Entered::exempt)
        return "no reason; write why under \"reason\" (理由)";
    if (entry.reason.empty() && entry.basis.empty() && entry.kind != Entered::rating)
        return "neither reason nor basis; write why under \"reason\" (理由), or the document under "
               "\"basis\" (依据)";
    if (entry.at.size() < 10 || !parse_timestamp(entry.at))
        return fmt::format("\"{}\" is no date; write when it was decided, for example 2022-12-30",
                           brief(entry.at));
    for (const std::string* text : {&entry.reason, &entry.by, &entry.basis, &entry.object})
        if (text->size() > text_bytes_max)
            return fmt::format("a text of {} bytes; write at most {}", text->size(),
                               text_bytes_max);
    return {};
}

std::string rectify_problem(const AssessmentEntry& entry) {
    constexpr std::string_view words[] = {rectified_on_time, rectified_late, not_rectified,
                                          nothing_to_rectify, decision_withdrawn};
    if (std::ranges::find(words, entry.value) == std::end(words))
        return fmt::format("\"{}\" is no result of a notice; write {}", brief(entry.value),
                           fmt::join(words, " or "));
    if ((entry.value == nothing_to_rectify) != entry.object.empty())
        return entry.object.empty() ? "no notice; write its number under \"object\" (对象)"
                                    : "a notice that was never due; leave \"object\" (对象) empty";
    return {};
}

}  // namespace

bool takes(const Component& component, Entered kind) {
    switch (kind) {
        case Entered::exempt:
            return true;
        case Entered::mark:
            return component.kind == Kind::mark;
        case Entered::import:
            return component.kind == Kind::mark || component.kind == Kind::import ||
                   component.kind == Kind::round;
        case Entered::rating:
            return component.kind == Kind::raters;
        case Entered::rectify:
            return component.kind == Kind::rectification;
        case Entered::daily:
            return component.daily;
    }
    return false;
}

AskedBook::AskedBook(const AssessmentPlan& plan, const Inventory& inventory,
                     std::span<const AssessmentEntry> entered)
    : plan_(plan),
      inventory_(inventory),
      subordinates_(inventory),
      raters_(inventory),
      decisions_(entered, end_of_time) {
    for (const Unit& unit : inventory.units) units_.emplace(unit.id, &unit);
    for (const AssessedGroup& group : plan.groups)
        for (const Component* component : components_of(group))
            components_.emplace(component->id, component);
    for (const AssessedGroup& group : plan.groups)
        for (const Unit& unit : inventory.units) {
            if (group_of(plan, unit) != &group) continue;
            const bool asked = !is_exempt(unit, group.result);
            walk({Entered::mark, &group, &unit, &unit, &group.result, {}, {}}, asked);
            if (!group.bonus) continue;
            for (const Component& line : group.bonus->lines)
                walk({Entered::mark, &group, &unit, &unit, &line, {}, {}}, asked);
        }
}

bool AskedBook::is_exempt(const Unit& unit, const Component& component) const {
    return decisions_.exemption(unit.id, component.id) != nullptr;
}

void AskedBook::ask(AskedEntry entry, Entered kind, bool asked) {
    entry.kind = kind;
    if (asked) entries_.push_back(std::move(entry));
}

void AskedBook::walk(const AskedEntry& at, bool asked) {
    const Component& component = *at.component;
    if (!component.objects.any_of.empty() && !applies_to(component.objects, *at.unit, false))
        return;
    places_.emplace(std::pair(at.unit->id, component.id), &component);
    const bool whole = at.unit == at.owner && &component == &at.group->result;
    if (asked && !whole) {
        exemptible_.push_back(at);
        exemptible_.back().kind = Entered::exempt;
    }
    asked = asked && !is_exempt(*at.unit, component);
    if (component.kind == Kind::level) return walk_level(at, asked);
    if (component.kind == Kind::mark) ask(at, Entered::mark, asked);
    if (component.kind == Kind::import || component.kind == Kind::round)
        ask(at, Entered::import, asked);
    if (component.kind == Kind::rectification) ask(at, Entered::rectify, asked);
    if (component.daily) ask(at, Entered::daily, asked);
    if (component.kind == Kind::raters)
        for (const Rater& rater : raters_.of(component, *at.unit)) {
            AskedEntry rating = at;
            rating.rater = rater.id;
            rating.rater_name = rater.name;
            ask(std::move(rating), Entered::rating, asked);
        }
    for (const Component& line : component.lines) {
        AskedEntry below = at;
        below.component = &line;
        walk(below, asked);
    }
}

void AskedBook::walk_level(const AskedEntry& at, bool asked) {
    const Component& level = *at.component;
    const Component& each = level.lines.front();
    const auto members = members_of(level, *at.unit, subordinates_);
    auto drawn = drawn_order(level, *at.unit, members);
    std::erase_if(drawn, [&](const Unit* member) { return is_exempt(*member, each); });
    if (level.seed) drawn.resize(due_of(level, drawn.size()));
    const std::set<const Unit*> due(drawn.begin(), drawn.end());
    for (const Unit* member : members) {
        AskedEntry below = at;
        below.unit = member;
        below.component = &each;
        // The unit itself may stand for the level and for its own line.
        places_.erase({member->id, level.id});
        walk(below, asked && due.contains(member));
    }
}

std::string AskedBook::place_problem(const AssessmentEntry& entry,
                                     const Component*& component) const {
    const auto item = components_.find(entry.item);
    if (item == components_.end()) {
        std::vector<std::string_view> known;
        for (const auto& [id, one] : components_) known.push_back(id);
        return fmt::format("no item \"{}\" in plan {}; {}", brief(entry.item), plan_.id,
                           word_advice(entry.item, known));
    }
    component = item->second;
    if (entry.unit == "*")
        return entry.kind == Entered::exempt
                   ? ""
                   : "\"*\" stands for every unit in exemptions only; write one unit";
    if (!units_.contains(entry.unit)) {
        std::vector<std::string_view> known;
        for (const Unit& unit : inventory_.units) known.push_back(unit.id);
        return fmt::format("no unit \"{}\" in the inventory; {}", brief(entry.unit),
                           word_advice(entry.unit, known));
    }
    auto place = places_.find({entry.unit, entry.item});
    if (place == places_.end())
        return fmt::format("item {} is not asked of unit {}; see `duwang plan show {}`", entry.item,
                           entry.unit, plan_.id);
    component = place->second;
    return {};
}

std::string AskedBook::points_problem(const AssessmentEntry& entry,
                                      const Component& component) const {
    const auto points = Decimal::parse(entry.value);
    if (!points || entry.value.size() > points_bytes_max)
        return fmt::format("\"{}\" is no number of points; write for example 87.5",
                           brief(entry.value));
    if (entry.kind == Entered::daily)
        return entry.scale.empty() ? "" : "daily points have no scale; leave it empty";
    if (entry.kind == Entered::import && entry.scale.empty())
        return "no scale; write the full mark of the imported score, for example 100";
    Decimal scale = component.full;
    if (!entry.scale.empty()) {
        const auto given = Decimal::parse(entry.scale);
        if (!given || entry.scale.size() > points_bytes_max || *given <= Decimal(0))
            return fmt::format("\"{}\" is no full mark; write for example 100", brief(entry.scale));
        scale = *given;
    }
    if (points->is_negative() || *points > scale)
        return fmt::format("{} is not between 0 and {}", entry.value, scale.exact());
    return {};
}

std::string AskedBook::rater_problem(const AssessmentEntry& entry,
                                     const Component& component) const {
    if (entry.rater == entry.unit)
        return fmt::format("{} rates itself; nobody does, leave the row out", entry.unit);
    const auto raters = raters_.of(component, *units_.at(entry.unit));
    if (std::ranges::find(raters, entry.rater, &Rater::id) != raters.end()) return {};
    std::vector<std::string_view> known;
    for (const Rater& rater : raters) known.push_back(rater.id);
    return fmt::format("\"{}\" does not rate {} under {}; {}", brief(entry.rater), entry.unit,
                       component.id, word_advice(entry.rater, known));
}

std::string AskedBook::problem(const AssessmentEntry& entry) const {
    const Component* component = nullptr;
    if (std::string what = place_problem(entry, component); !what.empty()) return what;
    if (!takes(*component, entry.kind))
        return fmt::format("item {} takes no {}; it takes {}", entry.item,
                           assessment_entry_word(entry.kind), kinds_taken(*component));
    if (std::string what = person_problem(entry); !what.empty()) return what;
    switch (entry.kind) {
        case Entered::exempt:
            return entry.value.empty() || entry.value == decision_withdrawn
                       ? ""
                       : fmt::format("\"{}\" is no decision; leave it empty, or write {}",
                                     brief(entry.value), decision_withdrawn);
        case Entered::rectify:
            return rectify_problem(entry);
        case Entered::rating:
            if (std::string what = rater_problem(entry, *component); !what.empty()) return what;
            return points_problem(entry, *component);
        case Entered::mark:
        case Entered::import:
        case Entered::daily:
            return points_problem(entry, *component);
    }
    return {};
}

}  // namespace duwang::rules
