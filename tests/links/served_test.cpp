// What real servers can play of the corpus (断链判定语料), asked by the real crawl and its
// confirmations, wget and another network included, inside a network namespace.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/namespace.h"

namespace duwang::test {
namespace {

constexpr int parts = 4;  // a minute each

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, '\t');) cells.push_back(cell);
    return cells;
}

class Served : public testing::TestWithParam<int> {};

TEST_P(Served, NothingOpenIsDeductedAndWhatIsGoneIsFound) {
    const ProgramEnd end = run_in_namespace(
        fmt::format("{} {}/tests/links/corpus.yaml --noise quiet --vantage --part {} {}\n",
                    DUWANG_LINKS_SERVED, DUWANG_SOURCE_DIR, GetParam(), parts));
    ASSERT_EQ(end.exit_code, 0) << end.err;
    int open = 0, costing = 0, found = 0;
    std::istringstream lines(end.out);
    for (std::string line; std::getline(lines, line);) {
        const std::vector<std::string> cells = cells_of(line);
        ASSERT_GE(cells.size(), 4u) << line;
        const std::string &label = cells[1], &deducted = cells[3];
        if (label == "open") {
            ++open;
            EXPECT_EQ(deducted, "") << line;
        } else {
            ++costing;
            EXPECT_TRUE(deducted.empty() || deducted == label) << line;
            found += deducted == label ? 1 : 0;
            if (deducted != label) std::printf("not found: %s\n", line.c_str());
        }
    }
    EXPECT_GT(open, 12);
    EXPECT_GT(costing, 2);
    EXPECT_EQ(found, costing);
}

INSTANTIATE_TEST_SUITE_P(Parts, Served, testing::Range(0, parts));

}  // namespace
}  // namespace duwang::test
