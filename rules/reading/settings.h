// Settings: what a document leaves out and the office fills in, settings/<id>.yaml.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/reading/yaml_form.h"
#include "rules/scheme/scheme.h"

namespace duwang::rules {

// Reads a file of settings, a flat map `name: "3"`. A missing file is no error: nothing is filled
// in.
Result<Settings> load_settings(const std::string& path);

// The list under "settings": what may be filled in.
std::vector<Setting> read_settings(YamlForm& form);

// Values outside of what is allowed are errors of the reading.
void check_ranges(const std::vector<Setting>& settings, Reading& reading);
// Values that nobody asked for. `owner`: for messages, "scheme turpan-2022".
std::vector<Error> unknown_settings(std::string_view owner, const std::set<std::string>& asked,
                                    const Settings& settings);

}  // namespace duwang::rules
