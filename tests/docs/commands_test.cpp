// docs/commands.md names every command and option, and the README every exit code.
#include <gtest/gtest.h>

#include <vector>

#include "app/exit_code.h"
#include "tests/docs/page.h"

namespace duwang::docs {
namespace {

// The texts in quotes that stand right behind each `before`.
std::vector<std::string> quoted_after(std::string_view text, std::string_view before) {
    std::vector<std::string> found;
    for (auto at = text.find(before); at != text.npos; at = text.find(before, at + 1)) {
        std::size_t start = at + before.size();
        found.emplace_back(text.substr(start, text.find('"', start) - start));
    }
    return found;
}

std::string command_line() {
    return read_source("app/cli.cpp") + read_source("app/cli_inspect.cpp") +
           read_source("app/cli_entries.cpp");
}

TEST(CommandDocs, OptionsAreDocumented) {
    std::string source = command_line(), page = read_source("docs/commands.md") + read_source("docs/probes.md");
    std::size_t options = 0;
    for (std::string_view before : {"add_option(\"", "add_flag(\""})
        for (std::string option : quoted_after(source, before)) {
            std::size_t dashes = option.find("--");
            if (dashes == option.npos) continue;  // a positional argument
            ++options;
            for (; dashes != option.npos; dashes = option.find("--", dashes + 1)) {
                const std::string name = option.substr(dashes, option.find(',', dashes) - dashes);
                EXPECT_NE(page.find(name), page.npos) << name;
            }
        }
    EXPECT_GE(options, 20u);
}

TEST(CommandDocs, CommandsAreDocumented) {
    std::string source = command_line(), page = read_source("docs/commands.md");
    for (std::string_view before : {"add_subcommand(\"", "in_workspace(app_, \"", "add(\""})
        for (const std::string& name : quoted_after(source, before))
            EXPECT_TRUE(page.find("duwang " + name) != page.npos ||
                        page.find("capture " + name) != page.npos ||
                        page.find("inspect " + name) != page.npos ||
                        page.find("check " + name) != page.npos)
                << name;
    for (std::string_view parent : {"inventory", "scheme", "plan"})
        for (const std::string& name :
             quoted_after(source, "in_workspace(*" + std::string(parent) + ", \""))
            EXPECT_NE(page.find("duwang " + std::string(parent) + " " + name), page.npos) << name;
    for (const std::string& name : quoted_after(source, "shows(\""))
        EXPECT_NE(page.find("duwang plan " + name), page.npos) << name;
    for (std::string_view whole : {"duwang marks import", "duwang log verify"})
        EXPECT_NE(page.find(whole), page.npos) << whole;
}

TEST(CommandDocs, ExitCodesAreDocumented) {
    auto cells = column(section(read_source("docs/commands.md"), "Exit codes"), 0);
    std::multiset<std::string> known;
    for (int code : {app::exit_done, app::exit_negative, app::exit_usage, app::exit_partial,
                     app::exit_nothing, app::exit_internal, app::exit_interrupted})
        known.insert(std::to_string(code));
    EXPECT_EQ(cells, known);
    for (const char* readme : {"README.md", "README.zh-CN.md"}) {
        std::string heading = std::string(readme) == "README.md" ? "Exit codes" : "退出码";
        std::string said = section(read_source(readme), heading);
        for (const std::string& code : known) EXPECT_NE(said.find(code), said.npos) << readme;
    }
}

}  // namespace
}  // namespace duwang::docs
