// Every kind of rule and every default of an open point on one small indicator each.
#include "tests/rules/support.h"

namespace duwang::rules {
namespace {

using enum Outcome;

constexpr const char* head = "id: kinds\ntitle: 规则种类\nversion: \"1\"\nfull: \"10\"\n";

// An indicator of 10 points with the given keys.
std::string ten(const std::string& more) {
    return "id: \"1\"\ntitle: 指标\nfull: \"10\"\nbasis: 细则\nobjects: [county]\n" + more;
}

std::string crawled(const std::string& rules, const std::string& more = {}) {
    return ten("method: crawl\ncheck: site-marks\n" + more + "deduct:\n" + rules);
}

CheckResult gap(std::string object, std::string kind = "gap") {
    return result(std::move(object), fail, std::move(kind));
}

CheckResult with(CheckResult result, std::vector<std::pair<std::string, std::string>> details) {
    result.details = std::move(details);
    return result;
}

Entry on(EntryKind kind, std::string finding, std::string object, std::string value = {}) {
    Entry one = entry(kind, "1", std::move(value));
    one.finding = std::move(finding);
    one.object = std::move(object);
    return one;
}

struct Row {
    const char* what;
    std::string head, indicator;
    Known known;
    const char *earned, *open;
};

TEST(Kinds, OfDeductionRules) {
    const std::string facts = std::string(head) + "facts: [{name: n, title: 数, number: true}]\n";
    const std::string range =
        crawled("  - {finding: gap, range: [\"1\", \"3\"], text: 一至三分}\n");
    const std::string twelve =
        ten("method: entered\ndeduct:\n  - {number: n, shortfall_of: \"12\", points: \"0.5\", "
            "text: 每少一条}\n");
    const std::string ninety =
        ten("method: entered\ndeduct:\n  - {number: n, below: \"90%\", points: \"1\", text: 低于 "
            "90%}\n");
    const std::string third =
        crawled("  - {finding: gap, every: 3, points: \"1\", text: 每满三个}\n");
    const std::string share = crawled("  - {finding: gap, share: \"1/4\", text: 四分之一}\n");
    auto number = [](const char* value) { return entry(EntryKind::fact, "n", value); };
    for (const Row& row : {
             Row{"share of the part", head, share, {{gap("a")}, {}, {}}, "7.5", "0"},
             Row{"every three: two", head, third, {{gap("a"), gap("b")}, {}, {}}, "10", "0"},
             Row{"every three: three",
                 head,
                 third,
                 {{gap("a"), gap("b"), gap("c")}, {}, {}},
                 "9",
                 "0"},
             Row{"range, not chosen yet", head, range, {{gap("a")}, {}, {}}, "7", "2"},
             Row{"range, chosen",
                 head,
                 range,
                 {{gap("a")}, {}, {on(EntryKind::choose, "gap", "a", "2.5")}},
                 "7.5",
                 "0"},
             Row{"range, chosen outside",
                 head,
                 range,
                 {{gap("a")}, {}, {on(EntryKind::choose, "gap", "a", "5")}},
                 "7",
                 "2"},
             Row{"shortfall, nobody counted", facts, twelve, {}, "4", "6"},
             Row{"shortfall of three", facts, twelve, {{}, {}, {number("9")}}, "8.5", "0"},
             Row{"no shortfall", facts, twelve, {{}, {}, {number("15")}}, "10", "0"},
             Row{"exactly 90 % passes", facts, ninety, {{}, {}, {number("90%")}}, "10", "0"},
             Row{"below 90 %", facts, ninety, {{}, {}, {number("0.899")}}, "9", "0"},
         }) {
        const ScoreSheet sheet = score(scheme_of(row.head, {row.indicator}), county(), row.known);
        EXPECT_EQ(sheet.indicators[0].earned.exact(), row.earned) << row.what;
        EXPECT_EQ(sheet.indicators[0].open.exact(), row.open) << row.what;
    }
}

TEST(Kinds, OfDecisions) {
    const std::string plain = crawled("  - {finding: gap, points: \"1\", text: 缺一项}\n");
    std::string confirm = plain;
    confirm.replace(confirm.find("method: crawl"), 13, "method: confirm");
    const std::string imported = ten("method: imported\n");
    const CheckResult doubt = result("a", doubtful, "gap");
    Entry scale = entry(EntryKind::import, "1", "87");
    scale.scale = "100";
    auto daily = [](const char* value) { return entry(EntryKind::daily, "1", value); };
    const EnteredMark mark{"gaochang", "1", d("9.5"), "良好", "甲", "2022-10-31"};
    for (const Row& row : {
             Row{"doubtful costs nothing", head, plain, {{doubt}, {}, {}}, "9", "1"},
             Row{"doubtful, confirmed",
                 head,
                 plain,
                 {{doubt}, {}, {on(EntryKind::confirm, "gap", "a")}},
                 "9",
                 "0"},
             Row{"doubtful, dismissed",
                 head,
                 plain,
                 {{doubt}, {}, {on(EntryKind::dismiss, "gap", "a")}},
                 "10",
                 "0"},
             Row{"another object confirmed",
                 head,
                 plain,
                 {{doubt}, {}, {on(EntryKind::confirm, "gap", "b")}},
                 "9",
                 "1"},
             Row{"a fail that a person has to confirm",
                 head,
                 confirm,
                 {{gap("a")}, {}, {}},
                 "9",
                 "1"},
             Row{"the same, confirmed",
                 head,
                 confirm,
                 {{gap("a")}, {}, {on(EntryKind::confirm, "gap", "a")}},
                 "9",
                 "0"},
             Row{"OP-05: nothing imported", head, imported, {}, "0", "10"},
             Row{"OP-24: 87 of 100", head, imported, {{}, {}, {scale}}, "8.7", "0"},
             Row{"OP-26: daily points",
                 head,
                 ten("method: entered\n"),
                 {{}, {mark}, {daily("-0.7")}},
                 "8.8",
                 "0"},
             Row{"OP-26: not above the full mark",
                 head,
                 ten("method: entered\n"),
                 {{}, {mark}, {daily("2")}},
                 "10",
                 "0"},
             Row{"OP-26: not below zero",
                 head,
                 ten("method: entered\n"),
                 {{}, {mark}, {daily("-20")}},
                 "0",
                 "0"},
         }) {
        const ScoreSheet sheet = score(scheme_of(row.head, {row.indicator}), county(), row.known);
        EXPECT_EQ(sheet.indicators[0].earned.exact(), row.earned) << row.what;
        EXPECT_EQ(sheet.indicators[0].open.exact(), row.open) << row.what;
    }
}

TEST(Kinds, DatesBeforeAndAfter) {
    const std::string due = crawled("  - {finding: gap, points: \"1\", text: 缺一项}\n",
                                    "due: {text: 8月底, date: \"2022-08-31\"}\n");
    const std::string pending = ten("method: entered\npending_until: \"2022-08-31\"\n");
    const EnteredMark mark{"gaochang", "1", d("9"), "良好", "甲", "2022-10-31"};
    CheckResult before = gap("a");
    before.evidence[0].at = *parse_timestamp("2022-08-31T23:00");
    CheckResult after = gap("a");
    after.evidence[0].at = *parse_timestamp("2022-09-01T00:10");
    const std::string counted = std::string(head) + "defaults: {before_due: count}\n";
    ScoreContext context;
    auto expect = [&](const char* what, const std::string& table, const std::string& indicator,
                      const Known& known, const char* earned, const char* open) {
        const ScoreSheet sheet = score(scheme_of(table, {indicator}), county(), known, context);
        EXPECT_EQ(sheet.indicators[0].earned.exact(), earned) << what;
        EXPECT_EQ(sheet.indicators[0].open.exact(), open) << what;
        return sheet;
    };
    context.as_of = "2022-10-31";
    const ScoreSheet reminded =
        expect("OP-20: captured on the last day", head, due, {{before}, {}, {}}, "9", "1");
    EXPECT_EQ(reminded.indicators[0].parts[0].reminders.size(), 1u);
    expect("captured the day after", head, due, {{after}, {}, {}}, "9", "0");
    expect("OP-20, the other way", counted, due, {{before}, {}, {}}, "9", "0");
    expect("OP-31: the date is past", head, pending, {{}, {mark}, {}}, "9", "0");
    context.as_of = "2022-08-31";
    expect("OP-31: not yet", head, pending, {{}, {mark}, {}}, "0", "10");
}

// OP-17, OP-34: days are counted from the day after, working days by the calendar of the year.
TEST(Kinds, LimitsInDays) {
    const std::string late = crawled(
        "  - finding: gap\n    points: \"1\"\n    text: 超期\n    where:\n"
        "      - {detail: published, working_days_since: issued, above: {norm: limit, on: issued, "
        "stricter_than: \"18\"}}\n");
    Calendar calendar;
    calendar.add_year(2020, {}, {});  // weekends only
    Norms norms;
    norms.all.push_back({"limit",
                         "期限",
                         NormUnit::working_days,
                         Stricter::lower,
                         {{std::nullopt, Date{2020, 6, 30}, "15", "旧", "A", {}},
                          {Date{2020, 7, 1}, std::nullopt, "20", "新", "A", {}}},
                         {}});
    ScoreContext context;
    context.as_of = "2020-12-31";
    context.calendar = &calendar;
    context.norms = &norms;
    auto published = [](const char* issued, const char* day) {
        return with(gap("a"), {{"issued", issued}, {"published", day}});
    };
    struct Case {
        const char *issued, *published, *earned, *open;
    };
    for (const Case& one : {
             Case{"2020-06-01", "2020-06-22", "10", "0"},  // 15 working days, the old limit
             Case{"2020-06-01", "2020-06-23", "9", "0"},   // 16
             Case{"2020-07-01", "2020-07-27", "10", "0"},  // 18: stricter than the norm's 20
             Case{"2020-07-01", "2020-07-28", "9", "0"},   // 19
             Case{"2020-12-30", "2021-03-01", "9", "1"},   // no calendar of 2021: not determined
         }) {
        const ScoreSheet sheet = score(scheme_of(head, {late}), county(),
                                       {{published(one.issued, one.published)}, {}, {}}, context);
        EXPECT_EQ(sheet.indicators[0].earned.exact(), one.earned) << one.published;
        EXPECT_EQ(sheet.indicators[0].open.exact(), one.open) << one.published;
    }
}

// 不重复扣: what another part took on the same object is not taken again.
TEST(Kinds, ExclusionOnTheSameObject) {
    const Scheme scheme = scheme_of(
        "id: kinds\ntitle: 规则\nversion: \"1\"\nfull: \"20\"\n",
        {crawled("  - {finding: gap, points: \"2\", text: 缺一项, excluded_by: [\"2\"]}\n"),
         "id: \"2\"\ntitle: 另一条\nfull: \"10\"\nbasis: 细则\nobjects: [county]\nmethod: crawl\n"
         "check: site-marks\ndeduct:\n  - {finding: stale, points: \"0.5\", text: 不更新}\n"});
    const ScoreSheet sheet =
        score(scheme, county(), {{gap("a"), result("a", fail, "stale"), gap("b")}, {}, {}});
    EXPECT_EQ(sheet.indicators[1].earned.exact(), "9.5");
    EXPECT_EQ(sheet.indicators[0].earned.exact(), "6.5") << sheet.indicators[0].arithmetic;
    EXPECT_NE(sheet.indicators[0].arithmetic.find("不重复扣"), std::string::npos);
}

TEST(Kinds, TotalsBonusAndFactors) {
    const std::string two =
        "id: kinds\ntitle: 规则\nversion: \"1\"\nfull: \"100\"\nbonus_full: \"30\"\n"
        "facts: [{name: service, title: 对外服务, values: [\"yes\", \"no\"]}]\n";
    const std::vector<std::string> table{
        "id: \"1\"\ntitle: 甲\nfull: \"75\"\nbasis: 细则\nobjects: [county]\nmethod: entered\n",
        "id: \"2\"\ntitle: 办事服务\nfull: \"25\"\nbasis: 细则\nobjects: [county]\n"
        "when: {fact: service, is: \"yes\"}\nmethod: entered\n",
        "id: B\ntitle: 加分\nfull: \"30\"\nbonus: true\nbasis: 细则\nobjects: [county]\nmethod: "
        "entered\n"};
    const std::string above = two + "bonus_opens: {above: \"80\"}\n";
    const std::string capped = above + "total_at_most: \"100\"\n";
    const std::string scaled =
        above + "scales: [{when: {fact: service, is: \"no\"}, factor: \"4/3\"}]\n";
    const std::string award = above + "defaults: {not_applicable: award_full}\n";
    const std::string down = above + "defaults: {rounding: down}\n";
    auto mark = [](const char* item, const char* value) {
        return EnteredMark{"gaochang", item, d(value), "见材料", "甲", "2022-10-31"};
    };
    struct Case {
        const char* what;
        const std::string& head;
        const char *first, *second, *service, *total;
    };
    for (const Case& one : {
             Case{"80 is not above 80", above, "60", "20", "yes", "80.00"},
             Case{"above 80: bonus", above, "60", "20.5", "yes", "90.50"},
             Case{"OP-04: may pass 100", above, "75", "25", "yes", "110.00"},
             Case{"OP-04: capped", capped, "75", "25", "yes", "100.00"},
             Case{"OP-03: 60 of 75", above, "60", nullptr, "no", "80.00"},
             Case{"×4/3", scaled, "66", nullptr, "no", "98.00"},
             Case{"OP-03, the other way", award, "50", nullptr, "no", "75.00"},
             Case{"OP-01: half up, once", above, "59.998", "20", "yes", "80.00"},
             Case{"OP-01: cut off", down, "59.998", "20", "yes", "79.99"},
             Case{"nobody said", above, "60", nullptr, nullptr, ""},
         }) {
        Known known{{}, {mark("1", one.first), mark("B", "10")}, {}};
        if (one.second) known.marks.push_back(mark("2", one.second));
        if (one.service) known.entries.push_back(entry(EntryKind::fact, "service", one.service));
        const ScoreSheet sheet = score(scheme_of(one.head, table), county(), known);
        EXPECT_EQ(sheet.published, one.total) << one.what;
    }
}

// OP-07, OP-08: alternatives on one object, on different objects; once however often found.
TEST(Kinds, Alternatives) {
    const std::string rules =
        "  - {finding: missing, points: \"2\", per: once, text: 未公开, alternative: g}\n"
        "  - {finding: late, points: \"1\", per: once, text: 不及时, alternative: g}\n";
    const std::string each = std::string(head) + "defaults: {alternatives: each}\n";
    auto sheet = [&](const std::string& table, std::vector<CheckResult> results) {
        return score(scheme_of(table, {crawled(rules)}), county(), {std::move(results), {}, {}})
            .indicators[0]
            .earned.exact();
    };
    const CheckResult missing = gap("a", "missing"), late = gap("a", "late");
    EXPECT_EQ(sheet(head, {missing, late}), "8");
    EXPECT_EQ(sheet(each, {missing, late}), "7");
    EXPECT_EQ(sheet(head, {missing, gap("b", "late")}), "7");
    EXPECT_EQ(sheet(head, {gap("b", "missing"), missing}), "8");
    EXPECT_EQ(sheet(head, {late, gap("b", "late")}), "9");
}

// OP-09, OP-10: one deduction in a period; a gap that was rectified and came back counts anew. What
// an earlier round deducted stands, whatever is rectified later.
TEST(Kinds, RecurrenceInAPeriod) {
    const std::vector<std::string> table{
        crawled("  - {finding: gap, points: \"1\", text: 缺一项}\n")};
    auto round = [](const char* name, bool deducted, bool passed) {
        EarlierRound one{name, {}, {}};
        if (deducted) one.deducted["gaochang"].insert({"kinds", "1", "a", "gap"});
        if (passed) one.passed["gaochang"].insert({"kinds", "1", "a", {}});
        return one;
    };
    EarlierRound other{"q1", {}, {}};
    other.deducted["gaochang"].insert({"kinds", "1", "a", "late"});
    const std::string every = std::string(head) + "defaults: {recurrence: every_round}\n";
    struct Case {
        const char* what;
        std::string head;
        std::vector<EarlierRound> rounds;
        const char* earned;
    };
    for (const Case& one : {
             Case{"first time", head, {}, "9"},
             Case{"again", head, {round("q1", true, false)}, "10"},
             Case{"still there after two",
                  head,
                  {round("q1", true, false), round("q2", true, false)},
                  "10"},
             Case{"another kind of gap", head, {other}, "9"},
             Case{"rectified, then again",
                  head,
                  {round("q1", true, false), round("q2", false, true)},
                  "9"},
             Case{"every round counts", every, {round("q1", true, false)}, "9"},
         }) {
        const History history(one.rounds);
        ScoreContext context;
        context.history = &history;
        const ScoreSheet sheet =
            score(scheme_of(one.head, table), county(), {{gap("a")}, {}, {}}, context);
        EXPECT_EQ(sheet.indicators[0].earned.exact(), one.earned) << one.what;
    }
}

}  // namespace
}  // namespace duwang::rules
