// Schemes that can be read but mean nothing, or not one thing.
#include "rules/validation/scheme_validator.h"
#include "tests/rules/support.h"

namespace duwang::rules {
namespace {

const std::vector<CheckDescriptor> known_checks{
    {"site-marks", {"missing-mark", "malformed-mark", "no-site"}, {}}};
const std::vector<std::string> known_norms{"reply-working-days"};

std::string errors_of(const std::string& head, const std::vector<std::string>& indicators) {
    std::string text;
    for (const Error& error :
         validate_scheme(scheme_of(head, indicators), known_checks, known_norms))
        text += error.what + "\n";
    return text;
}

std::string with_head(const std::string& lines) {
    return "id: small\ntitle: 小表\nversion: \"1\"\nfull: \"1\"\n" + lines;
}

constexpr const char* facts =
    "facts: [{name: rate, title: 比例, number: true}, {name: word, title: 词}]\n";

// An indicator of one point, entered by people.
std::string entered(const std::string& lines) {
    return "id: \"1\"\ntitle: 甲\nlevels: [一]\nfull: \"1\"\nbasis: 附件\nobjects: [county]\n"
           "method: entered\n" +
           lines;
}

std::string rule(const std::string& keys) {
    return entered("deduct:\n  - {" + keys + ", text: 扣分}\n");
}

struct Row {
    const char *keys, *message;
};

TEST(Refused, RulesThatCannotSayBoth) {
    ASSERT_EQ(errors_of(with_head(facts), {rule("cases: late, points: \"1\"")}), "");
    for (const Row& row : {
             Row{"cases: late, range: [\"0\", \"1\"], alternative: a",
                 "\"range\" beside \"alternative: a\"; write \"points\""},
             Row{"cases: late, range: [\"0\", \"1\"], every: 2",
                 "\"every\" beside \"range\"; write"},
             Row{"cases: late, points: \"1\", every: 2, excluded_by: [\"2\"]",
                 "\"every\" beside \"excluded_by\"; keep one"},
             Row{"number: rate, range: [\"0\", \"1\"], below: \"1\"",
                 "\"range\" in a rule on a number; write \"points\""},
             Row{"number: rate, points: \"1\", is: \"1\"",
                 "write above, at_least, below or at_most"},
             Row{"number: rate, points: \"1\", is_not: \"1\"", "write above, at_least, below or"},
             Row{"number: word, points: \"1\", below: \"1\"", "write \"number: true\" at it"},
             Row{"cases: none, points: \"1\"", "write another kind, for example \"late\""},
             Row{"cases: late, points: \"1\", where: [{detail: days, above: viele}]",
                 "\"viele\" is no number to compare \"days\" with; write for example \"20\""},
             Row{"cases: late, points: \"1\", where: [{detail: days, at_most: {versions: "
                 "[{value: x}], on: day}}]",
                 "\"x\" is no number to compare \"days\" with"},
             Row{"cases: late, points: \"1\", where: [{detail: days, above: {versions: [{value: "
                 "\"2\"}], on: day, stricter_than: \"3\"}}]",
                 "\"stricter_than\" without \"norm\"; name the norm"},
             Row{"cases: late, points: \"1\", where: [{detail: days, above: {norm: "
                 "reply-working-day, on: day}}]",
                 "no national norm \"reply-working-day\"; did you mean \"reply-working-days\"?"},
             Row{"cases: late, points: \"1\", when: {as_of: {from: 2022-02-01, until: 2022-01-31}}",
                 "write the earlier day at \"from\""},
         }) {
        const std::string errors = errors_of(with_head(facts), {rule(row.keys)});
        EXPECT_NE(errors.find("indicators/100.yaml:"), errors.npos) << errors;
        EXPECT_NE(errors.find(row.message), errors.npos) << row.keys << "\n" << errors;
    }
}

TEST(Refused, NormsAreLookedUpOnlyWhereTheyAreKnown) {
    const std::string unknown = rule(
        "cases: late, points: \"1\", where: [{detail: days, above: {norm: no-such, on: day}}]");
    const Scheme scheme = scheme_of(with_head(""), {unknown});
    EXPECT_TRUE(validate_scheme(scheme, known_checks).empty());
    EXPECT_EQ(validate_scheme(scheme, known_checks, known_norms).size(), 1u);
}

TEST(Refused, ManyAlternativesThatCountOnce) {
    std::string rules = "deduct:\n";
    for (int i = 1; i <= 6; ++i)
        rules += "  - {cases: k" + std::to_string(i) +
                 ", points: \"0.1\", per: once, alternative: a, text: 扣分}\n";
    EXPECT_EQ(errors_of(with_head(""), {entered(rules)}), "");
    rules += "  - {cases: k7, points: \"0.1\", per: whole, alternative: a, text: 扣分}\n";
    EXPECT_NE(errors_of(with_head(""), {entered(rules)}).find("write at most 6, or another name"),
              std::string::npos);
}

TEST(Refused, BranchesWithoutARest) {
    const std::string branches =
        "branches:\n"
        "  - {when: {objects: [county]}, title: 县, deduct: []}\n";
    EXPECT_NE(errors_of(with_head(""), {entered(branches)}).find("write a last branch without"),
              std::string::npos);
    EXPECT_EQ(errors_of(with_head(""), {entered(branches + "  - {title: 其余, deduct: []}\n")}),
              "");
}

TEST(Refused, HeadsThatMeanNothing) {
    ASSERT_EQ(errors_of(with_head(""), {entered("")}), "");
    for (const Row& row : {
             Row{"scales: [{when: {objects: [county]}, factor: \"0\"}]",
                 "write for example \"4/3\""},
             Row{"total_at_most: \"0\"", "write for example \"100\""},
             Row{"vetoes: [{id: V1, title: 否决, when: {objects: [county]}, score: \"1.5\"}]",
                 "\"score\" 1.5 is above the 1 points of the scheme; write at most 1"},
             Row{"ceilings: [{id: C1, title: 封顶, when: {objects: [county]}, at_most: \"2\"}]",
                 "\"at_most\" 2 is above the 1 points of the scheme"},
             Row{"levels: [{path: [一], points: \"1\"}, {path: [一], points: \"1\"}]",
                 "level 一 stands twice; keep one"},
             Row{"levels: [{path: [一, 二], points: \"0\"}]", "no indicator lies in level 一／二"},
             Row{"grades: [{name: 好, from: \"0.5\"}, {name: 好, from: \"0\"}]",
                 "grade \"好\" stands twice; keep one"},
             Row{"grades: [{name: 好, from: \"0.5\"}]", "write a lowest grade with from: \"0\""},
             Row{"facts: [{name: \"a b\", title: 事实}]", "the id \"a b\" of a fact has a blank"},
             Row{"facts: [{name: \"a\\u3000b\", title: 事实}]", "of a fact has a blank"},
             Row{"settings: [{name: \"a;b\", title: 值}]", "the id \"a;b\" of a setting has"},
             Row{"vetoes: [{id: \"V'1\", title: 否决, when: {objects: [county]}}]",
                 "the id \"V'1\" of a veto has"},
         }) {
        const std::string errors =
            errors_of(with_head(std::string(row.keys) + "\n"), {entered("")});
        EXPECT_NE(errors.find("scheme.yaml:"), errors.npos) << errors;
        EXPECT_NE(errors.find(row.message), errors.npos) << row.keys << "\n" << errors;
    }
}

TEST(Refused, IdsThatBreakListsApart) {
    for (const char* id : {"a b", "a;b", "a,b", "a@b", "a/b", "a\\\"b", "a'b", "a\\tb"}) {
        const std::string head =
            "id: \"" + std::string(id) + "\"\ntitle: 小表\nversion: \"1\"\nfull: \"1\"\n";
        EXPECT_NE(errors_of(head, {entered("")}).find("of the scheme has"), std::string::npos)
            << id;
        std::string indicator = entered("");
        indicator.replace(indicator.find("\"1\""), 3, "\"" + std::string(id) + "\"");
        EXPECT_NE(errors_of(with_head(""), {indicator}).find("of an indicator has"),
                  std::string::npos)
            << id;
        std::string parts =
            entered("parts: [{id: \"" + std::string(id) + "\", title: 一, method: entered}]\n");
        parts.erase(parts.find("method: entered\n"), std::string_view("method: entered\n").size());
        EXPECT_NE(errors_of(with_head(""), {parts}).find("of a part has"), std::string::npos) << id;
    }
}

TEST(Refused, FullMarkOfNothing) {
    std::string nothing = entered("");
    nothing.replace(nothing.find("full: \"1\""), 9, "full: \"0\"");
    const std::string head = "id: small\ntitle: 小表\nversion: \"1\"\nfull: \"0\"\n";
    EXPECT_NE(errors_of(head, {nothing}).find("the full mark is 0; write"), std::string::npos);
}

}  // namespace
}  // namespace duwang::rules
