// docs/link-verdicts.md lists exactly the classes and row numbers of checks/links/verdict.cpp.
#include <gtest/gtest.h>

#include <map>

#include "checks/links/verdict.h"
#include "tests/docs/page.h"

namespace duwang::docs {
namespace {

using checks::links::LinkClass;

std::string page() { return read_source("docs/link-verdicts.md"); }

TEST(LinkVerdicts, ClassesAreDocumented) {
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

std::string digits_at(std::string_view text) {
    return std::string(text.substr(0, text.find_first_not_of("0123456789")));
}

// Row numbers stand in the source as arguments: "LinkClass::broken, 38," and "unconfirmed(14,"; a
// choice between two is written "? 16 : 5".
std::set<std::string> rows_in_source() {
    std::string source = read_source("checks/links/verdict.cpp");
    std::set<std::string> found;
    auto collect = [&](std::string_view before) {
        for (auto at = source.find(before); at != source.npos; at = source.find(before, at + 1)) {
            std::string number = digits_at(std::string_view(source).substr(at + before.size()));
            if (!number.empty()) found.insert(number);
        }
    };
    for (int i = 0; i <= static_cast<int>(LinkClass::undetermined); ++i)
        collect("LinkClass::" + std::string(class_word(static_cast<LinkClass>(i))) + ", ");
    collect("unconfirmed(");
    for (const char* choice : {"410 ? ", "410 ? 4 : ", "500 ? ", "500 ? 16 : "}) collect(choice);
    return found;
}

TEST(LinkVerdicts, RowsAreDocumented) {
    auto cells = column(section(page(), "Rows"), 0);
    std::set<std::string> documented(cells.begin(), cells.end());
    EXPECT_GE(documented.size(), 20u);
    EXPECT_EQ(documented, rows_in_source());
}

TEST(LinkVerdicts, RowsNameKnownClassesOnly) {
    std::set<std::string> known;
    for (int i = 0; i <= static_cast<int>(LinkClass::undetermined); ++i)
        known.emplace(class_word(static_cast<LinkClass>(i)));
    for (const std::string& said : column(section(page(), "Rows"), 2))
        EXPECT_TRUE(known.contains(said.substr(0, said.find_first_of(",; ")))) << said;
}

}  // namespace
}  // namespace duwang::docs
