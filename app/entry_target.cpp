#include "app/entry_target.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/assessment_store.h"
#include "core/text/closest.h"

namespace duwang::app {

Result<std::unique_ptr<EntryTarget>> entry_target(Workspace& workspace, const std::string& name) {
    auto rounds = workspace.ledger->rounds();
    if (!rounds) return tl::unexpected(rounds.error());
    const bool round = std::ranges::find(*rounds, name, &storage::Round::id) != rounds->end();
    const bool plan = is_plan(workspace, name);
    if (round && plan)
        return failure(Errc::usage, fmt::format("\"{}\" is a round and a plan; rename the plan's "
                                                "folder under assessments/",
                                                name));
    if (round) return round_target(workspace, name);
    if (plan) return plan_target(workspace, name);
    const std::vector<std::string> plans = plan_names(workspace);
    std::vector<std::string_view> known(plans.begin(), plans.end());
    for (const storage::Round& one : *rounds) known.push_back(one.id);
    return failure(Errc::usage,
                   fmt::format("no round and no plan \"{}\"; {}", name, word_advice(name, known)));
}

Error error_at(const std::string& place, std::string_view what) {
    return {Errc::config, fmt::format("{}: {}", place, what)};
}

}  // namespace duwang::app
