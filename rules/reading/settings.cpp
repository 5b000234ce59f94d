#include "rules/reading/settings.h"

#include <fmt/format.h>

#include <filesystem>

#include "core/text/closest.h"

namespace duwang::rules {
namespace {

constexpr std::string_view setting_keys[] = {"name", "title", "why", "low", "high"};

void check_range(const Setting& setting, Reading& reading) {
    auto given = reading.settings.find(setting.name);
    auto value = given == reading.settings.end() ? std::nullopt : number_of(given->second.value);
    if (!value) return;
    const bool low = setting.low && *value < *setting.low;
    const bool high = setting.high && *value > *setting.high;
    if (low || high)
        reading.errors.push_back(
            {Errc::config,
             fmt::format("{}: {} is outside of what {} allows; write {} {}", given->second.place,
                         given->second.value, setting.title, low ? "at least" : "at most",
                         (low ? *setting.low : *setting.high).exact())});
}

}  // namespace

std::vector<Setting> read_settings(YamlForm& form) {
    std::vector<Setting> settings;
    each_row(form, "settings", "a setting", setting_keys, [&](YamlForm& row) {
        settings.push_back({row.required("name"), row.required("title"), row.optional("why"),
                            row.optional_amount("low", Amount::number),
                            row.optional_amount("high", Amount::number)});
    });
    return settings;
}

void check_ranges(const std::vector<Setting>& settings, Reading& reading) {
    for (const Setting& setting : settings) check_range(setting, reading);
}

std::vector<Error> unknown_settings(std::string_view owner, const std::set<std::string>& asked,
                                    const Settings& settings) {
    std::vector<Error> errors;
    const std::vector<std::string_view> names(asked.begin(), asked.end());
    for (const auto& [name, setting] : settings)
        if (!asked.contains(name))
            errors.push_back(
                {Errc::config, fmt::format("{}: {} has no setting \"{}\"; {}", setting.place, owner,
                                           name.substr(0, 60), word_advice(name, names))});
    return errors;
}

Result<Settings> load_settings(const std::string& path) {
    Settings settings;
    std::error_code ec;
    if (!std::filesystem::exists(path, ec)) return settings;
    auto document = Yaml::load(path);
    if (!document) return tl::unexpected(document.error());
    if (*document && !document->is_map())
        return tl::unexpected(
            document->error("no map of settings; write lines like \"name: \"3\"\""));
    for (const auto& [key, value] : document->members()) {
        if (!value.is_scalar())
            return tl::unexpected(
                key.error(fmt::format("setting \"{}\" has no value; write for "
                                      "example \"{}: \"3\"\"",
                                      key.text(), key.text())));
        if (!settings.emplace(key.text(), SettingValue{value.text(), value.place()}).second)
            return tl::unexpected(
                key.error(fmt::format("setting \"{}\" stands twice; keep one", key.text())));
    }
    return settings;
}

}  // namespace duwang::rules
