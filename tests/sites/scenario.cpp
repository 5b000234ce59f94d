#include "tests/sites/scenario.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>

#include "core/url.h"
#include "tests/sites/words.h"

namespace duwang::sites {
namespace {

// Options that make a scenario quick; a scenario may set others.
const std::map<std::string, std::string>& quick() {
    static const std::map<std::string, std::string> options{{"http.connect_timeout_ms", "1000"},
                                                            {"http.answer_timeout_ms", "1500"},
                                                            {"http.total_timeout_ms", "5000"},
                                                            {"http.retries", "0"},
                                                            {"http.retry_wait_ms", "10"},
                                                            {"links.confirm_after_ms", "0"},
                                                            {"politeness.delay_ms", "100"},
                                                            {"politeness.response_factor", "0"},
                                                            {"walls.wait_ms", "1"},
                                                            {"dns.timeout_ms", "300"},
                                                            {"dns.tries", "1"},
                                                            {"limits.site_seconds_max", "60"}};
    return options;
}

std::string yaml_value(const Yaml& node) {
    if (!node.is_list()) return fmt::format("\"{}\"", node.text());
    std::vector<std::string> items;
    for (const Yaml& item : node.items()) items.push_back(fmt::format("\"{}\"", item.text()));
    return fmt::format("[{}]", fmt::join(items, ", "));
}

// Numbers and flags must not be quoted.
std::string written(const Yaml& node) {
    std::string text = node.text();
    bool bare = !text.empty() && (text.find_first_not_of("0123456789") == text.npos ||
                                  text == "true" || text == "false");
    return bare ? text : yaml_value(node);
}

Result<config::Config> options_of(const Yaml& node, const std::string& name) {
    std::map<std::string, std::string> options = quick();
    for (const auto& [key, value] : node.members()) options[key.text()] = written(value);
    std::map<std::string, std::string> groups;
    for (const auto& [key, value] : options) {
        auto dot = key.find('.');
        if (dot == key.npos) return tl::unexpected(node.error("write options as group.key"));
        groups[key.substr(0, dot)] += fmt::format("  {}: {}\n", key.substr(dot + 1), value);
    }
    std::string yaml;
    for (const auto& [group, lines] : groups) yaml += fmt::format("{}:\n{}", group, lines);
    config::ConfigLoad load = config::parse_config(yaml, name);
    if (!load.errors.empty()) return tl::unexpected(load.errors.front());
    return load.config;
}

void read_site(const Yaml& node, Scenario& scenario) {
    Site& site = scenario.site;
    site.id = "x";
    site.name = node["name"].text_or("湖泊县人民政府");
    site.home = node["home"].text_or("http://www.x.gov.cn/");
    site.hosts = texts_of(node["hosts"]);
    if (auto home = parse_url(site.home); home && site.hosts.empty())
        site.hosts.push_back(home->host_port());
    site.internal = flag_of(node["internal"], true);
    site.authority = node["authority"].text();
    scenario.focus = texts_of(node["focus"]);
    scenario.look_back = node["look_back"].text();
    scenario.check_links = flag_of(node["links"], true);
    scenario.probe_ipv6 = flag_of(node["ipv6"], false);
    scenario.seed = node["seed"].text_or("7");
    for (const Yaml& column : node["columns"].items())
        scenario.columns.push_back({"x", "x", column["kind"].text(), column["address"].text()});
}

Result<void> read_times(const Yaml& root, Scenario& scenario) {
    if (const Yaml windows = root["site"]["blackout"]) {
        auto blackout = parse_blackout(windows.text());
        if (!blackout) return tl::unexpected(windows.error(blackout.error().what));
        scenario.site.blackout = std::move(*blackout);
    }
    if (const Yaml clock = root["clock"]) {
        auto begins = parse_timestamp(clock.text());
        if (!begins) return tl::unexpected(clock.error(begins.error().what));
        scenario.begins = *begins;
    }
    return {};
}

}  // namespace

Result<Scenario> load_scenario(const std::string& folder) {
    auto root = Yaml::load(folder + "/site.yaml");
    if (!root) return tl::unexpected(root.error());
    Scenario scenario;
    scenario.folder = folder;
    scenario.name = std::filesystem::path(folder).filename().string();
    scenario.root = *root;
    for (const auto& [node, words] : {std::pair{*root, scenario_words()},
                                      {(*root)["site"], site_words()},
                                      {(*root)["expect"], expect_words()}})
        if (auto fine = check_words(node, words); !fine) return tl::unexpected(fine.error());
    read_site((*root)["site"], scenario);
    if (auto fine = read_times(*root, scenario); !fine) return tl::unexpected(fine.error());
    auto config = options_of((*root)["options"], folder + "/site.yaml: options");
    if (!config) return tl::unexpected(config.error());
    scenario.config = std::move(*config);
    return scenario;
}

}  // namespace duwang::sites
