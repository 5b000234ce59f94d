#include "rules/scoring/statements.h"

#include <set>
#include <string>
#include <string_view>

#include "rules/scoring/deduction.h"

namespace duwang::rules {
namespace {

using Names = std::set<std::string_view>;

void add_facts(const Condition& condition, Names& facts) {
    if (condition.kind == Condition::Kind::fact) facts.insert(condition.fact);
    for (const Condition& part : condition.parts) add_facts(part, facts);
}

Names facts_of(const Indicator& indicator, const Part& part) {
    Names facts;
    add_facts(indicator.when, facts);
    add_facts(part.when, facts);
    if (const auto& neutral = part.neutral ? part.neutral : indicator.neutral)
        add_facts(neutral->when, facts);
    for (const Branch& branch : part.branches) add_facts(branch.when, facts);
    for (const auto* rules : rule_lists(part))
        for (const DeductRule& rule : *rules) {
            add_facts(rule.when, facts);
            if (rule.source == Source::number) facts.insert(rule.finding);
        }
    return facts;
}

}  // namespace

DecisionNote note_of(const Entry& entry) {
    const bool about_item = entry.kind == EntryKind::fact;
    return {std::string(entry_label(entry.kind)),
            about_item ? entry.item : entry.object,
            entry.value,
            entry.reason,
            entry.by,
            entry.at,
            {entry.basis, entry.attachments}};
}

std::vector<DecisionNote> statements_on(const Indicator& indicator, const Part& part,
                                        const UnitView& view) {
    std::vector<DecisionNote> notes;
    for (const std::string_view name : facts_of(indicator, part)) {
        auto fact = view.answers().facts.find(name);
        if (fact != view.answers().facts.end()) notes.push_back(note_of(*fact->second));
    }
    for (const Entry* entry : view.entries(EntryKind::choose, part.id))
        notes.push_back(note_of(*entry));
    for (const Entry* entry : view.entries(EntryKind::event, part.id, part.indicator)) {
        if (entry->finding != no_case) continue;
        notes.push_back(note_of(*entry));
        notes.back().value = "没有";
    }
    for (const Entry* entry : view.entries(EntryKind::call, part.id, part.indicator))
        notes.push_back(note_of(*entry));
    return notes;
}

}  // namespace duwang::rules
