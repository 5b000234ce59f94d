// The labelled corpus (断链判定语料): how often the judge is right, and that each control is
// needed.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/links/world.h"

namespace duwang::test {
namespace {

using checks::links::class_word;
using checks::links::LinkClass;

const std::vector<Situation>& corpus() {
    static const std::vector<Situation> all = [] {
        const auto read = Yaml::load(DUWANG_SOURCE_DIR "/tests/links/corpus.yaml");
        return read ? situations(*read) : std::vector<Situation>{};
    }();
    return all;
}

std::string end_of(const Story& story) {
    return story.troubled ? std::string(class_word(story.last.link_class)) : "ok";
}

// Counts of one class that costs points.
struct Score {
    int right = 0, wrong = 0, missed = 0;
    double precision() const { return right + wrong == 0 ? 1 : double(right) / (right + wrong); }
    double recall() const { return right + missed == 0 ? 1 : double(right) / (right + missed); }
};

struct Scores {
    std::map<std::string, Score> of;                         // by class
    std::map<std::string, std::map<std::string, int>> ends;  // by label, by class it ended in
    std::vector<std::string> wrong, missed;
};

struct Played {
    const Situation* situation;
    Story story;
};

const std::vector<Played>& stories() {
    static const std::vector<Played> all = [] {
        std::vector<Played> played;
        for (const Situation& one : corpus()) played.push_back({&one, play(one)});
        return played;
    }();
    return all;
}

Scores score(const std::vector<Played>& played) {
    Scores scores;
    for (const auto& [situation, story] : played) {
        const Situation& one = *situation;
        const std::string label = one.label();
        for (const char* word : {"broken", "soft_404"}) {
            const bool said = story.deducted == word;
            if (said && label == word) ++scores.of[word].right;
            if (said && label != word) ++scores.of[word].wrong, scores.wrong.push_back(one.name());
            if (!said && label == word)
                ++scores.of[word].missed, scores.missed.push_back(one.name());
        }
        ++scores.ends[label][end_of(story)];
    }
    return scores;
}

std::string table(const Scores& scores) {
    std::string lines = "| label | precision | recall | ends as |\n|---|---|---|---|\n";
    for (const auto& [label, ends] : scores.ends) {
        const auto found = scores.of.find(label);
        lines += found == scores.of.end()
                     ? fmt::format("| {} | – | – |", label)
                     : fmt::format("| {} | {:.1f} % | {:.1f} % |", label,
                                   100 * found->second.precision(), 100 * found->second.recall());
        for (const auto& [word, count] : ends) lines += fmt::format(" {} {}", word, count);
        lines += " |\n";
    }
    return lines;
}

TEST(Corpus, CoversTheTable) {
    EXPECT_GE(corpus().size(), 400u);
    std::set<int> rows;
    for (const Situation& one : corpus()) rows.insert(std::stoi(one.kind["row"].text()));
    for (int row = 1; row <= 45; ++row)
        EXPECT_TRUE(rows.contains(row) || (row >= 39 && row <= 42)) << row;
}

TEST(Corpus, ConfirmedVerdictsAreRightAndFound) {
    Scores scores = score(stories());
    fmt::print("{} situations\n{}", corpus().size(), table(scores));
    EXPECT_EQ(scores.wrong, std::vector<std::string>{});
    for (const std::string& name : scores.missed) fmt::print("missed: {}\n", name);
    EXPECT_EQ(scores.of["broken"].precision(), 1);
    EXPECT_GE(scores.of["soft_404"].precision(), 0.99);
    EXPECT_GE(scores.of["broken"].recall(), 0.98);
    EXPECT_GE(scores.of["soft_404"].recall(), 0.98);
}

// Neither a wall, nor an outage of ours or of the host, nor a failure that passes costs points; and
// each situation ends as its kind says.
TEST(Corpus, EverySituationEndsAsItsKindSays) {
    for (const auto& [situation, story] : stories()) {
        const Situation& one = *situation;
        const std::vector<std::string> ends = one.ends();
        const bool known = std::ranges::find(ends, end_of(story)) != ends.end();
        EXPECT_TRUE(known || one.noise["loose"])
            << one.name() << ": " << end_of(story) << ", " << story.last.reason;
        if (one.label() == "open") {
            EXPECT_EQ(story.deducted, "") << one.name();
        }
    }
}

// What is open is asked again, but nobody is pestered: in 40 days at most three questions in two
// days, and five where every other answer is a different one.
TEST(Corpus, NobodyIsPestered) {
    for (const auto& [one, story] : stories())
        EXPECT_LE(story.sessions, one->noise["loose"] ? 100 : 60) << one->name();
}

// A pure function of the records.
TEST(Corpus, TheSameRecordsGiveTheSameVerdict) {
    for (const auto& [one, story] : stories()) {
        if (!story.troubled) continue;
        const auto again = checks::links::judge_link(story.records, {});
        EXPECT_EQ(again.link_class, story.last.link_class) << one->name();
        EXPECT_EQ(again.reason, story.last.reason) << one->name();
        EXPECT_EQ(again.due, story.last.due) << one->name();
    }
}

// Believed instead of asked, each control lets wrong verdicts through.
class EachControl : public testing::TestWithParam<Without> {};

TEST_P(EachControl, IsNeeded) {
    std::vector<Played> played;
    for (const Situation& one : corpus())
        if (one.noise["name"].text() == "quiet") played.push_back({&one, play(one, GetParam())});
    EXPECT_FALSE(score(played).wrong.empty());
}

std::string control_name(const testing::TestParamInfo<Without>& tested) {
    switch (tested.param) {
        case Without::known_good:
            return "known_good";
        case Without::random_path:
            return "random_path";
        default:
            return "self_check";
    }
}

INSTANTIATE_TEST_SUITE_P(Corpus, EachControl,
                         testing::Values(Without::known_good, Without::random_path,
                                         Without::self_check),
                         control_name);

}  // namespace
}  // namespace duwang::test
