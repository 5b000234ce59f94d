// docs/link-judgement.md lists exactly the classes of checks/links/verdict.h and the rows of its
// tests.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "checks/links/verdict.h"
#include "core/yaml.h"
#include "tests/docs/page.h"

namespace duwang::docs {
namespace {

using checks::links::LinkClass;

std::string page() { return read_source("docs/link-judgement.md"); }

TEST(LinkJudgement, ClassesAreDocumented) {
    std::map<std::string, std::string> known, documented;
    for (int i = 0; i <= static_cast<int>(LinkClass::undetermined); ++i) {
        auto link_class = static_cast<LinkClass>(i);
        known.emplace(class_word(link_class), class_label(link_class));
    }
    for (const auto& row : rows(section(page(), "The ten classes")))
        documented.emplace(row[0], row[1]);
    EXPECT_EQ(known.size(), 10u);
    EXPECT_EQ(documented, known);
}

using Pairs = std::set<std::pair<std::string, std::string>>;

// Rows and the classes they may end in, as the judge is tested.
Pairs tested() {
    Pairs pairs;
    const auto all = Yaml::load(DUWANG_SOURCE_DIR "/tests/checks/links/situations.yaml");
    if (!all) return pairs;
    for (const Yaml& one : all->items()) {
        std::istringstream words(one["verdict"].text());
        std::string link_class, row;
        words >> link_class >> row;
        pairs.emplace(row, link_class);
    }
    return pairs;
}

TEST(LinkJudgement, RowsEndAsTheyAreTested) {
    Pairs documented;
    for (const auto& row : rows(section(page(), "Rows"))) documented.emplace(row[0], row[2]);
    EXPECT_GE(documented.size(), 50u);
    EXPECT_EQ(documented, tested());
}

}  // namespace
}  // namespace duwang::docs
