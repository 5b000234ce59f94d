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

namespace {

tl::unexpected<Error> refused(const std::string& name, std::string_view why) {
    return failure(Errc::config, fmt::format("\"{}\" {}", printable(name), why));
}

// `folder`: resolved.
bool lies_in(const fs::path& folder, const fs::path& path) {
    return std::ranges::mismatch(folder, path).in1 == folder.end();
}

// `folder`: of the table, resolved.
Result<std::string> attachment_path(const fs::path& folder, const std::string& name,
                                    FilesFrom from) {
    const fs::path named(name);
    if (from == FilesFrom::beside && named.is_absolute())
        return refused(name,
                       "is a whole path; put the file beside the table, or import with "
                       "--files-anywhere when you know who wrote the table");
    std::error_code error;
    const fs::path path = fs::weakly_canonical(folder / named, error);
    if (error) return refused(name, "cannot be found: " + error.message());
    // Names with ".." and links alike; what a link leads to is not told.
    if (from == FilesFrom::beside && !lies_in(folder, path))
        return refused(name,
                       "leads out of the table's folder; put the file beside the table, or import "
                       "with --files-anywhere when you know who wrote the table");
    return path.string();
}

}  // namespace

Result<std::vector<std::string>> attachment_paths(const Workspace& workspace,
                                                  const std::string& table,
                                                  std::span<const std::string> names,
                                                  FilesFrom from) {
    if (names.empty()) return {};
    const int most = workspace.config.attachments.files_max;
    if (names.size() > static_cast<std::size_t>(most))
        return failure(Errc::config,
                       fmt::format("{} files; write at most {}, or raise attachments.files_max in "
                                   "duwang.yaml",
                                   names.size(), most));
    std::error_code error;
    const fs::path folder = fs::canonical(fs::absolute(table).parent_path(), error);
    if (error) return failure(Errc::io, fmt::format("{}: {}", table, error.message()));
    std::vector<std::string> paths;
    for (const std::string& name : names) {
        auto path = attachment_path(folder, name, from);
        if (!path) return tl::unexpected(path.error());
        paths.push_back(std::move(*path));
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
