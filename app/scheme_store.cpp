#include "app/scheme_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "storage/capture/append_file.h"

namespace duwang::app {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t file_bytes_max = 1 << 20;

tl::unexpected<Error> io_failure(const fs::path& path, const std::error_code& error) {
    return failure(Errc::io, fmt::format("{}: {}", path.string(), error.message()));
}

Result<void> write_files(const fs::path& folder, const std::vector<rules::SchemeFile>& files) {
    std::error_code error;
    fs::create_directories(folder / "indicators", error);
    if (error) return io_failure(folder, error);
    for (const rules::SchemeFile& file : files)
        if (auto done = storage::replace_file((folder / file.name).string(), file.content); !done)
            return done;
    return {};
}

}  // namespace

Result<std::vector<rules::SchemeFile>> read_scheme_files(const std::string& folder) {
    std::vector<rules::SchemeFile> files;
    const auto add = [&](const fs::path& path, const std::string& name) -> Result<void> {
        auto content = storage::read_file(path.string(), file_bytes_max);
        if (!content) return tl::unexpected(content.error());
        files.push_back({name, std::move(*content)});
        return {};
    };
    const fs::path root(folder);
    if (auto head = add(root / "scheme.yaml", "scheme.yaml"); !head)
        return tl::unexpected(head.error());
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(root / "indicators", error)) {
        if (entry.path().extension() != ".yaml") continue;
        const std::string name = "indicators/" + entry.path().filename().string();
        if (auto one = add(entry.path(), name); !one) return tl::unexpected(one.error());
    }
    if (error) return io_failure(root / "indicators", error);
    std::ranges::sort(files, {}, &rules::SchemeFile::name);
    return files;
}

Result<void> store_scheme(const std::string& folder, const std::vector<rules::SchemeFile>& files,
                          bool replace) {
    const fs::path target(folder);
    const fs::path fresh = target.parent_path() / ("." + target.filename().string() + ".new");
    const fs::path old = target.parent_path() / ("." + target.filename().string() + ".old");
    std::error_code error;
    const bool there = fs::exists(target);
    if (there && !replace)
        return failure(Errc::usage, fmt::format("{}: there is a scheme already; write --replace to "
                                                "replace it, or another --id",
                                                folder));
    fs::remove_all(fresh, error);
    fs::remove_all(old, error);
    if (auto done = write_files(fresh, files); !done) {
        fs::remove_all(fresh, error);
        return done;
    }
    if (fs::exists(target / "README.md"))
        fs::copy_file(target / "README.md", fresh / "README.md", error);
    if (error) return io_failure(target, error);
    if (there) fs::rename(target, old, error);
    if (error) return io_failure(target, error);
    fs::rename(fresh, target, error);
    if (error) {
        const auto failed = io_failure(target, error);
        if (there) fs::rename(old, target, error);
        return failed;
    }
    fs::remove_all(old, error);
    return {};
}

}  // namespace duwang::app
