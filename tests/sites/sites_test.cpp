// Every folder with a site.yaml is one test: a server told what to answer, and what must come of
// it. DUWANG_KEEP_CAPTURES=dir keeps the captures.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "tests/sites/scenario.h"
#include "tests/sites/words.h"

namespace duwang::sites {
namespace {

class SiteScenario : public testing::Test {
  public:
    explicit SiteScenario(std::string folder) : folder_(std::move(folder)) {}

    void TestBody() override {
        auto scenario = load_scenario(folder_);
        ASSERT_TRUE(scenario) << scenario.error().what;
        EXPECT_FALSE(scenario->root["about"].text().empty()) << "say what the scenario is about";
        const char* keep = std::getenv("DUWANG_KEEP_CAPTURES");
        Observed observed = run_scenario(*scenario, keep ? keep : "");
        for (const std::string& problem : differences(*scenario, observed))
            ADD_FAILURE() << problem;
    }

  private:
    std::string folder_;
};

std::vector<std::filesystem::path> scenario_folders() {
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(DUWANG_SOURCE_DIR "/tests/sites"))
        if (std::filesystem::exists(entry.path() / "site.yaml")) folders.push_back(entry.path());
    std::ranges::sort(folders);
    return folders;
}

bool register_all() {
    for (const auto& path : scenario_folders()) {
        std::string name = path.filename().string();
        std::ranges::replace(name, '-', '_');  // '-' begins an exclusion in filters
        testing::RegisterTest(
            "Sites", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
            [path]() -> testing::Test* { return new SiteScenario(path.string()); });
    }
    return true;
}

const bool registered = register_all();

TEST(Scenarios, AreFound) { EXPECT_TRUE(registered && !scenario_folders().empty()); }

TEST(Scenarios, APatternStandsForNumbersSegmentsAndAnything) {
    Values values;
    EXPECT_TRUE(fits("/list?page={n}", "/list?page=12", values));
    EXPECT_EQ(filled("/list?page={n+1} of {n} {other}", values), "/list?page=13 of 12 {other}");
    EXPECT_FALSE(fits("/list?page={n}", "/list?page=12&x=1", values));
    EXPECT_TRUE(fits("/{s1}/{s2}/", "/a/b/", values));
    EXPECT_EQ(values["s2"], "b");
    EXPECT_TRUE(fits("/a/{rest}", "/a/", values));
}

TEST(Scenarios, AScenarioThatExpectsNothingFails) {
    Scenario empty;
    Observed observed;
    EXPECT_EQ(differences(empty, observed),
              std::vector<std::string>{"this scenario expects nothing"});
}

TEST(Scenarios, AWordNobodyKnowsIsTold) {
    auto map = Yaml::parse("ask: /\nstatsu: 200\n", "x.yaml").value();
    auto checked = check_words(map, answer_words());
    ASSERT_FALSE(checked);
    EXPECT_NE(checked.error().what.find("statsu"), std::string::npos);
}

}  // namespace
}  // namespace duwang::sites
