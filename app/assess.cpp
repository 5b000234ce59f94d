#include "app/assess.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "app/assessment_store.h"
#include "app/judge.h"
#include "app/plan.h"
#include "rules/assessment/asked.h"
#include "rules/assessment/assess.h"

namespace duwang::app {
namespace {

using rules::RoundScore;

struct WantedScores {
    std::string round, scheme;  // scheme: "" for those the round was published by
    auto operator<=>(const WantedScores&) const = default;
};

std::set<WantedScores> wanted_scores(const std::vector<rules::AssessmentPlan>& versions) {
    std::set<WantedScores> wanted;
    for (const rules::AssessmentPlan& version : versions)
        for (const rules::AssessedGroup& group : version.groups)
            for (const rules::Component* component : rules::components_of(group))
                for (const std::string& round : component->rounds)
                    wanted.insert({round, component->scheme});
    return wanted;
}

Result<void> add_published(Workspace& workspace, const storage::Round& round,
                           const std::string& scheme, std::vector<RoundScore>& scores) {
    auto stored = workspace.ledger->scores(round.id);
    if (!stored) return tl::unexpected(stored.error());
    for (const storage::StoredSheet& sheet : *stored) {
        auto json = Json::parse(sheet.json);
        if (!json) return tl::unexpected(json.error());
        auto score = rules::round_score(*json);
        if (!score) return tl::unexpected(score.error());
        if (!scheme.empty() && score->scheme != scheme) continue;
        score->edition = sheet.edition;
        score->as_of = round.as_of.date().iso();
        scores.push_back(std::move(*score));
    }
    return {};
}

// By a supplementary table: the same results, scored again (OP-23).
Result<void> add_scored_again(Workspace& workspace, const storage::Round& round,
                              const std::string& scheme, std::vector<RoundScore>& scores) {
    auto plan = plan_round(workspace, round.id);
    if (!plan) return tl::unexpected(plan.error());
    auto sheets = score_otherwise(workspace, **plan, {scheme});
    if (!sheets) return tl::unexpected(sheets.error());
    for (const ScoreSheet& sheet : *sheets) {
        auto score = rules::round_score(sheet);
        if (!score) return tl::unexpected(score.error());
        score->as_of = round.as_of.date().iso();
        scores.push_back(std::move(*score));
    }
    return {};
}

Result<std::vector<RoundScore>> gather_scores(Workspace& workspace,
                                              const std::vector<rules::AssessmentPlan>& versions) {
    std::vector<RoundScore> scores;
    auto rounds = workspace.ledger->rounds();
    if (!rounds) return tl::unexpected(rounds.error());
    for (const WantedScores& wanted : wanted_scores(versions)) {
        auto round = std::ranges::find(*rounds, wanted.round, &storage::Round::id);
        if (round == rounds->end()) continue;  // not begun yet: pending
        const auto own = schemes_of(*round);
        const bool of_round =
            wanted.scheme.empty() ||
            std::ranges::find(own, wanted.scheme, &storage::RoundScheme::scheme) != own.end();
        auto added = of_round ? add_published(workspace, *round, wanted.scheme, scores)
                              : add_scored_again(workspace, *round, wanted.scheme, scores);
        if (!added) return tl::unexpected(added.error());
    }
    return scores;
}

std::vector<std::string> unused_entries(const rules::AssessmentPlan& plan,
                                        const Inventory& inventory,
                                        const std::vector<AssessmentEntry>& entries,
                                        std::string_view as_of) {
    const rules::AskedBook asked(plan, inventory);
    std::vector<std::string> unused;
    for (const AssessmentEntry& entry : entries) {
        if (entry.at.substr(0, as_of.size()) > as_of) continue;
        if (const std::string what = asked.problem(entry); !what.empty())
            unused.push_back(fmt::format("{} of {}: {}", entry.item, entry.unit, what));
    }
    return unused;
}

}  // namespace

Result<AssessedPlan> assess_plan(Workspace& workspace, const std::string& plan,
                                 const std::string& as_of) {
    auto versions = load_plans(workspace, plan);
    if (!versions) return tl::unexpected(versions.error());
    std::erase_if(*versions, [&](const auto& version) { return version.effective_from > as_of; });
    if (versions->empty())
        return failure(Errc::usage, fmt::format("plan {} does not hold on {} yet", plan, as_of));
    auto inventory = workspace.ledger->inventory();
    if (!inventory) return tl::unexpected(inventory.error());
    auto entries = workspace.ledger->assessment_entries(plan);
    if (!entries) return tl::unexpected(entries.error());
    auto scores = gather_scores(workspace, *versions);
    if (!scores) return tl::unexpected(scores.error());
    AssessedPlan assessed;
    for (auto version = versions->rbegin(); version != versions->rend(); ++version) {
        auto result = rules::assess(*version, {*inventory, *entries, *scores}, as_of);
        if (!result) return tl::unexpected(result.error());
        result->in_force = assessed.versions.empty();
        assessed.versions.push_back(std::move(*result));
    }
    assessed.unused = unused_entries(versions->back(), *inventory, *entries, as_of);
    return assessed;
}

}  // namespace duwang::app
