#include "config/call_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config/word_lists.h"

namespace duwang::config {
namespace {

constexpr std::array<WordList<PhoneRules>, 7> lists{{
    {"labels", &PhoneRules::labels},
    {"not_labels", &PhoneRules::not_labels},
    {"patterns", &PhoneRules::patterns},
    {"local_patterns", &PhoneRules::local_patterns},
    {"guides", &PhoneRules::guides},
    {"guide_columns", &PhoneRules::guide_columns},
    {"link_columns", &PhoneRules::link_columns},
}};

constexpr std::size_t digits_min = 5;

// Whatever matches a shorter pattern is no telephone number.
void check_patterns(WordReader& reader, const Yaml& node) {
    for (const Yaml& item : node.items()) {
        const std::string pattern = item.text();
        const auto digits = std::ranges::count_if(
            pattern, [](char c) { return c == '#' || c == 'N' || (c >= '0' && c <= '9'); });
        const bool plain = std::ranges::all_of(pattern, [](char c) {
            return c == '#' || c == 'N' || c == '-' || (c >= '0' && c <= '9');
        });
        if (!plain || static_cast<std::size_t>(digits) < digits_min || pattern.starts_with('-'))
            reader.fail(item, fmt::format("\"{}\" is no pattern; write digits, # and N, at least "
                                          "{} of them, and - between, for example 0###-N######",
                                          pattern, digits_min));
    }
}

PhoneRulesLoad rules_of(const Result<Yaml>& document) {
    PhoneRulesLoad load;
    read_word_lists<PhoneRules>(document, "the words of call sheets", lists, load.rules,
                                load.errors);
    if (!load.errors.empty()) return load;
    WordReader reader(load.errors);
    for (const auto& list : lists)
        if ((load.rules.*list.list).empty())
            reader.fail(*document, fmt::format("\"{}\" is missing or empty", list.key));
    check_patterns(reader, (*document)["patterns"]);
    check_patterns(reader, (*document)["local_patterns"]);
    return load;
}

}  // namespace

PhoneRulesLoad load_phone_rules(const std::string& path) { return rules_of(Yaml::load(path)); }

PhoneRulesLoad parse_phone_rules(std::string_view yaml, const std::string& name) {
    return rules_of(Yaml::parse(yaml, name));
}

}  // namespace duwang::config
