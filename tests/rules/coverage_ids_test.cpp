#include <gtest/gtest.h>

#include <set>

#include "tests/rules/coverage.h"

namespace duwang::rules {
namespace {

// Every row and every open point of the requirement matrix has an expectation, or says why there is
// none.
TEST(CoverageIds, EveryRowWithPointsHasAnExpectation) {
    const auto document = Yaml::load(DUWANG_SOURCE_DIR "/tests/rules/coverage/ids.yaml");
    ASSERT_TRUE(document) << document.error().what;
    std::set<std::string> expected;
    for (const std::string& name : coverage_files) expected.merge(Coverage::rows_of(name));
    std::set<std::string> ids;
    std::vector<Yaml> rows = (*document)["rows"].items();
    for (const Yaml& row : (*document)["open_points"].items()) rows.push_back(row);
    for (const Yaml& row : rows) {
        const std::string id = row["id"].text(), none = row["none"].text();
        EXPECT_TRUE(ids.insert(id).second) << id << " stands twice";
        EXPECT_EQ(expected.contains(id), none.empty())
            << row.place() << ": " << id
            << (none.empty() ? " has points but no expectation" : " has one; take the reason out");
        EXPECT_TRUE(none.empty() || (*document)["reasons"][none]) << row.place() << ": " << none;
    }
    EXPECT_EQ(ids.size(), 353u + 34u);
    for (const std::string& id : expected)
        EXPECT_TRUE(ids.contains(id) || id.starts_with("STD-")) << id << " is no row";
}

}  // namespace
}  // namespace duwang::rules
