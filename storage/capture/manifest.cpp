#include "storage/capture/manifest.h"

#include <fmt/format.h>

#include <filesystem>

#include "core/hash.h"
#include "storage/capture/append_file.h"
#include "storage/capture/record_log.h"

namespace duwang::storage {
namespace {

constexpr std::int64_t manifest_bytes_max = 16 << 20;

std::string path_in(const std::string& folder, std::string_view name) {
    return fmt::format("{}/{}", folder, name);
}

}  // namespace

Result<std::string> write_manifest(const std::string& folder, const CaptureInfo& info,
                                   const SealedCapture& counts, Timestamp sealed) {
    Json files = Json::array();
    for (std::string_view name : {warc_file_name, std::string_view("facts.sqlite")}) {
        std::string path = path_in(folder, name);
        auto hash = sha256_file(path);
        if (!hash) return tl::unexpected(hash.error());
        files.push_back(Json::object()
                            .set("name", name)
                            .set("bytes", std::int64_t(std::filesystem::file_size(path)))
                            .set("sha256", *hash));
    }
    Json manifest = Json::object()
                        .set("format", 1)
                        .set("capture", info.id)
                        .set("round", info.round)
                        .set("site", info.site)
                        .set("software", info.software)
                        .set("as_of", info.as_of.iso())
                        .set("started", info.started.iso())
                        .set("sealed", sealed.iso())
                        .set("options", info.options)
                        .set("pages", counts.pages)
                        .set("exchanges", counts.exchanges)
                        .set("urls", counts.urls)
                        .set("files", files);
    if (!info.parent.empty())
        manifest.set("parent", Json::object()
                                   .set("capture", info.parent)
                                   .set("manifest_sha256", info.parent_manifest_sha256));
    if (!info.earlier.capture.empty())
        manifest.set("earlier", Json::object()
                                    .set("capture", info.earlier.capture)
                                    .set("manifest_sha256", info.earlier.manifest_sha256));
    std::string text = manifest.dump(2) + "\n";
    if (auto done = replace_file(path_in(folder, "manifest.json"), text); !done)
        return tl::unexpected(done.error());
    return sha256_hex(text);
}

Result<Json> read_manifest(const std::string& folder) {
    auto text = read_file(path_in(folder, "manifest.json"), manifest_bytes_max);
    if (!text) return tl::unexpected(text.error());
    return Json::parse(*text);
}

namespace {

// A supplement stands on its parent's bytes: they must be the ones it was begun with.
Result<void> verify_parent(const std::string& folder, const Json& parent) {
    std::string name = parent["capture"].text();
    if (name.find('/') != std::string::npos || name.starts_with('.'))
        return failure(Errc::damaged, "the manifest names a parent outside its folder");
    std::string path = path_in(folder, "../" + name);
    auto hash = sha256_file(path + "/manifest.json");
    if (!hash) return tl::unexpected(hash.error());
    if (*hash != parent["manifest_sha256"].text())
        return failure(Errc::damaged, fmt::format("{}/manifest.json: its SHA-256 is {}, the supplement {} says {}",
                                                  path, *hash, folder, parent["manifest_sha256"].text()));
    return verify_manifest(path);
}

}  // namespace

Result<void> verify_manifest(const std::string& folder) {
    auto manifest = read_manifest(folder);
    if (!manifest) return tl::unexpected(manifest.error());
    for (const Json& file : (*manifest)["files"].items()) {
        std::string name = file["name"].text();
        if (name.find('/') != std::string::npos)
            return failure(Errc::damaged, "the manifest names a file outside its folder");
        auto hash = sha256_file(path_in(folder, name));
        if (!hash) return tl::unexpected(hash.error());
        if (*hash != file["sha256"].text())
            return failure(Errc::damaged,
                           fmt::format("{}: its SHA-256 is {}, the manifest says {}",
                                       path_in(folder, name), *hash, file["sha256"].text()));
    }
    const Json& parent = (*manifest)["parent"];
    return parent.is_object() ? verify_parent(folder, parent) : Result<void>{};
}

}  // namespace duwang::storage
