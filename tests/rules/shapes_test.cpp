// Five shapes of rule that indicator tables really use and that need no code: only YAML.
#include "tests/rules/support.h"

namespace duwang::rules {
namespace {

using enum Outcome;

constexpr const char* head = R"(
id: shape
title: 一种写法
version: "1"
full: "10"
)";

struct Row {
    const char* what;
    Known known;
    const char *earned, *open;
};

void check(const Scheme& scheme, const std::vector<Row>& rows, const ScoreContext& context = {}) {
    const std::vector<CheckDescriptor> checks{
        {"site-marks", {"stale", "empty", "dead", "fake"}, {}}};
    for (const Error& error : validate_scheme(scheme, checks)) ADD_FAILURE() << error.what;
    for (const Row& row : rows) {
        const ScoreSheet sheet = score(scheme, county(), row.known, context);
        EXPECT_EQ(sheet.indicators[0].earned.exact(), row.earned)
            << row.what << ": " << sheet.indicators[0].arithmetic;
        EXPECT_EQ(sheet.indicators[0].open.exact(), row.open) << row.what;
    }
}

// 有栏目长期不更新的，本项不得超过及格分 6 分，再按其他问题继续扣分。
TEST(Shapes, CeilingAtThePassMarkWithFurtherDeductions) {
    const Scheme scheme = scheme_of(head, {R"(
id: "1"
title: 栏目维护
full: "10"
basis: 细则
objects: [county]
method: crawl
check: site-marks
deduct:
  - {finding: stale, ceiling: "6", text: 有栏目长期不更新的，不得超过 6 分}
  - {finding: empty, points: "1", text: 每个空白栏目扣 1 分}
)"});
    auto stale = result("s", fail, "stale");
    auto empty = [](std::string id) { return result(std::move(id), fail, "empty"); };
    check(scheme, {{"in order", {{result("a", pass)}, {}, {}}, "10", "0"},
                   {"below the ceiling anyway", {{empty("a"), empty("b")}, {}, {}}, "8", "0"},
                   {"ceiling", {{stale}, {}, {}}, "6", "0"},
                   {"ceiling, then further", {{stale, empty("a"), empty("b")}, {}, {}}, "4", "0"},
                   {"never below zero",
                    {{stale, empty("a"), empty("b"), empty("c"), empty("d"), empty("e"), empty("f"),
                      empty("g")},
                     {},
                     {}},
                    "0",
                    "0"},
                   {"could still be under the ceiling",
                    {{empty("a"), result("s", doubtful, "stale")}, {}, {}},
                    "5",
                    "4"}});
    const ScoreSheet sheet = score(scheme, county(), {{stale, empty("a")}, {}, {}});
    EXPECT_EQ(sheet.indicators[0].arithmetic, "10 − 4（封档 6） − 1 × 1 = 5");
}

// 有独立网站的单位从 10 分起扣、每处 1 分；没有的从 8 分起扣、每处 0.5 分。
TEST(Shapes, BranchesWithDifferentBasesAndRates) {
    const Scheme scheme = scheme_of(std::string(head) + R"(
facts:
  - {name: own_site, title: 有独立网站, values: ["yes", "no"]}
)",
                                    {R"(
id: "1"
title: 信息维护
full: "10"
basis: 细则
objects: [county]
method: crawl
check: site-marks
branches:
  - title: 有独立网站
    when: {fact: own_site, is: "yes"}
    deduct:
      - {finding: empty, points: "1", text: 每处扣 1 分}
  - title: 没有独立网站
    base: "8"
    deduct:
      - {finding: empty, points: "0.5", text: 每处扣 0.5 分}
)"});
    const std::vector<CheckResult> two{result("a", fail, "empty"), result("b", fail, "empty")};
    check(scheme, {{"nobody said which", {two, {}, {}}, "0", "10"},
                   {"own site", {two, {}, {entry(EntryKind::fact, "own_site", "yes")}}, "8", "0"},
                   {"no site", {two, {}, {entry(EntryKind::fact, "own_site", "no")}}, "7", "0"}});
    const ScoreSheet sheet =
        score(scheme, county(), {two, {}, {entry(EntryKind::fact, "own_site", "no")}});
    EXPECT_EQ(sheet.indicators[0].arithmetic, "10 − 2（分档 8） − 2 × 0.5 = 7");
    EXPECT_EQ(sheet.indicators[0].parts[0].branch, "没有独立网站");
}

// 答复期限按收到申请之日有效的规定（OP-34）；距评价日一年以前的不计。
TEST(Shapes, LimitsThatChangeWithTheDateOfTheDocument) {
    const Scheme scheme = scheme_of(head, {R"(
id: "1"
title: 依申请公开
full: "10"
basis: 细则
objects: [county]
method: entered
deduct:
  - cases: reply
    points: "2"
    text: 超期答复，每件次扣 2 分
    where:
      - detail: days
        above:
          on: received
          versions:
            - {until: "2019-05-14", value: "15"}
            - {from: "2019-05-15", value: "20"}
      - {detail: received, within_days: 365}
)"});
    auto reply = [](std::string id, std::string received, std::string days) {
        return event("1", "reply", std::move(id), {{"received", received}, {"days", days}});
    };
    ScoreContext context;
    context.as_of = "2019-12-31";
    check(scheme,
          {{"nobody looked", {}, "0", "10"},
           {"looked, none", {{}, {}, {event("1", "none", "")}}, "10", "0"},
           {"old norm, 16 > 15", {{}, {}, {reply("a", "2019-05-14", "16")}}, "8", "0"},
           {"old norm, 15 is in time", {{}, {}, {reply("a", "2019-05-14", "15")}}, "10", "0"},
           {"new norm, 16 is in time", {{}, {}, {reply("a", "2019-05-15", "16")}}, "10", "0"},
           {"new norm, 21 > 20", {{}, {}, {reply("a", "2019-05-15", "21")}}, "8", "0"},
           {"too long ago", {{}, {}, {reply("a", "2018-12-30", "99")}}, "10", "0"},
           {"no date: nobody can say", {{}, {}, {reply("a", "", "99")}}, "8", "2"}},
          context);
}

// 当年没有任务的单位，本项按满分的 80% 计。
TEST(Shapes, NeutralAwardWithoutTask) {
    const Scheme scheme = scheme_of(std::string(head) + R"(
facts:
  - {name: tasks, title: 当年任务数, number: true}
)",
                                    {R"(
id: "1"
title: 建议提案办理
full: "10"
basis: 细则
objects: [county]
neutral: {when: {fact: tasks, is: "0"}, share: "80%", text: 没有任务，按 80% 计}
method: entered
)"});
    const EnteredMark mark{"gaochang", "1", d("9.5"), "办理规范", "甲", "2022-10-31"};
    check(scheme, {{"nobody said", {}, "0", "10"},
                   {"a person marked it", {{}, {mark}, {}}, "9.5", "0"},
                   {"no task", {{}, {}, {entry(EntryKind::fact, "tasks", "0")}}, "8", "0"},
                   {"tasks", {{}, {mark}, {entry(EntryKind::fact, "tasks", "3")}}, "9.5", "0"}});
}

// 网站占 70%、新媒体占 30%，各自百分制扣分；断链小项最多扣 20 分；触发否决的总分按 59 分计。
TEST(Shapes, BlockWeightsSubCapsAndAVetoAt59) {
    const Scheme scheme = scheme_of(R"(
id: blocks
title: 两个板块
version: "1"
full: "100"
levels:
  - {path: [网站], points: "100", weight: "0.7"}
  - {path: [新媒体], points: "100", weight: "0.3", deduct_at_most: "50"}
facts:
  - {name: leak, title: 发生泄密, values: ["yes", "no"]}
grades:
  - {name: 合格, from: "60"}
  - {name: 不合格, from: "0"}
vetoes:
  - {id: V1, title: 泄密, when: {fact: leak, is: "yes"}, score: "59", grade: 不合格}
)",
                                    {R"(
id: "1"
title: 网站
levels: [网站]
full: "100"
basis: 细则
objects: [county]
caps: {links: "20"}
method: crawl
check: site-marks
deduct:
  - {finding: dead, points: "3", text: 每条断链扣 3 分, cap: links}
  - {finding: fake, points: "10", text: 每处仿冒扣 10 分}
)",
                                     R"(
id: "2"
title: 新媒体
levels: [新媒体]
full: "100"
basis: 细则
objects: [county]
method: entered
)"});
    EXPECT_TRUE(
        validate_scheme(scheme, std::vector<CheckDescriptor>{{"site-marks", {"dead", "fake"}, {}}})
            .empty());
    std::vector<CheckResult> found{result("x", fail, "fake")};
    for (int i = 0; i < 9; ++i) found.push_back(result("l" + std::to_string(i), fail, "dead"));
    const EnteredMark media{"gaochang", "2", d("40"), "内容少", "甲", "2022-10-31"};
    const Entry safe = entry(EntryKind::fact, "leak", "no");

    ScoreSheet sheet = score(scheme, county(), {found, {media}, {safe}});
    EXPECT_EQ(sheet.indicators[0].arithmetic, "100 − 20（9 × 3，小项封顶） − 1 × 10 = 70");
    // 0.7 × 70 + 0.3 × (100 − 50, cap of the block): the mark of 40 took 60.
    EXPECT_EQ(sheet.published, "64.00");
    EXPECT_EQ(sheet.grade, "合格");

    sheet = score(scheme, county(), {found, {media}, {entry(EntryKind::fact, "leak", "yes")}});
    EXPECT_EQ(sheet.published, "59.00");
    EXPECT_EQ(sheet.grade, "不合格");

    sheet = score(scheme, county(), {found, {media}, {}});
    EXPECT_TRUE(sheet.provisional) << "nobody said whether there was a leak";
    EXPECT_EQ(sheet.published, "");
    EXPECT_EQ(sheet.total_low.exact(), "59");
    EXPECT_EQ(sheet.total_high.exact(), "64");
}

}  // namespace
}  // namespace duwang::rules
