// The words of site.yaml: a key that means nothing is an error with its place.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/yaml.h"

namespace duwang::sites {

std::span<const std::string_view> scenario_words();
std::span<const std::string_view> site_words();
std::span<const std::string_view> answer_words();
std::span<const std::string_view> dns_words();
std::span<const std::string_view> expect_words();

// Errc::config, with the place, for a key that is not in the list.
Result<void> check_words(const Yaml& map, std::span<const std::string_view> known);

std::int64_t number_of(const Yaml& node, std::int64_t otherwise);
bool flag_of(const Yaml& node, bool otherwise);       // yes, true
std::vector<std::string> texts_of(const Yaml& node);  // a list, or one text

}  // namespace duwang::sites
