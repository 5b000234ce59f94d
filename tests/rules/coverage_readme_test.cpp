#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "rules/reading/scheme_loader.h"
#include "tests/rules/coverage.h"

namespace duwang::rules {
namespace {

std::string readme_of(const std::string& scheme) {
    std::ifstream file(DUWANG_SOURCE_DIR "/config/schemes/" + scheme + "/README.md");
    return {std::istreambuf_iterator<char>(file), {}};
}

void groups_of(const Objects& objects, std::set<std::string>& groups) {
    for (const auto* words : {&objects.any_of, &objects.except})
        for (const std::string& word : *words)
            if (word.starts_with("group:")) groups.insert(word.substr(6));
}

std::set<std::string> groups_of(const Scheme& scheme) {
    std::set<std::string> groups;
    for (const Indicator& indicator : scheme.indicators) {
        groups_of(indicator.objects, groups);
        for (const Part& part : indicator.parts) {
            groups_of(part.objects, groups);
            groups_of(part.when.objects, groups);
        }
    }
    return groups;
}

// Groups are set in the inventory and settings are filled in by the office, so it has to be told.
TEST(CoverageReadme, NamesEveryGroupAndSettingThatTheOfficeHasToSet) {
    for (const std::string& name : coverage_files) {
        const std::string readme = readme_of(name);
        EXPECT_FALSE(readme.empty()) << name;
        const SchemeLoad load = load_scheme(DUWANG_SOURCE_DIR "/config/schemes/" + name);
        ASSERT_TRUE(load.scheme) << name;
        for (const std::string& group : groups_of(*load.scheme))
            EXPECT_NE(readme.find('`' + group + '`'), std::string::npos) << name << " " << group;
        const std::vector<std::string>& missing = load.scheme->missing_settings;
        if (missing.empty()) continue;
        EXPECT_NE(readme.find("settings/" + name + ".yaml"), std::string::npos) << name;
        for (const std::string& setting : {missing.front(), missing.back()})
            EXPECT_NE(readme.find('`' + setting + '`'), std::string::npos)
                << name << " " << setting;
    }
}

}  // namespace
}  // namespace duwang::rules
