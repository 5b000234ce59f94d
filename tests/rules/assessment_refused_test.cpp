// Plans that cannot be read, or that mean nothing.
#include <gtest/gtest.h>

#include "rules/assessment/plan_reader.h"

namespace duwang::rules {
namespace {

std::string errors_of(const std::string& yaml) {
    std::string text;
    for (const Error& error : read_plan(yaml, "plan.yaml").errors) text += error.what + "\n";
    return text;
}

std::string plan(const std::string& result, const std::string& more = {}) {
    return "id: p\ntitle: 考评\nversion: \"1\"\neffective_from: \"2022-01-01\"\n"
           "period: {from: \"2022-01-01\", until: \"2022-12-31\"}\n"
           "groups:\n  - id: g\n    title: 县区\n    objects: [county]\n" +
           more + "    result:\n      " + result + "\n";
}

struct Row {
    const char *result, *message;
};

TEST(AssessmentRefused, ComponentsThatCannotBe) {
    ASSERT_EQ(errors_of(plan("mark: {}")), "");
    for (const Row& row : {
             Row{"id: r", "nothing says where the points come from; write mark, import, round"},
             Row{"{mark: {}, import: {}}", "\"import\" beside \"mark\"; keep one"},
             Row{"marks: {}", "unknown key \"marks\" in the result; did you mean \"mark\"?"},
             Row{"parts: [{id: a, title: 甲, mark: {}}]", "a part needs one of \"share\" and"},
             Row{"parts: [{id: a, title: 甲, share: \"90%\", mark: {}}]",
                 "plan.yaml:11:14: the shares add up to 90%; they have to be 100% together"},
             Row{"parts: [{id: a, title: 甲, points: \"30\", mark: {}}]",
                 "the parts have 30 points together, the whole has 100; make them add up"},
             Row{"parts: [{id: a, title: 甲, share: \"50%\", mark: {}}, "
                 "{id: b, title: 乙, points: \"50\", mark: {}}]",
                 "shares beside points; write all parts one way"},
             Row{"parts: [{id: a, title: 甲, share: \"50%\", mark: {}}, "
                 "{id: a, title: 乙, share: \"50%\", mark: {}}]",
                 "component \"a\" stands twice in its group"},
             Row{"parts: []", "\"parts\" has no lines"},
             Row{"{id: total, mark: {}}",
                 "the result is always called \"result\"; take the id out"},
             Row{"parts: [{id: result, title: 甲, share: \"100%\", mark: {}}]",
                 "\"result\" is the name of the whole; give the component another id"},
             Row{"parts: [{id: a/b, title: 甲, share: \"100%\", mark: {}}]",
                 "\"a/b\" cannot be an id; write letters"},
             Row{"parts: [{id: a, title: 甲, share: \"100%\", full: \"0\", mark: {}}]",
                 "a full mark of 0; write for example full: \"100\""},
             Row{"levels: [{id: a, title: 甲, ratio: \"5\", mark: {}}]",
                 "a level has no \"members\"; write members: self"},
             Row{"levels: [{id: a, title: 甲, ratio: \"0\", members: self, mark: {}}]",
                 "\"ratio\" counts nothing; leave the line out"},
             Row{"levels: [{id: a, title: 甲, ratio: \"5\", members: [village], seed: x, mark: "
                 "{}}]",
                 "nothing is drawn where all members are evaluated"},
             Row{"levels: [{id: a, title: 甲, ratio: \"5\", members: [village], coverage: \"0%\", "
                 "mark: {}}]",
                 "no member has to be evaluated; write for example 50%"},
             Row{"ratings: [{id: a, title: 甲}]", "nobody rates; write for example raters"},
             Row{"{objects: [county], mark: {}, except: [town]}", ""},
             Row{"{mark: {}, except: [town]}", "\"except\" without \"objects\"; write whom"},
             Row{"round: {take: all, id: r}", "\"take: all\" is not possible; write total or base"},
             Row{"round: {}", "\"round\" has no \"id\"; write \"id: …\""},
             Row{"rectification: {late: \"120%\"}", "is more than the whole; write at most"},
             Row{"parts: [{id: a, title: 甲, share: {setting: s}, mark: {}}]",
                 "setting \"s\" is used and not described; add it under \"settings\""},
         }) {
        const std::string errors = errors_of(plan(row.result));
        EXPECT_NE(errors.find(row.message), errors.npos) << row.result << "\n" << errors;
        EXPECT_EQ(errors.empty(), *row.message == 0) << errors;
    }
}

TEST(AssessmentRefused, HeadsThatCannotBe) {
    const std::string good = plan("mark: {}");
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string text = good;
        text.replace(text.find(from), from.size(), to);
        return errors_of(text);
    };
    for (const auto& [from, to, message] : {
             std::array{"id: p", "id: \"../p\"", "\"../p\" cannot be an id"},
             std::array{"2022-12-31", "2021-12-31", "the period ends before it begins"},
             std::array{"effective_from: \"2022-01-01\"", "effective_from: \"2023-06-01\"",
                        "the version takes effect after the period has ended"},
             std::array{"effective_from: \"2022-01-01\"", "effective_from: 明年",
                        "is no date; write for example \"2022-12-31\""},
             std::array{"    objects: [county]\n", "", "the group has no \"objects\""},
             std::array{"title: 考评", "titel: 考评", "did you mean \"title\"?"},
         }) {
        const std::string errors = with(from, to);
        EXPECT_NE(errors.find(message), errors.npos) << to << "\n" << errors;
    }
    EXPECT_NE(errors_of(plan("mark: {}",
                             "    grades: [{name: 合格, from: \"60\"}, {name: 优秀, "
                             "from: \"90\"}]\n"))
                  .find("write the highest grade first"),
              std::string::npos);
    EXPECT_NE(errors_of("- a\n- b\n").find("found a list where the plan should stand"),
              std::string::npos);
}

TEST(AssessmentRefused, VersionsThatCannotStandBesideEachOther) {
    std::vector<AssessmentPlan> versions{*read_plan(plan("mark: {}"), "a.yaml").plan,
                                         *read_plan(plan("mark: {}"), "b.yaml").plan};
    auto errors = order_versions(versions);
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0].what,
              "b.yaml:1:1: two versions hold from 2022-01-01; give the supplementary one its own "
              "date of effect");
}

TEST(AssessmentRefused, AnIdThatMeansSomethingElseInAnotherGroup) {
    const std::string two = plan("parts: [{id: a, title: 甲, share: \"100%\", mark: {}}]") +
                            "  - id: h\n    title: 部门\n    objects: [department]\n    result: "
                            "{parts: [{id: a, title: "
                            "甲, share: \"100%\", full: \"50\", mark: {}}]}\n";
    EXPECT_NE(errors_of(two).find("component \"a\" is something else in another group"),
              std::string::npos)
        << errors_of(two);
}

}  // namespace
}  // namespace duwang::rules
