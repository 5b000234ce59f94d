#include "app/entry_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "core/text/normalise.h"

namespace duwang::app {
namespace fs = std::filesystem;

storage::Attachments attachments_of(const Workspace& workspace) {
    return {workspace.folder + "/attachments", workspace.config.attachments};
}

Result<std::vector<std::string>> attachment_paths(const Workspace& workspace,
                                                  const std::string& table,
                                                  std::span<const std::string> names) {
    const int most = workspace.config.attachments.files_max;
    if (names.size() > static_cast<std::size_t>(most))
        return failure(Errc::config,
                       fmt::format("{} files; write at most {}, or raise attachments.files_max in "
                                   "duwang.yaml",
                                   names.size(), most));
    std::vector<std::string> paths;
    for (const std::string& name : names) {
        const fs::path path(name);
        const bool leaves = std::ranges::find(path, fs::path("..")) != path.end();
        if (!path.is_absolute() && leaves)
            return failure(
                Errc::config,
                fmt::format("\"{}\" leads out of the table's folder; put the file beside "
                            "the table, or write its whole path",
                            printable(name)));
        paths.push_back((fs::path(table).parent_path() / path).string());
    }
    return paths;
}

Result<void> examine_files(const Workspace& workspace, std::span<const std::string> paths) {
    const storage::Attachments store = attachments_of(workspace);
    for (const std::string& path : paths)
        if (auto fine = store.examine(path); !fine) return fine;
    return {};
}

Result<std::vector<KeptFile>> keep_files(const Workspace& workspace,
                                         std::span<const std::string> paths) {
    const storage::Attachments store = attachments_of(workspace);
    std::vector<KeptFile> kept;
    for (const std::string& path : paths) {
        auto file = store.keep(path);
        if (!file) return tl::unexpected(file.error());
        kept.push_back(std::move(*file));
    }
    return kept;
}

Result<KeptFilesCheck> verify_kept_files(const Workspace& workspace) {
    auto log = workspace.ledger->log();
    if (!log) return tl::unexpected(log.error());
    const storage::Attachments store = attachments_of(workspace);
    KeptFilesCheck check;
    std::map<std::string, std::string> known;  // by place: what is wrong, or ""
    for (const storage::LogEntry& entry : *log) {
        if (entry.body.find("\"attachments\"") == std::string::npos) continue;
        const Result<Json> body = Json::parse(entry.body);
        if (!body) continue;
        for (const Json& one : (*body)["attachments"].items()) {
            const KeptFile file{one["name"].text(), one["sha256"].text(), one["bytes"].number()};
            auto [at, fresh] = known.try_emplace(store.place_of(file));
            if (fresh)
                if (auto whole = store.verify(file); !whole) at->second = whole.error().what;
            if (!at->second.empty())
                check.problems.push_back(
                    {Errc::damaged, fmt::format("日志第 {} 条（{}）的附件：{}", entry.number,
                                                entry.kind, printable(at->second))});
        }
    }
    check.files = known.size();
    return check;
}

}  // namespace duwang::app
