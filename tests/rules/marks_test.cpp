#include "rules/scoring/marks.h"

#include <map>

#include "tests/rules/support.h"

namespace duwang::rules {
namespace {

TEST(Marks, ValidationKnowsTheScheme) {
    struct Row {
        const char *indicator, *points, *problem;
    };
    const Scheme scheme = small_scheme();
    for (const Row& row :
         {Row{"2a", "0", ""}, Row{"2a", "2", ""}, Row{"1", "0.3", ""},
          Row{"2a", "2.01", "2.01 points for 2a 预决算: write a number from 0 to 2"},
          Row{"2a", "-0.5", "write a number from 0 to 2"},
          Row{"2", "1", "has several parts; mark each: 2a, 2b"},
          Row{"9", "1", "\"9\" is not in scheme small"}}) {
        std::string problem = mark_problem({"g", row.indicator, d(row.points), "", "", ""}, scheme);
        EXPECT_EQ(problem.empty(), std::string_view(row.problem).empty()) << problem;
        EXPECT_NE(problem.find(row.problem), problem.npos) << problem;
    }
}

// As entries: units of the round, and parts that they are asked.
TEST(Marks, AreOfUnitsThatAreAsked) {
    const Scheme scheme = small_scheme();
    Scheme other =
        scheme_of("id: other\ntitle: 又\nversion: \"1\"\nfull: \"1\"\n",
                  {"id: \"7\"\ntitle: 甲\nfull: \"1\"\nbasis: 附件\nobjects: [county]\nexcept: "
                   "[\"unit:shanshan\"]\nmethod: entered\n"});
    Unit gaochang = county(), shanshan = county(), bureau = county();
    shanshan.id = "shanshan";
    bureau.id = "bureau";
    bureau.kind = "department";
    bureau.groups = {"trade"};
    const std::map<std::string, MarkedUnit> units{
        {"gaochang", {&gaochang, true, {&scheme, &other}}},
        {"shanshan", {&shanshan, false, {&other}}},
        {"bureau", {&bureau, false, {&scheme}}}};
    struct Row {
        const char *unit, *indicator, *problem;
    };
    for (const Row& row : {
             Row{"gaochang", "1", ""},
             Row{"gaochang", "2a", ""},
             Row{"gaochang", "7", ""},
             Row{"gaochang", "2b", "2b is not asked of this unit, only of group:tr"},
             Row{"bureau", "2b", ""},
             Row{"bureau", "1", "1 is not asked of this unit, only of county; take the mark out"},
             Row{"bureau", "7", "\"7\" is not in scheme small"},
             Row{"shanshan", "7", "only of county except unit:shanshan; take the mark out"},
             Row{"shanshan", "1", "\"1\" is not in scheme other"},
         }) {
        const EnteredMark mark{row.unit, row.indicator, d("0.5"), "r", "b", "2022-10-31"};
        const std::string errors = mark_problem(mark, units.at(row.unit));
        EXPECT_EQ(errors.empty(), std::string_view(row.problem).empty()) << errors;
        EXPECT_NE(errors.find(row.problem), errors.npos) << errors;
    }
}

}  // namespace
}  // namespace duwang::rules
