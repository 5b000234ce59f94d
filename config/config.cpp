#include "config/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "config/option_table.h"
#include "config/option_value.h"
#include "core/proxy_address.h"
#include "core/text/closest.h"
#include "core/yaml.h"
#include "embedded/config_files.h"

namespace duwang::config {
namespace {

std::vector<std::string_view> known_groups() {
    std::vector<std::string_view> groups;
    for (const Option& option : option_table())
        if (groups.empty() || groups.back() != option.group) groups.push_back(option.group);
    return groups;
}

std::vector<std::string_view> known_keys(std::string_view group) {
    std::vector<std::string_view> keys;
    for (const Option& option : option_table())
        if (option.group == group) keys.push_back(option.key);
    return keys;
}

const Option* find_option(std::string_view group, std::string_view key) {
    for (const Option& option : option_table())
        if (option.group == group && option.key == key) return &option;
    return nullptr;
}

// A key of the top that is an option of some group: the usual slip.
std::string_view group_of(std::string_view key) {
    for (const Option& option : option_table())
        if (option.key == key) return option.group;
    return {};
}

class Overlay {
  public:
    explicit Overlay(ConfigLoad& load) : load_(load) {}

    void read(const Yaml& document) {
        if (!document) return;
        if (!document.is_map())
            return fail(document, fmt::format("found {} where the options should stand; write "
                                              "\"group:\" lines with \"key: value\" lines under "
                                              "them",
                                              kind_of(document)));
        const std::vector<std::string_view> groups = known_groups();
        std::set<std::string> seen;
        for (const auto& [key, value] : document.members()) {
            const std::string name = key.text();
            if (!seen.insert(name).second)
                fail(key, fmt::format("the group {} stands twice; put both together", shown(name)));
            else if (std::ranges::find(groups, name) != groups.end())
                group(name, value);
            else if (const std::string_view home = group_of(name); !home.empty())
                fail(key, fmt::format("{} stands alone; write it indented under \"{}:\"",
                                      shown(name), home));
            else
                fail(key,
                     fmt::format("unknown group {}; {}", shown(name), word_advice(name, groups)));
        }
    }

  private:
    ConfigLoad& load_;

    void fail(const Yaml& where, std::string_view what) {
        load_.errors.push_back(where.error(what));
    }

    void group(const std::string& name, const Yaml& map) {
        if (!map) return;  // a group whose lines are all commented out
        if (!map.is_map())
            return fail(map, fmt::format("\"{}\" is {}; write \"key: value\" lines under it", name,
                                         kind_of(map)));
        const std::vector<std::string_view> keys = known_keys(name);
        std::set<std::string> seen;
        for (const auto& [key, value] : map.members()) {
            const std::string word = key.text();
            const Option* option = find_option(name, word);
            if (!option)
                fail(key, fmt::format("unknown option {} in \"{}\"; {}", shown(word), name,
                                      word_advice(word, keys)));
            else if (!seen.insert(word).second)
                fail(key, fmt::format("{}.{} stands twice; keep one", name, word));
            else if (!value)
                fail(key,
                     fmt::format("{}.{} has no value; write one or take the line out", name, word));
            else
                read_option(*option, value, load_.config, load_.errors);
        }
    }
};

void overlay(ConfigLoad& load, const Result<Yaml>& document) {
    if (!document)
        load.errors.push_back(document.error());
    else
        Overlay(load).read(*document);
}

// What must hold between options. The place is the file as a whole.
void check_together(ConfigLoad& load, const std::string& name) {
    const auto& http = load.config.crawler.http;
    const auto& politeness = load.config.crawler.politeness;
    const auto& limits = load.config.crawler.limits;
    const auto need = [&](bool holds, std::string_view what) {
        if (!holds) load.errors.push_back({Errc::config, fmt::format("{}:1:1: {}", name, what)});
    };
    need(politeness.delay_max_ms >= politeness.delay_ms,
         fmt::format("politeness.delay_max_ms ({}) is below politeness.delay_ms ({}); write a "
                     "larger delay_max_ms",
                     politeness.delay_max_ms, politeness.delay_ms));
    need(http.decoded_bytes_max >= http.body_bytes_max,
         fmt::format("http.decoded_bytes_max ({}) is below http.body_bytes_max ({}); write at "
                     "least as much",
                     http.decoded_bytes_max, http.body_bytes_max));
    for (const std::string& vantage : load.config.crawler.links.vantages)
        need(
            parse_vantage(vantage).has_value(),
            fmt::format("confirm.vantages holds {}; write \"NAME http://192.0.2.1:3128\" or \"NAME "
                        "socks5h://192.0.2.1:1080\"",
                        shown(vantage)));
    need(http.proxy.empty() || is_proxy_address(http.proxy),
         fmt::format("http.proxy {} is no proxy; write \"http://192.0.2.1:3128\" or "
                     "\"socks5h://192.0.2.1:1080\"",
                     shown(http.proxy)));
    need(http.total_timeout_ms >= http.connect_timeout_ms,
         fmt::format("http.total_timeout_ms ({}) is below http.connect_timeout_ms ({}); write at "
                     "least as much",
                     http.total_timeout_ms, http.connect_timeout_ms));
    need(limits.known_urls_max >= limits.pages_max,
         fmt::format("limits.known_urls_max ({}) is below limits.pages_max ({}); write at least as "
                     "much",
                     limits.known_urls_max, limits.pages_max));
}

ConfigLoad finish(const Result<Yaml>& document, const std::string& name) {
    ConfigLoad load = default_config();
    overlay(load, document);
    if (load.errors.empty()) check_together(load, name);
    return load;
}

}  // namespace

ConfigLoad default_config() {
    ConfigLoad load;
    for (const auto& file : embedded::config_files())
        if (file.path == "default.yaml") overlay(load, Yaml::parse(file.content, "default.yaml"));
    return load;
}

ConfigLoad load_config(const std::string& path) { return finish(Yaml::load(path), path); }

ConfigLoad parse_config(std::string_view yaml, const std::string& name) {
    return finish(Yaml::parse(yaml, name), name);
}

std::vector<std::pair<std::string, std::string>> option_values(const Config& told) {
    // Captures go from hand to hand: no secret of a proxy may travel with them.
    Config config = told;
    config.crawler.http.proxy = proxy_shown(config.crawler.http.proxy);
    for (std::string& vantage : config.crawler.links.vantages)
        if (const auto address = parse_vantage(vantage))
            vantage = address->name + " " + proxy_shown(address->proxy);
    std::vector<std::pair<std::string, std::string>> values;
    for (const Option& option : option_table()) {
        std::string name = fmt::format("{}.{}", option.group, option.key);
        values.emplace_back(name, option_text(option, config));
    }
    return values;
}

}  // namespace duwang::config
