// Worked examples of the five seed systems, and the plans they are worked with.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "rules/assessment/plan_reader.h"
#include "tests/rules/assessment_example.h"

namespace duwang::rules {
namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream file(DUWANG_SOURCE_DIR "/" + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

class AssessmentExamples : public testing::TestWithParam<std::string> {};

TEST_P(AssessmentExamples, ComeOutAsWorkedByHand) { ExampleFile(GetParam()).run(); }

INSTANTIATE_TEST_SUITE_P(Seeds, AssessmentExamples, testing::ValuesIn(example_files),
                         [](const auto& seed) {
                             std::string name = seed.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

TEST(AssessmentPlans, AreReadAndTheirReadmeNamesWhatTheOfficeFillsIn) {
    for (const std::string& name : example_files) {
        const std::string folder = "config/assessments/" + name;
        const PlanLoad load = read_plan(bytes_of(folder + "/plan.yaml"), folder + "/plan.yaml");
        for (const Error& error : load.errors) ADD_FAILURE() << error.what;
        ASSERT_TRUE(load.plan) << name;
        EXPECT_EQ(load.plan->id, name);
        const std::string readme = bytes_of(folder + "/README.md");
        EXPECT_NE(readme.find("settings/plan-" + name + ".yaml"), readme.npos) << name;
        for (const std::string& setting : load.plan->missing_settings)
            EXPECT_NE(readme.find('`' + setting + '`'), readme.npos) << name << " " << setting;
        for (const AssessedGroup& group : load.plan->groups)
            for (const Component* component : components_of(group))
                for (const std::string& round : component->rounds)
                    EXPECT_NE(readme.find('`' + round + '`'), readme.npos) << name << " " << round;
    }
}

TEST(AssessmentPlans, EveryInstalledOneHasExamples) {
    std::set<std::string> installed;
    for (const auto& entry :
         std::filesystem::directory_iterator(DUWANG_SOURCE_DIR "/config/assessments"))
        installed.insert(entry.path().filename().string());
    EXPECT_EQ(installed, std::set<std::string>(example_files.begin(), example_files.end()));
}

}  // namespace
}  // namespace duwang::rules
