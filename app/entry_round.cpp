// What people enter for a round (录入): marks, scores, decisions, daily points and calls.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/call_sheet.h"
#include "app/entry_target.h"
#include "app/plan.h"
#include "core/text/closest.h"
#include "rules/scheme/tasks.h"
#include "rules/scoring/marks.h"
#include "rules/validation/entry_validator.h"

namespace duwang::app {
namespace {

using rules::Method;
using workflow::EntryTable;
using workflow::FilledRow;
using workflow::PrefilledRow;

// A round knows neither raters nor notices.
bool takes(EntryTable table) {
    return table != EntryTable::ratings && table != EntryTable::rectifications;
}

std::string not_taken(EntryTable table, const std::string& round) {
    return fmt::format("round {} takes no {}; name the plan that does", round,
                       workflow::form_of(table).sheet);
}

Entry entry_of(const FilledRow& row) {
    Entry entry;
    switch (row.table) {
        case EntryTable::imports:
            entry.kind = EntryKind::import;
            break;
        case EntryTable::exemptions:
            entry.kind = EntryKind::exempt;
            break;
        case EntryTable::daily:
            entry.kind = EntryKind::daily;
            break;
        default:  // a call that found something is a case
            entry.kind = row.finding.empty() ? EntryKind::call : EntryKind::event;
            break;
    }
    entry.unit = row.entry.unit;
    entry.item = row.entry.item;
    entry.finding = row.finding;
    entry.object = row.entry.object;
    entry.value = row.entry.value;
    entry.scale = row.entry.scale;
    entry.details = row.details;
    entry.reason = row.entry.reason;
    if (row.table == EntryTable::calls) {
        entry.details.emplace_back("result", row.entry.value);
        entry.details.emplace_back("called_at", row.entry.at);
        if (entry.reason.empty()) entry.reason = "电话抽查：" + row.entry.value;
        if (entry.kind == EntryKind::event) entry.value.clear();
    }
    entry.by = row.entry.by;
    entry.at = row.entry.at;
    entry.basis = row.entry.basis;
    entry.attachments = row.entry.attachments;
    return entry;
}

storage::Mark mark_of(const FilledRow& row) {
    const auto points = Decimal::parse(row.entry.value);
    return {row.entry.unit,   row.entry.item,       points ? points->exact() : row.entry.value,
            row.entry.reason, row.entry.by,         row.entry.at,
            row.entry.basis,  row.entry.attachments};
}

bool same(const storage::Mark& one, const storage::Mark& other) {
    return std::tie(one.unit, one.indicator, one.points, one.reason, one.by, one.at, one.basis) ==
               std::tie(other.unit, other.indicator, other.points, other.reason, other.by, other.at,
                        other.basis) &&
           one.attachments == other.attachments;
}

class RoundTarget final : public EntryTarget {
  public:
    explicit RoundTarget(Workspace& workspace) : workspace_(workspace) {}

    Result<void> load(const std::string& round) {
        auto plan = plan_round(workspace_, round);
        if (!plan) return tl::unexpected(plan.error());
        auto marks = workspace_.ledger->marks(round);
        if (!marks) return tl::unexpected(marks.error());
        auto entries = workspace_.ledger->entries(round);
        if (!entries) return tl::unexpected(entries.error());
        plan_ = std::move(*plan);
        marks_ = std::move(*marks);
        entries_ = std::move(*entries);
        return {};
    }

    const Inventory& inventory() const override { return plan_->inventory; }

    Result<std::vector<PrefilledRow>> prefilled(EntryTable table,
                                                const TemplateScope& scope) override {
        if (!takes(table)) return failure(Errc::usage, not_taken(table, plan_->round.id));
        if (table == EntryTable::calls) return call_rows(scope);
        std::vector<PrefilledRow> rows;
        for (const Unit* unit : plan_->units) {
            if (!scope.unit.empty() && unit->id != scope.unit) continue;
            for (const rules::Scheme* scheme : plan_->schemes_of(*unit))
                for (const rules::AskedPart& asked :
                     rules::asked_parts(*scheme, *unit, plan_->owns_a_site(*unit)))
                    if (belongs(*asked.part, table) &&
                        !(scope.missing && is_entered(table, *unit, asked)))
                        rows.push_back(row_of(*unit, asked));
        }
        return rows;
    }

    Result<std::vector<Error>> problems(std::span<const FilledRow> rows) override {
        std::vector<Error> errors;
        rules::CaseBook cases(entries_);
        std::set<std::pair<std::string, std::string>> marked;
        for (const FilledRow& row : rows) {
            std::string what = problem(row);
            if (what.empty() && row.table == EntryTable::marks &&
                !marked.emplace(row.entry.unit, row.entry.item).second)
                what = fmt::format("a second mark for {}; keep the valid one", row.entry.item);
            if (what.empty() && row.table == EntryTable::calls) what = cases.problem(entry_of(row));
            if (!what.empty()) errors.push_back(error_at(row.value_place, what));
        }
        return errors;
    }

