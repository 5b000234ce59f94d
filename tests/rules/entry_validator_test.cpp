#include "rules/validation/entry_validator.h"

#include "tests/rules/support.h"

namespace duwang::rules {
namespace {

Scheme asked() {
    return scheme_of(
        "id: small\ntitle: 小表\nversion: \"1\"\nfull: \"4\"\n"
        "facts: [{name: rate, title: 覆盖率, number: true}, {name: count, title: 次数, number: "
        "true}, {name: own, title: 独立网站, values: [\"yes\", \"no\"]},\n"
        "  {name: weight, title: 权重, number: true}]\n"
        "vetoes: [{id: V1, title: 否决, when: {any: [{fact: weight, at_most: \"3%\"}]}}]\n",
        {"id: \"1\"\ntitle: 甲\nfull: \"2\"\nbasis: 附件\nobjects: [county]\nmethod: entered\n"
         "deduct:\n  - {number: rate, below: \"90%\", points: \"1\", text: 低于九成}\n"
         "  - {number: count, below: \"6\", points: \"1\", text: 不足六次}\n",
         "id: \"2\"\ntitle: 乙\nfull: \"2\"\nbasis: 附件\nobjects: [county]\nparts:\n"
         "  - {id: a, title: 个案, points: \"1\", method: entered, deduct: [{cases: late, range: "
         "[\"0.1\", \"0.5\"], text: 逾期}]}\n"
         "  - {id: b, title: 评分, points: \"1\", method: imported}\n"});
}

Entry with_finding(EntryKind kind, std::string item, std::string value) {
    Entry chosen = entry(kind, std::move(item), std::move(value));
    chosen.finding = "late";
    chosen.object = "1号";
    return chosen;
}

Entry imported(std::string item, std::string value, std::string scale) {
    Entry score = entry(EntryKind::import, std::move(item), std::move(value));
    score.scale = std::move(scale);
    return score;
}

TEST(EntryValidator, SaysWhatToWriteInstead) {
    using enum EntryKind;
    const Scheme scheme = asked();
    const Scheme* const schemes[] = {&scheme};
    struct Row {
        Entry entry;
        const char* problem;  // "" when it can be used
    };
    for (const Row& row : {
             Row{entry(fact, "rate", "95%"), ""},
             Row{entry(fact, "rate", "0.95"), ""},
             Row{entry(fact, "rate", "1"), ""},
             Row{entry(fact, "rate", "95"), "\"rate\" is a share, write \"95%\""},
             Row{entry(fact, "weight", "3"), "\"weight\" is a share, write \"3%\""},
             Row{entry(fact, "count", "95"), ""},
             Row{entry(fact, "count", "-1"), "事实：\"-1\" is negative; write 0 or more"},
             Row{entry(fact, "rate", "-1%"), "is negative; write 0 or more"},
             Row{entry(fact, "count", "viel"), "is no number; write for example 12 or 90%"},
             Row{entry(fact, "count", "1/999999999999999999%"), "is no number"},
             Row{entry(fact, "own", "yes"), ""},
             Row{entry(fact, "own", "yse"), "has no value \"yse\"; known are: yes, no"},
             Row{entry(daily, "1", "-0.5"), ""},
             Row{entry(daily, "2a", "-0.5"), ""},
             Row{entry(daily, "2", "-0.5"),
                 "日常加减分：indicator 2 has several parts; write one of 2a, 2b"},
             Row{entry(daily, "2a", "-0.12345678901"), "write at most 12 characters"},
             Row{entry(daily, "2a", "gut"), "write for example -0.5"},
             Row{imported("2b", "87", "100"), ""},
             Row{imported("2", "87", "100"), "write one of 2a, 2b"},
             Row{imported("2b", "87.0000000000", "100"), "write at most 12 characters"},
             Row{imported("2b", "87", "100.00000000000"), "外部成绩：\"100.00000000000\" is too"},
             Row{with_finding(choose, "2a", "0.3"), ""},
             Row{with_finding(choose, "2", "0.3"), "选分：indicator 2 has several parts"},
             Row{with_finding(choose, "2a", "0.6"), "write 0.1 to 0.5"},
             Row{with_finding(choose, "2a", "0.30000000000"), "write at most 12 characters"},
             Row{entry(exempt, "2"), ""},
             Row{entry(exempt, "3"), "不适用：no indicator or part \"3\""},
         }) {
        const std::string problem = entry_problem(row.entry, schemes);
        EXPECT_EQ(problem.empty(), std::string_view(row.problem).empty())
            << row.entry.item << " " << row.entry.value << ": " << problem;
        EXPECT_NE(problem.find(row.problem), problem.npos) << problem;
    }
}

// Two cases of one name would count as one.
TEST(CaseBook, CasesHaveNamesOfTheirOwn) {
    const Entry stored[] = {event("2a", "late", "1号", {{"days", "17"}})};
    struct Row {
        Entry entry;
        const char* problem;
    };
    CaseBook cases(stored);
    for (const Row& row : {
             Row{event("2a", "late", "1号", {{"days", "17"}}), ""},  // imported again
             Row{event("2a", "late", "2号", {{"days", "3"}}), ""},
             Row{event("2a", "late", "2号", {{"days", "4"}}), "in this file; write another object"},
             Row{event("2a", "late", "2号", {{"days", "3"}}), "in this file; write another object"},
             Row{event("2a", "false", "2号"), ""},
             Row{event("2b", "late", "2号"), ""},
             Row{event("2a", "none", ""), ""},
             Row{event("2a", "none", ""), ""},
             Row{entry(EntryKind::fact, "own", "yes"), ""},
             Row{entry(EntryKind::fact, "own", "yes"), ""},
         }) {
        const std::string problem = cases.problem(row.entry);
        EXPECT_EQ(problem.empty(), std::string_view(row.problem).empty()) << problem;
        EXPECT_NE(problem.find(row.problem), problem.npos) << problem;
    }
    const std::string changed =
        CaseBook(stored).problem(event("2a", "late", "1号", {{"days", "18"}}));
    EXPECT_NE(changed.find("in this round, with other details; write another object name"),
              changed.npos)
        << changed;
}

}  // namespace
}  // namespace duwang::rules
