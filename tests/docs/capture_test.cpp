// docs/capture.md explains every table and column of facts.sqlite.
#include <gtest/gtest.h>

#include <sstream>

#include "tests/docs/page.h"

namespace duwang::docs {
namespace {

// The schema is written one column a line, indented by four blanks.
std::set<std::string> names_in_schema() {
    constexpr std::string_view create = "CREATE TABLE IF NOT EXISTS ";
    std::istringstream schema(read_source("storage/capture/facts_schema.sql"));
    std::set<std::string> names;
    for (std::string line; std::getline(schema, line);) {
        std::string_view text = line;
        if (text.starts_with(create))
            text.remove_prefix(create.size());
        else if (text.starts_with("    "))
            text.remove_prefix(4);
        else
            continue;
        std::string name(text.substr(0, text.find(' ')));
        bool column = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == name.npos;
        if (column && !name.empty()) names.insert(name);
    }
    return names;
}

TEST(CaptureDocs, TablesAndColumnsAreExplained) {
    std::string page = read_source("docs/capture.md");
    std::set<std::string> explained = code_words(section(page, "facts.sqlite"));
    std::set<std::string> known = names_in_schema();
    EXPECT_GE(known.size(), 40u);
    for (const std::string& name : known)
        EXPECT_TRUE(explained.contains(name) || page.find("**" + name + "**") != page.npos)
            << "docs/capture.md does not explain " << name;
}

TEST(CaptureDocs, RulesBehindRolesAreExplained) {
    std::set<std::string> explained =
        code_words(section(read_source("docs/capture.md"), "facts.sqlite"));
    for (const char* source :
         {"crawler/plan/scope.cpp", "crawler/plan/url_traps.cpp", "crawler/plan/kind_watch.cpp",
          "crawler/run/pages.cpp", "crawler/run/order.cpp", "crawler/run/walls.cpp",
          "crawler/run/sitemaps.cpp"}) {
        std::string text = read_source(source);
        for (std::string_view before : {"UrlRole::skip, \"", "UrlRole::link, \"", "UrlRole::page, \"",
                                        "halted_ = \"", "return \"", "number, \"", "late, \""})
            for (auto at = text.find(before); at != text.npos; at = text.find(before, at + 1)) {
                std::size_t start = at + before.size();
                std::string rule = text.substr(start, text.find('"', start) - start);
                EXPECT_TRUE(explained.contains(rule)) << source << ": " << rule;
            }
    }
}

}  // namespace
}  // namespace duwang::docs