    Result<std::size_t> store(std::span<const FilledRow> rows, Timestamp now) override {
        std::vector<storage::Mark> marks;
        std::vector<Entry> entries;
        for (const FilledRow& row : rows) {
            if (row.table != EntryTable::marks) {
                entries.push_back(entry_of(row));
                continue;
            }
            storage::Mark mark = mark_of(row);
            const auto known = [&](const storage::Mark& one) { return same(one, mark); };
            if (std::ranges::none_of(marks_, known)) marks.push_back(std::move(mark));
        }
        return workspace_.ledger->add_marks_and_entries(plan_->round.id, marks, entries, now);
    }

  private:
    Workspace& workspace_;
    std::unique_ptr<RoundPlan> plan_;
    std::vector<storage::Mark> marks_;
    std::vector<Entry> entries_;

    static bool belongs(const rules::Part& part, EntryTable table) {
        const bool by_people = part.method == Method::entered || part.method == Method::imported;
        if (table == EntryTable::exemptions) return true;
        return table == EntryTable::imports ? part.method == Method::imported : by_people;
    }

    static PrefilledRow row_of(const Unit& unit, const rules::AskedPart& asked) {
        const auto& [indicator, part] = asked;
        std::string title = indicator->title;
        if (indicator->parts.size() > 1) title += "：" + part->title;
        return {{"unit", unit.id},
                {"unit_name", unit.name},
                {"item", part->id},
                {"title", title},
                {"full", part->points.exact()}};
    }

    bool has_entry(EntryKind kind, const Unit& unit, const rules::AskedPart& asked) const {
        return std::ranges::any_of(entries_, [&](const Entry& entry) {
            return entry.kind == kind && entry.unit == unit.id &&
                   (entry.item == asked.part->id || entry.item == asked.indicator->id);
        });
    }

    bool is_entered(EntryTable table, const Unit& unit, const rules::AskedPart& asked) const {
        if (table == EntryTable::daily) return false;  // there may always be more
        if (has_entry(EntryKind::exempt, unit, asked)) return true;
        if (table == EntryTable::exemptions) return false;
        return has_entry(EntryKind::import, unit, asked) ||
               std::ranges::any_of(marks_, [&](const storage::Mark& mark) {
                   return mark.unit == unit.id && (mark.indicator == asked.part->id ||
                                                   mark.indicator == asked.indicator->id);
               });
    }

    Result<std::vector<PrefilledRow>> call_rows(const TemplateScope& scope) {
        auto rows = call_sheet(workspace_, *plan_, scope.unit);
        if (!rows || !scope.missing) return rows;
        std::erase_if(*rows, [&](const PrefilledRow& row) {
            return std::ranges::any_of(entries_, [&](const Entry& entry) {
                return entry.unit == row.at("unit") && entry.object == row.at("number");
            });
        });
        return rows;
    }

    std::string problem(const FilledRow& row) const {
        if (!takes(row.table)) return not_taken(row.table, plan_->round.id);
        const auto& ids = plan_->round.units;
        if (std::ranges::find(ids, row.entry.unit) == ids.end()) {
            const std::vector<std::string_view> known(ids.begin(), ids.end());
            return fmt::format("round {} has no unit \"{}\"; {}", plan_->round.id, row.entry.unit,
                               word_advice(row.entry.unit, known));
        }
        const Unit& unit = *plan_->inventory.unit(row.entry.unit);
        if (row.table == EntryTable::marks) return mark_problem(row, unit);
        if (!row.entry.value.empty() && row.table == EntryTable::exemptions)
            return "an exemption of a round cannot be taken back; enter a mark instead";
        if (row.entry.reason.empty() && row.table != EntryTable::calls)
            return "no reason; write why under \"reason\" (理由)";
        return rules::entry_problem(entry_of(row), plan_->schemes_of(unit));
    }

    std::string mark_problem(const FilledRow& row, const Unit& unit) const {
        const auto points = Decimal::parse(row.entry.value);
        constexpr std::size_t points_bytes_max = 12;
        if (!points || row.entry.value.size() > points_bytes_max)
            return fmt::format("\"{}\" is not a number of points; write for example 0.5",
                               row.entry.value.substr(0, 40));
        if (row.entry.reason.empty() && row.entry.basis.empty())
            return "neither reason nor basis; write \"reason\" (理由) or \"basis\" (依据)";
        const rules::EnteredMark mark{row.entry.unit,   row.entry.item, *points,
                                      row.entry.reason, row.entry.by,   row.entry.at};
        return rules::mark_problem(mark,
                                   {&unit, plan_->owns_a_site(unit), plan_->schemes_of(unit)});
    }
};

}  // namespace

Result<std::unique_ptr<EntryTarget>> round_target(Workspace& workspace, const std::string& round) {
    auto target = std::make_unique<RoundTarget>(workspace);
    if (auto loaded = target->load(round); !loaded) return tl::unexpected(loaded.error());
    return target;
}

}  // namespace duwang::app
