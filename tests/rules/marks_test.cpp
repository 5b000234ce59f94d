#include "rules/scoring/marks.h"

#include "tests/rules/support.h"

namespace duwang::rules {
namespace {

using Rows = std::vector<std::vector<std::string>>;

const std::vector<std::string> header{"unit", "indicator", "points", "reason", "by", "at"};

TEST(Marks, ReadsRowsInAnyColumnOrder) {
    Rows rows{{"\xEF\xBB\xBFpoints", "unit", "at", "by", "reason", "indicator"},
              {" 1.5 ", "gaochang", "2022-10-31", "甲", "缺表", "2a"},
              {"", " ", ""},
              {}};
    MarksLoad load = parse_marks(rows);
    EXPECT_TRUE(load.errors.empty());
    ASSERT_EQ(load.marks.size(), 1u);
    EXPECT_EQ(load.marks[0].points.exact(), "1.5");
    EXPECT_EQ(load.marks[0].indicator, "2a");
}

TEST(Marks, NamesLineAndColumnOfEachError) {
    struct Row {
        Rows rows;
        const char* message;
    };
    for (const Row& row : {
             Row{{}, "marks.csv:1:1: the file is empty"},
             Row{{{"unit", "indicator", "pionts", "reason", "by", "at"}},
                 "marks.csv:1:3: unknown column \"pionts\"; did you mean \"points\"?"},
             Row{{{"unit", "unit"}}, "marks.csv:1:2: column \"unit\" stands twice"},
             Row{{header, {"g", "2a", "half", "r", "b", "2022-10-31"}},
                 "marks.csv:2:3: \"half\" is not a number of points"},
             Row{{header, {}, {"g", "2a", "1", "r", "b", "yesterday"}},
                 "marks.csv:3:6: \"yesterday\" is no date"},
             Row{{header, {"g", "2a", "1"}}, "marks.csv:2:4: \"reason\" is empty"},
             Row{{header, {"g", "2a", "1", "", "b", "2022-10-31"}}, "\"reason\" is empty"},
         }) {
        MarksLoad load = parse_marks(row.rows);
        ASSERT_FALSE(load.errors.empty()) << row.message;
        std::string all;
        for (const Error& error : load.errors) all += error.what + "\n";
        EXPECT_NE(all.find(row.message), all.npos) << all;
        EXPECT_TRUE(load.marks.empty());
    }
}

TEST(Marks, GoodLinesSurviveBadOnes) {
    MarksLoad load = parse_marks(Rows{header,
                                      {"g", "2a", "x", "r", "b", "2022-10-31"},
                                      {"g", "B1", "1", "r", "b", "2022-10-31"}});
    EXPECT_EQ(load.errors.size(), 1u);
    EXPECT_EQ(load.marks.size(), 1u);
}

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
    std::vector<EnteredMark> twice(2, EnteredMark{"g", "2a", d("1"), "r", "b", "2022-10-31"});
    ASSERT_EQ(validate_marks(twice, scheme).size(), 1u);
    EXPECT_NE(validate_marks(twice, scheme)[0].what.find("a second mark for 2a"),
              std::string::npos);
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
    const std::vector<MarkedUnit> units{{&gaochang, true, {&scheme, &other}},
                                        {&shanshan, false, {&other}},
                                        {&bureau, false, {&scheme}}};
    struct Row {
        const char *unit, *indicator, *problem;
    };
    for (const Row& row : {
             Row{"gaochang", "1", ""},
             Row{"gaochang", "2a", ""},
             Row{"gaochang", "7", ""},
             Row{"gaochang", "2b", "unit gaochang: 2b is not asked of this unit, only of group:tr"},
             Row{"bureau", "2b", ""},
             Row{"bureau", "1", "1 is not asked of this unit, only of county; take the mark out"},
             Row{"bureau", "7", "\"7\" is not in scheme small"},
             Row{"shanshan", "7", "only of county except unit:shanshan; take the mark out"},
             Row{"shanshan", "1", "\"1\" is not in scheme other"},
             Row{"turpan", "1", "marks.csv: unit turpan: not a unit of this round; did you mean"},
         }) {
        const EnteredMark mark{row.unit, row.indicator, d("0.5"), "r", "b", "2022-10-31"};
        std::string errors;
        for (const Error& error : validate_marks({&mark, 1}, units, "marks.csv"))
            errors += error.what;
        EXPECT_EQ(errors.empty(), std::string_view(row.problem).empty()) << errors;
        EXPECT_NE(errors.find(row.problem), errors.npos) << errors;
    }
}

}  // namespace
}  // namespace duwang::rules
