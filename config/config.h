// All options of the program: config/default.yaml, overlaid by duwang.yaml of the workspace.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/availability.h"
#include "core/link_rules.h"
#include "core/result.h"
#include "crawler/options.h"
#include "storage/options.h"

namespace duwang::config {

struct Config {
    crawler::Options crawler;
    storage::AttachmentOptions attachments;
    LinkRules confirm;
    AvailabilityRules monitor;
};

// With errors the configuration must not be used. Every error is Errc::config and begins with
// "file:line:column", says what was found and what to write.
struct ConfigLoad {
    Config config;
    std::vector<Error> errors;
};

ConfigLoad default_config();
// The defaults overlaid by the file. An empty file is fine.
ConfigLoad load_config(const std::string& path);
ConfigLoad parse_config(std::string_view yaml, const std::string& name);  // name: for messages

// Every option as "group.key" with its value, in the order of default.yaml: what a manifest
// records.
std::vector<std::pair<std::string, std::string>> option_values(const Config& config);

}  // namespace duwang::config
