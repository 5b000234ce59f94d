#include "rules/reading/scheme_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/hash.h"
#include "core/yaml.h"
#include "rules/reading/scheme_reader.h"
#include "rules/reading/settings.h"

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

std::string scheme_hash(std::vector<SchemeFile> files, const Settings& settings) {
    sort_by_name(files);
    std::string all;
    for (const SchemeFile& file : files)
        all += fmt::format("{}\n{}\n{}\n", file.name, file.content.size(), file.content);
    for (const auto& [name, setting] : settings)
        all += fmt::format("{}\n{}\n{}\n", name, setting.value.size(), setting.value);
    return sha256_hex(all);
}

SchemeLoad read_scheme_trees(const Yaml& head, const std::vector<Yaml>& indicators,
                             std::string hash, const Settings& settings) {
    SchemeLoad load;
    Scheme scheme;
    scheme.hash = std::move(hash);
    Reading reading{load.errors, settings, {}, {}};
    read_scheme_head(head, scheme, reading);
    for (const Yaml& indicator : indicators) read_indicator(indicator, scheme, reading);
    if (load.errors.empty())
        load.errors = unknown_settings("scheme " + scheme.id, reading.asked, settings);
    check_ranges(scheme.settings, reading);
    scheme.missing_settings = std::move(reading.missing);
    if (load.errors.empty()) load.scheme = std::move(scheme);
    return load;
}

SchemeLoad read_scheme(std::vector<SchemeFile> files, const std::string& shown,
                       const Settings& settings) {
    sort_by_name(files);
    std::string hash = scheme_hash(files, settings);
    std::vector<Error> broken;
    std::optional<Yaml> head;
    std::vector<Yaml> indicators;
    for (const SchemeFile& file : files) {
        Result<Yaml> yaml = Yaml::parse(file.content, shown + file.name);
        if (!yaml) broken.push_back(yaml.error());
        const bool is_head = file.name == "scheme.yaml";
        if (is_head) head = yaml ? *yaml : Yaml();
        if (yaml && !is_head) indicators.push_back(*yaml);
    }
    if (!head)
        broken.push_back({Errc::config, fmt::format("{}scheme.yaml: missing; it names id, title "
                                                    "and full mark",
                                                    shown)});
    if (!broken.empty()) {
        // What else is wrong is told too, as far as it can be read without the head.
        SchemeLoad load = read_scheme_trees(head.value_or(Yaml()), indicators, {}, settings);
        if (head && *head) std::ranges::move(load.errors, std::back_inserter(broken));
        return {std::nullopt, std::move(broken)};
    }
    return read_scheme_trees(*head, indicators, std::move(hash), settings);
}

SchemeLoad load_scheme(const std::string& folder, const Settings& settings) {
    std::vector<SchemeFile> files;
    std::vector<Error> errors;
    fs::path root(folder);
    if (fs::exists(root / "scheme.yaml"))
        read_file(root / "scheme.yaml", "scheme.yaml", files, errors);
    read_folder(root, files, errors);
    SchemeLoad load = read_scheme(std::move(files), (root / "").string(), settings);
    load.errors.insert(load.errors.begin(), errors.begin(), errors.end());
    if (!load.errors.empty()) load.scheme.reset();
    return load;
}

}  // namespace duwang::rules
