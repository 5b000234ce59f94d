// Reads one YAML map against the keys it may have, collecting every error instead of the first.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "core/yaml.h"

namespace duwang::rules {

class YamlForm {
  public:
    // Reports what is no map, keys that are not known and keys that stand twice.
    YamlForm(Yaml map, std::string what, std::span<const std::string_view> known,
             std::vector<Error>& errors);

    bool usable() const { return map_.is_map(); }
    bool has(std::string_view key) const { return static_cast<bool>(map_[key]); }
    Yaml at(std::string_view key) const { return map_[key]; }
    std::string place() const { return map_.place(); }

    std::string required(std::string_view key);  // a non-empty text
    std::string optional(std::string_view key);
    // Points (分): "0.5", "2" or "1/12", not negative, at most 12 characters.
    Decimal points(std::string_view key);
    bool flag(std::string_view key);                       // true or false; false when absent
    std::vector<std::string> texts(std::string_view key);  // a list, or one text
    std::string one_of(std::string_view key, std::span<const std::string_view> words,
                       std::string_view otherwise);
    void fail(const Yaml& where, std::string_view what) { errors_.push_back(where.error(what)); }

  private:
    Yaml map_;
    std::string what_;
    std::vector<Error>& errors_;

    void missing(std::string_view key);
};

}  // namespace duwang::rules
