#include "app/workspace.h"

#include <fmt/format.h>

#include <filesystem>

#include "checks/registry.h"
#include "config/calendars.h"
#include "config/document_rules.h"
#include "config/element_words.h"
#include "config/norms_file.h"
#include "config/vocabulary.h"
#include "config/workspace.h"
#include "core/hash.h"
#include "rules/reading/scheme_loader.h"
#include "rules/reading/settings.h"
#include "rules/validation/scheme_validator.h"
#include "storage/capture/append_file.h"

namespace duwang::app {
namespace fs = std::filesystem;

std::vector<rules::CheckDescriptor> check_descriptors() {
    std::vector<rules::CheckDescriptor> result;
    for (const checks::CheckInfo* check : checks::all_checks()) {
        rules::CheckDescriptor descriptor;
        descriptor.id = check->id;
        for (const auto& kind : check->findings) descriptor.finding_kinds.emplace_back(kind.id);
        for (std::string_view name : check->params) descriptor.params.emplace_back(name);
        result.push_back(std::move(descriptor));
    }
    return result;
}

std::string Workspace::out_folder(const std::string& round) const {
    return fmt::format("{}/out/{}", folder, round);
}

Result<std::string> find_data(const std::string& given) {
    if (!given.empty()) {
        if (fs::exists(given + "/schemes")) return given;
        return failure(Errc::usage, fmt::format("{}: no schemes/ in this data folder", given));
    }
    std::error_code error;
    fs::path program = fs::read_symlink("/proc/self/exe", error);
    fs::path installed = program.parent_path().parent_path() / "share" / "duwang";
    if (fs::exists(installed / "schemes", error)) return installed.string();
    for (fs::path up = program.parent_path(); up.has_relative_path(); up = up.parent_path())
        if (fs::exists(up / "config" / "schemes", error)) return (up / "config").string();
    return failure(Errc::usage, "the installed data was not found; give its folder with --data");
}

Result<void> init_workspace(const std::string& folder) {
    std::error_code error;
    for (const char* name : {"captures", "out", "schemes"}) {
        fs::create_directories(fs::path(folder) / name, error);
        if (error)
            return failure(Errc::io,
                           fmt::format("{}: cannot be created: {}", folder, error.message()));
    }
    for (const auto& file : config::workspace_files()) {
        std::string path = fmt::format("{}/{}", folder, file.name);
        if (fs::exists(path)) continue;
        if (auto done = storage::replace_file(path, file.content); !done) return done;
    }
    auto ledger = storage::Ledger::open(folder + "/ledger.sqlite");
    if (!ledger) return tl::unexpected(ledger.error());
    return {};
}

Result<Workspace> open_workspace(const std::string& folder, const std::string& data) {
    if (!fs::exists(folder + "/duwang.yaml"))
        return failure(Errc::usage, fmt::format("{}: no workspace here (no duwang.yaml); run "
                                                "`duwang init {}` first",
                                                folder, folder));
    Workspace workspace;
    workspace.folder = folder;
    auto found = find_data(data);
    if (!found) return tl::unexpected(found.error());
    workspace.data = *found;
    config::ConfigLoad config = config::load_config(folder + "/duwang.yaml");
    if (!config.errors.empty()) return tl::unexpected(joined(config.errors));
    workspace.config = std::move(config.config);
    auto marks = config::load_mark_rules(workspace.data + "/vocabulary/marks.yaml");
    if (!marks.errors.empty()) return tl::unexpected(joined(marks.errors));
    workspace.marks = std::move(marks.rules);
    auto lists = config::load_list_rules(workspace.data + "/vocabulary/lists.yaml");
    if (!lists.errors.empty()) return tl::unexpected(joined(lists.errors));
    workspace.lists = std::move(lists.rules);
    auto articles = config::load_article_rules(workspace.data + "/vocabulary/elements.yaml");
    if (!articles.errors.empty()) return tl::unexpected(joined(articles.errors));
    workspace.articles = std::move(articles.rules);
    auto documents = config::load_document_rules(workspace.data + "/documents");
    if (!documents.errors.empty()) return tl::unexpected(joined(documents.errors));
    workspace.documents = std::move(documents.rules);
    auto ledger = storage::Ledger::open(folder + "/ledger.sqlite");
    if (!ledger) return tl::unexpected(ledger.error());
    workspace.ledger = std::move(*ledger);
    return workspace;
}

Result<Workspace> open_workspace_or_data(const std::string& folder, const std::string& data) {
    if (fs::exists(folder + "/duwang.yaml")) return open_workspace(folder, data);
    Workspace workspace;
    workspace.folder = folder;
    auto found = find_data(data);
    if (!found) return tl::unexpected(found.error());
    workspace.data = *found;
    return workspace;
}

Result<Vocabulary> load_vocabulary(const Workspace& workspace) {
    auto load = config::load_sections(workspace.data + "/vocabulary/sections.yaml");
    if (!load.errors.empty()) return tl::unexpected(joined(load.errors));
    Vocabulary vocabulary;
    for (SectionList& list : load.lists) vocabulary.sections[list.name] = std::move(list);
    return vocabulary;
}

Result<std::string> scheme_folder(const Workspace& workspace, const std::string& id) {
    bool plain = !id.empty() && id.find('/') == std::string::npos && id.front() != '.';
    std::string folder = fmt::format("{}/schemes/{}", workspace.folder, id);
    if (!plain || !fs::exists(folder)) folder = fmt::format("{}/schemes/{}", workspace.data, id);
    if (!plain || !fs::exists(folder)) {
        std::vector<std::string> known;
        for (const auto& entry : fs::directory_iterator(workspace.data + "/schemes"))
            known.push_back(entry.path().filename().string());
        std::sort(known.begin(), known.end());
        return failure(Errc::usage,
                       fmt::format("no scheme \"{}\"; there are: {}", id, fmt::join(known, ", ")));
    }
    return folder;
}

Result<std::vector<std::string>> norm_ids(const Workspace& workspace) {
    auto norms = config::load_norms(workspace.data + "/norms.yaml");
    if (!norms.errors.empty()) return tl::unexpected(joined(norms.errors));
    std::vector<std::string> ids;
    for (const Norm& norm : norms.norms.all) ids.push_back(norm.id);
    return ids;
}

Result<rules::Scheme> load_checked_scheme(const Workspace& workspace, const std::string& id) {
    auto folder = scheme_folder(workspace, id);
    if (!folder) return tl::unexpected(folder.error());
    auto settings = rules::load_settings(fmt::format("{}/settings/{}.yaml", workspace.folder, id));
    if (!settings) return tl::unexpected(settings.error());
    rules::SchemeLoad load = rules::load_scheme(*folder, *settings);
    if (!load.scheme) return tl::unexpected(joined(load.errors));
    auto norms = norm_ids(workspace);
    if (!norms) return tl::unexpected(norms.error());
    std::vector<Error> problems = rules::validate_scheme(*load.scheme, check_descriptors(), *norms);
    if (!problems.empty()) return tl::unexpected(joined(problems));
    return std::move(*load.scheme);
}

namespace {

// Names and bytes of the files, in the order of their names.
Result<std::string> hash_of(std::vector<std::string> files) {
    std::ranges::sort(files);
    std::string all;
    for (const std::string& file : files) {
        auto hash = sha256_file(file);
        if (!hash) return tl::unexpected(hash.error());
        all += fmt::format("{} {}\n", fs::path(file).filename().string(), *hash);
    }
    return sha256_hex(all);
}

}  // namespace

Result<Reference> load_reference(const Workspace& workspace) {
    auto calendars = config::load_calendars(workspace.data + "/calendar");
    if (!calendars.errors.empty()) return tl::unexpected(joined(calendars.errors));
    auto norms = config::load_norms(workspace.data + "/norms.yaml");
    if (!norms.errors.empty()) return tl::unexpected(joined(norms.errors));
    std::vector<std::string> files{workspace.data + "/norms.yaml"};
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(workspace.data + "/calendar", error))
        files.push_back(entry.path().string());
    auto hash = hash_of(std::move(files));
    if (!hash) return tl::unexpected(hash.error());
    return Reference{std::move(calendars.calendar), std::move(norms.norms), std::move(*hash)};
}

Error joined(const std::vector<Error>& errors) {
    Error all{Errc::config, ""};
    for (const Error& error : errors) {
        if (!all.what.empty()) all.what += '\n';
        all.what += error.what;
    }
    return all;
}

}  // namespace duwang::app
