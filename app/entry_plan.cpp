// What people enter for an assessment (考评录入).
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "app/assessment_store.h"
#include "app/entry_target.h"
#include "rules/assessment/asked.h"

namespace duwang::app {
namespace {

using workflow::EntryTable;
using workflow::FilledRow;
using workflow::PrefilledRow;
using Kind = AssessmentEntryKind;

// Marks and imported scores answer the same question.
Kind question_of(Kind kind) { return kind == Kind::import ? Kind::mark : kind; }

PrefilledRow row_of(const rules::AskedEntry& asked) {
    const rules::Component& component = *asked.component;
    PrefilledRow row{{"unit", asked.unit->id},         {"unit_name", asked.unit->name},
                     {"item", component.id},           {"title", component.title},
                     {"full", component.full.exact()}, {"from", component.from}};
    if (component.kind == rules::Component::Kind::round)
        row["from"] =
            fmt::format("批次 {}（已公布评分的不用填）", fmt::join(component.rounds, "、"));
    if (asked.rater.empty()) return row;
    row["rater"] = asked.rater;
    row["rater_name"] = asked.rater_name;
    return row;
}

class PlanTarget final : public EntryTarget {
  public:
    PlanTarget(Workspace& workspace, std::string plan)
        : workspace_(workspace), plan_(std::move(plan)) {}

    Result<void> load() {
        auto versions = load_plans(workspace_, plan_);
        if (!versions) return tl::unexpected(versions.error());
        auto inventory = workspace_.ledger->inventory();
        if (!inventory) return tl::unexpected(inventory.error());
        auto entered = workspace_.ledger->assessment_entries(plan_);
        if (!entered) return tl::unexpected(entered.error());
        versions_ = std::move(*versions);
        inventory_ = std::move(*inventory);
        entered_ = std::move(*entered);
        for (const rules::AssessmentPlan& version : versions_)
            books_.emplace_back(version, inventory_, entered_);
        return {};
    }

    const Inventory& inventory() const override { return inventory_; }

    Result<std::vector<PrefilledRow>> prefilled(EntryTable table,
                                                const TemplateScope& scope) override {
        if (table == EntryTable::calls)
            return failure(Errc::usage,
                           "calls belong to a round, whose captures name the numbers; "
                           "write duwang template calls ROUND");
        if (scope.missing) note_answers();
        if (table == EntryTable::exemptions) return exemptible(scope);
        const Kind kind = workflow::kind_of_table(table);
        std::vector<PrefilledRow> rows;
        std::set<std::tuple<std::string, std::string, std::string>> seen;
        for (const rules::AskedBook& book : books_)
            for (const rules::AskedEntry& asked : book.entries())
                if (asked.kind == kind && in_scope(asked, scope) &&
                    seen.emplace(asked.unit->id, asked.component->id, asked.rater).second)
                    rows.push_back(row_of(asked));
        return rows;
    }

    Result<std::vector<Error>> problems(std::span<const FilledRow> rows) override {
        std::vector<Error> errors;
        std::map<std::tuple<Kind, std::string, std::string, std::string, std::string, std::string>,
                 std::string>
            seen;
        for (const FilledRow& row : rows) {
            std::string what = problem(row);
            const AssessmentEntry& entry = row.entry;
            // Records of one item are told apart by what they are about, or by why they were made.
            std::string object = entry.object;
            if (entry.kind == Kind::daily && object.empty())
                object = entry.value + "\n" + entry.reason + "\n" + entry.basis;
            const auto [first, fresh] = seen.try_emplace(
                {question_of(entry.kind), entry.unit, entry.item, entry.rater, object, entry.at},
                row.value_place);
            if (what.empty() && !fresh)
                what = fmt::format("the same was entered at {}; keep one{}", first->second,
                                   entry.kind == Kind::daily
                                       ? ", or write its record (记录) to tell them apart"
                                       : "");
            if (!what.empty()) errors.push_back(error_at(row.value_place, what));
        }
        return errors;
    }

