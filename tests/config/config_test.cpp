#include "config/config.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "config/option_table.h"
#include "config/option_value.h"
#include "core/yaml.h"

namespace duwang::config {
namespace {

std::string all(const std::vector<Error>& errors) {
    std::string text;
    for (const Error& error : errors) text += error.what + "\n";
    return text;
}

// The number of members of an aggregate, found by trying.
struct Anything {
    template <class T>
    operator T() const;
};
template <class T, class... Members>
constexpr std::size_t member_count() {
    if constexpr (requires { T{Members{}..., Anything{}}; })
        return member_count<T, Members..., Anything>();
    else
        return sizeof...(Members);
}

TEST(Config, EveryMemberOfTheOptionStructsIsAnOption) {
    const std::size_t members =
        (member_count<crawler::HttpOptions>() - 1) +  // proxy_is_vantage: who uses it, decides
        member_count<crawler::PolitenessOptions>() + member_count<crawler::LimitOptions>() +
        member_count<crawler::TrapOptions>() +
        member_count<crawler::WallOptions>() + member_count<crawler::LinkOptions>() +
        member_count<crawler::DocumentOptions>() + member_count<crawler::DnsOptions>() +
        member_count<crawler::SearchOptions>() +
        (member_count<crawler::Options>() - 9) + (member_count<Config>() - 4) +
        member_count<storage::AttachmentOptions>() + member_count<LinkRules>() +
        member_count<AvailabilityRules>();
    EXPECT_EQ(option_table().size(), members);
    std::set<void*> slots;
    Config config;
    for (const Option& option : option_table())
        std::visit([&](auto* slot) { slots.insert(slot); }, option.slot(config));
    EXPECT_EQ(slots.size(), members) << "two options go to one member";
}

// Words that stand in the file alone, and nowhere in the program.
static bool is_data(std::string_view option) {
    return option == "links.error_phrases" || option == "links.login_words" ||
           option == "links.hijack_words";
}

TEST(Config, DefaultFileNamesEveryOptionOnceAndEqualsTheStructs) {
    const auto file = Yaml::load(DUWANG_SOURCE_DIR "/config/default.yaml");
    ASSERT_TRUE(file) << file.error().what;
    std::size_t written = 0;
    for (const auto& [group, options] : file->members()) written += options.members().size();
    EXPECT_EQ(written, option_table().size());
    for (const Option& option : option_table())
        EXPECT_TRUE((*file)[option.group][option.key]) << option.group << "." << option.key;

    const ConfigLoad load = default_config();
    EXPECT_EQ(all(load.errors), "");
    const auto struct_values = option_values(Config{});
    const auto file_values = option_values(load.config);
    for (std::size_t i = 0; i < file_values.size(); ++i)
        if (!is_data(file_values[i].first)) {
            EXPECT_EQ(file_values[i], struct_values[i]);
        }
    EXPECT_GT(load.config.crawler.links.error_phrases.size(), 10u);
    EXPECT_GT(load.config.crawler.links.hijack_words.size(), 10u);
    EXPECT_GT(load.config.crawler.links.login_words.size(), 5u);
}

// An explanation stands above each option, so that the file can be read instead of a manual.
TEST(Config, EveryOptionOfTheDefaultFileIsExplained) {
    std::ifstream file(DUWANG_SOURCE_DIR "/config/default.yaml");
    std::string line, before;
    while (std::getline(file, line)) {
        const bool option = line.starts_with("  ") && line[2] != ' ' && line[2] != '#' &&
                            line.find("internal_connections") == std::string::npos;
        if (option) {
            EXPECT_TRUE(before.starts_with("  #")) << line;
        }
        if (!line.starts_with("    ")) before = line;
    }
}

TEST(Config, TheWorkspaceOverridesOnlyWhatItNames) {
    const ConfigLoad load = parse_config(
        "http:\n  body_bytes_max: 64 KiB\n  user_agent: 'DuWang/0.1 (office@example.cn)'\n"
        "links:\n  check_external: false\n  error_phrases: [没有了]\n"
        "dns:\n  servers: [\"192.0.2.1:53\", \"[2001:db8::1]:53\"]\n"
        "ipv6:\n  canaries:\n    - \"[2001:db8::1]:443\"\n"
        "limits:\n  depth_max: 0\n  # pages_max: 4\n",
        "duwang.yaml");
    EXPECT_EQ(all(load.errors), "");
    const crawler::Options& options = load.config.crawler;
    EXPECT_EQ(options.http.body_bytes_max, 65536);
    EXPECT_EQ(options.http.user_agent, "DuWang/0.1 (office@example.cn)");
    EXPECT_FALSE(options.links.check_external);
    EXPECT_EQ(options.links.error_phrases, std::vector<std::string>{"没有了"});
    EXPECT_EQ(options.dns.servers.size(), 2u);
    EXPECT_EQ(options.ipv6_canaries, std::vector<std::string>{"[2001:db8::1]:443"});
    EXPECT_EQ(options.limits.depth_max, 0);
    EXPECT_EQ(options.limits.pages_max, 20'000);
    EXPECT_EQ(options.politeness.delay_ms, 1000);
}

TEST(Config, AnEmptyFileMeansTheDefaults) {
    for (const char* text : {"", "# nothing\n", "---\n", "http:\n"})
        EXPECT_EQ(all(parse_config(text, "duwang.yaml").errors), "") << text;
}

TEST(Config, EveryMistakeIsNamedWithItsPlaceAndWhatToWrite) {
    struct Case {
        const char* yaml;
        const char* place;
        const char* says;
    };
    const Case cases[] = {
        {"htp:\n  retries: 2\n", "1:1", "did you mean \"http\"?"},
        {"http:\n  retry: 2\n", "2:3", "did you mean \"retries\"?"},
        {"http:\n  colour: 2\n", "2:3", "known are: user_agent"},
        {"delay_ms: 5\n", "1:1", "indented under \"politeness:\""},
        {"http:\n  retries: 2\n  retries: 3\n", "3:3", "stands twice"},
        {"http:\n  retries: 2\nhttp:\n  retries: 3\n", "3:1", "stands twice"},
        {"http:\n  retries: many\n", "2:12", "whole number"},
        {"http:\n  retries: 2.5\n", "2:12", "whole number"},
        {"http:\n  retries: -1\n", "2:12", "write 0 to 10"},
        {"http:\n  retries: 99999999999999999999\n", "2:12", "whole number"},
        {"http:\n  retries: [1]\n", "2:12", "is a list"},
        {"http:\n  retries:\n", "2:3", "has no value"},
        {"http:\n  connect_timeout_ms: 15 s\n", "2:23", "milliseconds"},
        {"http:\n  body_bytes_max: 8 MB\n", "2:19", "8 MiB"},
        {"http:\n  body_bytes_max: 99999999999 GiB\n", "2:19", "8 MiB"},
        {"http:\n  body_bytes_max: 2 TiB\n", "2:19", "write 1024 to"},
        {"http:\n  user_agent: \"a\\r\\nHost: b\"\n", "2:15", "one line"},
        {"http:\n  user_agent: ''\n", "2:15", "1 to 200"},
        {"http: 5\n", "1:7", "\"key: value\""},
        {"- http\n", "1:1", "a list"},
        {"politeness:\n  delay_ms: 0\n", "2:13", "write 100 to"},
        {"politeness:\n  delay_ms: 60000\n", "1:1", "larger delay_max_ms"},
        {"links:\n  check_external: ja\n", "2:19", "true or false"},
        {"links:\n  error_phrases: 没有了\n", "2:18", "write a list"},
        {"links:\n  error_phrases: [好的, x]\n", "2:23", "2 to 100 bytes"},
        {"walls:\n  codes: 412\n", "2:10", "[412, 521]"},
        {"walls:\n  codes: [412, 4l8]\n", "2:16", "a status code"},
        {"walls:\n  shell_codes: [99]\n", "2:17", "a status code"},
        {"dns:\n  servers: [192.0.2.1]\n", "2:13", "an IP address and a port"},
        {"dns:\n  servers: [\"192.0.2.1:0\"]\n", "2:13", "an IP address and a port"},
        {"dns:\n  servers: [dns.example:53]\n", "2:13", "an IP address and a port"},
        {"ipv6:\n  canaries: [\"2001:db8::1:443\"]\n", "2:14", "an IPv6 address"},
        {"ipv6:\n  canaries: [\"192.0.2.1:443\"]\n", "2:14", "an IPv6 address"},
        {"limits:\n  depth_max: 101\n", "2:14", "write 0 to 100"},
        {"http:\n\tretries: 2\n", "2:", ""},
        {"http: {retries: 2\n", "2:", ""},
    };
    for (const Case& one : cases) {
        const ConfigLoad load = parse_config(one.yaml, "duwang.yaml");
        ASSERT_EQ(load.errors.size(), 1u) << one.yaml << all(load.errors);
        const std::string& what = load.errors[0].what;
        EXPECT_EQ(what.find(std::string("duwang.yaml:") + one.place), 0u) << one.yaml << what;
        EXPECT_NE(what.find(one.says), std::string::npos) << one.yaml << what;
        EXPECT_EQ(load.errors[0].code, Errc::config);
    }
}

TEST(Config, AllMistakesAreReportedAtOnce) {
    const ConfigLoad load =
        parse_config("http:\n  retries: x\n  retry: 1\nlimit:\n  a: 1\nlimits:\n  depth_max: -1\n",
                     "duwang.yaml");
    EXPECT_EQ(load.errors.size(), 4u) << all(load.errors);
}

TEST(Config, AMissingFileIsAnError) {
    const ConfigLoad load = load_config("/nonexistent/duwang.yaml");
    ASSERT_EQ(load.errors.size(), 1u);
    EXPECT_EQ(load.errors[0].code, Errc::config);
}

TEST(Config, SizesAndEndpoints) {
    EXPECT_EQ(parse_bytes("0"), 0);
    EXPECT_EQ(parse_bytes("8MiB"), 8 << 20);
    EXPECT_EQ(parse_bytes("4 GiB"), std::int64_t{4} << 30);
    for (const char* text :
         {"", "MiB", "-1", "1.5 MiB", "0x10", "8 mib", "1 MiB ", "9000000000 GiB"})
        EXPECT_FALSE(parse_bytes(text)) << text;
    EXPECT_TRUE(is_endpoint("[::1]:53"));
    for (const char* text : {"", ":", "::1", "[::1]", "[::1]:", "[::1]:65536", "1.2.3.4:53x",
                             "[1.2.3.4]:53", "1.2.3.4:-1"})
        EXPECT_FALSE(is_endpoint(text)) << text;
}

}  // namespace
}  // namespace duwang::config
