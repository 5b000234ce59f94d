// Reads one YAML map against the keys it may have, collecting every error instead of the first.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "core/yaml.h"

namespace duwang::rules {

// Values that an office filled in where a document leaves them out.
struct SettingValue {
    std::string value;
    std::string place;  // file:line:column
};
using Settings = std::map<std::string, SettingValue>;

// What reading the files of one scheme has in common.
struct Reading {
    std::vector<Error>& errors;
    const Settings& settings;
    std::set<std::string> asked;       // settings that were asked for
    std::vector<std::string> missing;  // those of them that have no value, in order
};

// What a number stands for: points (分), a share of something ("80%", "1/6"), any number.
enum class Amount { points, share, number };

class YamlForm {
  public:
    // Reports what is no map, keys that are not known and keys that stand twice.
    YamlForm(Yaml map, std::string what, std::span<const std::string_view> known, Reading& reading);

    bool usable() const { return map_.is_map(); }
    bool has(std::string_view key) const { return static_cast<bool>(map_[key]); }
    Yaml at(std::string_view key) const { return map_[key]; }
    std::string place() const { return map_.place(); }

    std::string required(std::string_view key);  // a non-empty text
    std::string optional(std::string_view key);
    // Points (分): "0.5", "2" or "1/12", not negative, at most 12 characters; or {setting: NAME},
    // which is 0 while the office has not filled it in.
    Decimal points(std::string_view key) { return amount(key, Amount::points); }
    Decimal amount(std::string_view key, Amount kind);
    std::optional<Decimal> optional_amount(std::string_view key, Amount kind);
    // The value of a setting that nobody had to write into the scheme.
    Decimal setting(const std::string& name, Amount kind);
    std::string date(std::string_view key);  // "2022-12-31", or ""
    int whole(std::string_view key, int low, int high, int otherwise);
    bool flag(std::string_view key);                       // true or false; false when absent
    std::vector<std::string> texts(std::string_view key);  // a list, or one text
    std::string one_of(std::string_view key, std::span<const std::string_view> words,
                       std::string_view otherwise);
    void fail(const Yaml& where, std::string_view what) {
        reading_.errors.push_back(where.error(what));
    }
    void fail_no_list(std::string_view key);
    Reading& reading() { return reading_; }

  private:
    Yaml map_;
    std::string what_;
    Reading& reading_;

    void missing(std::string_view key);
    std::optional<Decimal> checked(std::string_view text, std::string_view shown, Amount kind,
                                   const std::string& place);
};

inline constexpr std::size_t form_rows_max = 1000;

// Every row of a list under `key` as a form with the given keys; `what`: for messages, "a grade".
template <typename Read>
void each_row(YamlForm& form, std::string_view key, std::string_view what,
              std::span<const std::string_view> keys, Read read) {
    const Yaml list = form.at(key);
    if (list && !list.is_list()) form.fail_no_list(key);
    std::size_t count = 0;
    for (const Yaml& item : list.items()) {
        if (++count > form_rows_max) break;
        YamlForm row(item, std::string(what), keys, form.reading());
        if (row.usable()) read(row);
    }
}

}  // namespace duwang::rules