    Result<std::size_t> store(std::span<const FilledRow> rows, Timestamp now) override {
        std::vector<AssessmentEntry> entries;
        for (const FilledRow& row : rows) entries.push_back(row.entry);
        return workspace_.ledger->add_assessment_entries(plan_, entries, now);
    }

  private:
    Workspace& workspace_;
    std::string plan_;
    std::vector<rules::AssessmentPlan> versions_;
    Inventory inventory_;
    std::vector<AssessmentEntry> entered_;
    std::vector<rules::AskedBook> books_;  // by version
    // Filled by note_answers(): question, unit, item, rater; round and unit of published scores.
    std::set<std::tuple<Kind, std::string, std::string, std::string>> answers_;
    std::set<std::pair<std::string, std::string>> published_;

    // One version that takes the entry is enough: results of all of them are kept (OP-23).
    std::string problem(const FilledRow& row) const {
        if (row.table == EntryTable::calls) return "calls are imported into a round, not a plan";
        std::string what;
        for (const rules::AskedBook& book : books_) {
            what = book.problem(row.entry);
            if (what.empty()) return {};
        }
        return what;
    }

    static bool is_wanted(const rules::AskedEntry& asked, const std::string& unit) {
        if (unit.empty()) return true;
        if (asked.kind == Kind::rating) return asked.rater == unit || asked.rater_name == unit;
        return asked.unit->id == unit || asked.owner->id == unit;
    }

    bool in_scope(const rules::AskedEntry& asked, const TemplateScope& scope) const {
        if (!is_wanted(asked, scope.unit)) return false;
        return !scope.missing || !is_entered(asked);
    }

    bool is_entered(const rules::AskedEntry& asked) const {
        if (asked.kind == Kind::daily) return false;  // there may always be more of them
        return answers_.contains(
                   {question_of(asked.kind), asked.unit->id, asked.component->id, asked.rater}) ||
               is_published(asked);
    }

    bool is_published(const rules::AskedEntry& asked) const {
        if (asked.component->kind != rules::Component::Kind::round) return false;
        return std::ranges::any_of(asked.component->rounds, [&](const std::string& round) {
            return published_.contains({round, asked.unit->id});
        });
    }

    bool is_decided(const rules::AskedEntry& place) const {
        const std::string& item = place.component->id;
        return answers_.contains({Kind::exempt, "*", item, {}}) ||
               answers_.contains({Kind::exempt, place.unit->id, item, {}});
    }

    // What there is, for templates of what is missing.
    void note_answers() {
        for (const AssessmentEntry& entry : entered_)
            answers_.emplace(question_of(entry.kind), entry.unit, entry.item, entry.rater);
        std::set<std::string> rounds;
        for (const rules::AskedBook& book : books_)
            for (const rules::AskedEntry& asked : book.entries())
                if (asked.component->kind == rules::Component::Kind::round)
                    rounds.insert(asked.component->rounds.begin(), asked.component->rounds.end());
        for (const std::string& round : rounds) {
            const auto sheets = workspace_.ledger->scores(round);
            if (!sheets) continue;  // a round that is yet to come
            for (const storage::StoredSheet& sheet : *sheets) published_.emplace(round, sheet.unit);
        }
    }

    // Everything that can be decided not to apply: components of the units, then what is asked of
    // members of their levels.
    std::vector<PrefilledRow> exemptible(const TemplateScope& scope) const {
        std::vector<PrefilledRow> rows;
        std::set<std::pair<std::string, std::string>> seen;
        for (const rules::AskedBook& book : books_)
            for (const rules::AskedEntry& place : book.places()) {
                if (!is_wanted(place, scope.unit) || (scope.missing && is_decided(place)) ||
                    !seen.emplace(place.unit->id, place.component->id).second)
                    continue;
                rows.push_back(row_of(place));
            }
        return rows;
    }
};

}  // namespace

Result<std::unique_ptr<EntryTarget>> plan_target(Workspace& workspace, const std::string& plan) {
    auto target = std::make_unique<PlanTarget>(workspace, plan);
    if (auto loaded = target->load(); !loaded) return tl::unexpected(loaded.error());
    return target;
}

}  // namespace duwang::app
