#include "app/assessment_store.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

#include "core/text/closest.h"
#include "rules/assessment/plan_reader.h"
#include "rules/reading/settings.h"
#include "storage/capture/append_file.h"

namespace duwang::app {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t plan_bytes_max = 1 << 20;

std::vector<std::string> roots(const Workspace& workspace) {
    return {workspace.folder + "/assessments", workspace.data + "/assessments"};
}

// The folder of the plan, the workspace's first; empty when there is none.
std::string plan_folder(const Workspace& workspace, const std::string& id) {
    if (id.empty() || id.find('/') != std::string::npos || id.front() == '.') return {};
    for (const std::string& root : roots(workspace))
        if (std::error_code error; fs::is_directory(root + "/" + id, error)) return root + "/" + id;
    return {};
}

std::vector<std::string> version_files(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
    std::ranges::sort(files);
    return files;
}

}  // namespace

std::vector<std::string> plan_names(const Workspace& workspace) {
    std::set<std::string> names;
    for (const std::string& root : roots(workspace)) {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(root, error))
            if (entry.is_directory()) names.insert(entry.path().filename().string());
    }
    return {names.begin(), names.end()};
}

bool is_plan(const Workspace& workspace, const std::string& id) {
    return !plan_folder(workspace, id).empty();
}

std::string plan_settings_file(const Workspace& workspace, const std::string& id) {
    return fmt::format("{}/settings/plan-{}.yaml", workspace.folder, id);
}

Result<std::vector<rules::AssessmentPlan>> load_plans(const Workspace& workspace,
                                                      const std::string& id) {
    const std::string folder = plan_folder(workspace, id);
    if (folder.empty()) {
        const std::vector<std::string> names = plan_names(workspace);
        const std::vector<std::string_view> known(names.begin(), names.end());
        return failure(Errc::usage, fmt::format("no plan \"{}\"; {}", id, word_advice(id, known)));
    }
    auto settings = rules::load_settings(plan_settings_file(workspace, id));
    if (!settings) return tl::unexpected(settings.error());
    std::vector<rules::AssessmentPlan> versions;
    std::vector<Error> errors;
    std::set<std::string> asked;
    for (const std::string& file : version_files(folder)) {
        auto bytes = storage::read_file(file, plan_bytes_max);
        if (!bytes) return tl::unexpected(bytes.error());
        rules::PlanLoad load = rules::read_plan(*bytes, file, *settings);
        asked.merge(load.asked);
        std::ranges::move(load.errors, std::back_inserter(errors));
        if (load.plan && load.plan->id != id)
            errors.push_back({Errc::config, fmt::format("{}: id \"{}\" in the folder \"{}\"; write "
                                                        "them alike",
                                                        load.plan->place, load.plan->id, id)});
        if (load.plan) versions.push_back(std::move(*load.plan));
    }
    if (errors.empty()) errors = rules::order_versions(versions);
    if (errors.empty()) errors = rules::unknown_settings("plan " + id, asked, *settings);
    if (!errors.empty()) return tl::unexpected(joined(errors));
    if (versions.empty())
        return failure(Errc::config, fmt::format("{}: no plan in it; write plan.yaml", folder));
    return versions;
}

}  // namespace duwang::app
