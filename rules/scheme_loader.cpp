#include "rules/scheme_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/hash.h"
#include "core/yaml.h"
#include "rules/scheme_reader.h"

namespace duwang::rules {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t files_max = 2000;
constexpr std::uintmax_t file_bytes_max = 1u << 20;

void read_file(const fs::path& path, std::string name, std::vector<SchemeFile>& files,
               std::vector<Error>& errors) {
    std::error_code ec;
    std::uintmax_t size = fs::file_size(path, ec);
    std::ifstream stream(path, std::ios::binary);
    if (ec || !stream) {
        errors.push_back({Errc::config, fmt::format("{}: cannot be read", path.string())});
        return;
    }
    if (size > file_bytes_max) {
        errors.push_back({Errc::config, fmt::format("{}: {} bytes; an indicator file has at most "
                                                    "{} bytes",
                                                    path.string(), size, file_bytes_max)});
        return;
    }
    files.push_back({std::move(name), {std::istreambuf_iterator<char>(stream), {}}});
}

void read_folder(const fs::path& folder, std::vector<SchemeFile>& files,
                 std::vector<Error>& errors) {
    std::error_code ec;
    fs::directory_iterator entries(folder / "indicators", ec);
    if (ec) {
        errors.push_back({Errc::config, fmt::format("{}: no folder \"indicators\"; put one file "
                                                    "per indicator there",
                                                    folder.string())});
        return;
    }
    for (const fs::directory_entry& entry : entries) {
        if (entry.path().extension() != ".yaml") continue;
        if (files.size() >= files_max) break;
        read_file(entry.path(), "indicators/" + entry.path().filename().string(), files, errors);
    }
}

void sort_by_name(std::vector<SchemeFile>& files) {
    std::ranges::sort(files, {}, &SchemeFile::name);
}

}  // namespace

std::string scheme_hash(std::vector<SchemeFile> files) {
    sort_by_name(files);
    std::string all;
    for (const SchemeFile& file : files)
        all += fmt::format("{}\n{}\n{}\n", file.name, file.content.size(), file.content);
    return sha256_hex(all);
}

SchemeLoad read_scheme(std::vector<SchemeFile> files, const std::string& shown) {
    sort_by_name(files);
    SchemeLoad load;
    Scheme scheme;
    bool head_found = false;
    for (const SchemeFile& file : files) {
        Result<Yaml> yaml = Yaml::parse(file.content, shown + file.name);
        if (!yaml) {
            load.errors.push_back(yaml.error());
        } else if (file.name == "scheme.yaml") {
            head_found = true;
            read_scheme_head(*yaml, scheme, load.errors);
        } else {
            read_indicator(*yaml, scheme, load.errors);
        }
        head_found = head_found || file.name == "scheme.yaml";
    }
    if (!head_found)
        load.errors.push_back({Errc::config, fmt::format("{}scheme.yaml: missing; it names id, "
                                                         "title and full mark",
                                                         shown)});
    if (load.errors.empty()) {
        scheme.hash = scheme_hash(std::move(files));
        load.scheme = std::move(scheme);
    }
    return load;
}

SchemeLoad load_scheme(const std::string& folder) {
    std::vector<SchemeFile> files;
    std::vector<Error> errors;
    fs::path root(folder);
    if (fs::exists(root / "scheme.yaml"))
        read_file(root / "scheme.yaml", "scheme.yaml", files, errors);
    read_folder(root, files, errors);
    SchemeLoad load = read_scheme(std::move(files), (root / "").string());
    load.errors.insert(load.errors.begin(), errors.begin(), errors.end());
    if (!load.errors.empty()) load.scheme.reset();
    return load;
}

}  // namespace duwang::rules
