// What must hold for any scheme and any findings, on drawn ones.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "rules/scoring/rank.h"
#include "tests/rules/support.h"

namespace duwang::rules {
namespace {

using enum Outcome;

constexpr const char* points[] = {"0.1", "0.25", "0.5", "1", "1.5", "1/3"};
constexpr const char* kinds[] = {"k0", "k1", "k2", "k3"};
constexpr int objects = 5;

// More of them for a long run: DUWANG_PROPERTY_SEEDS=20000.
unsigned seeds(unsigned usual) {
    const char* more = std::getenv("DUWANG_PROPERTY_SEEDS");
    return more ? static_cast<unsigned>(std::strtoul(more, nullptr, 10)) : usual;
}

class Draw {
  public:
    explicit Draw(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t end) { return random_() % end; }
    bool chance(std::size_t of) { return below(of) == 0; }

    std::string rule(std::size_t kind, bool alternatives, bool capped, bool excluded) {
        std::string text = fmt::format("  - {{finding: k{}, text: 规则 {}", kind, kind);
        if (!alternatives && chance(6))
            text += fmt::format(", ceiling: \"{}\"", points[below(5)]);
        else if (!alternatives && chance(6))
            text += ", range: [\"0.25\", \"1\"]";
        else
            text += fmt::format(", points: \"{}\"", points[below(std::size(points))]);
        const bool plain = text.find("range") == text.npos && text.find("ceiling") == text.npos;
        text += chance(3) ? ", per: once" : kind == 3 && chance(2) ? ", per: whole" : "";
        if (alternatives) text += ", alternative: a";
        if (capped) text += ", cap: c";
        if (!alternatives && plain && chance(8)) text += ", every: 2";
        if (!alternatives && plain && !text.ends_with("every: 2") && excluded)
            text += ", excluded_by: [\"2\"]";
        if (chance(6)) text += ", where: [{detail: days, above: \"20\"}]";
        return text + "}\n";
    }

    std::string indicator(int number) {
        const bool capped = chance(3);
        const bool alternatives = chance(2);
        std::string text = fmt::format(
            "id: \"{}\"\ntitle: 指标 {}\nfull: \"2\"\nbasis: 细则\n"
            "objects: [county]\nlevels: [{}]\n",
            number, number, number % 2 == 0 ? "甲" : "乙");
        if (capped) text += "caps: {c: \"0.75\"}\n";
        text += "method: crawl\ncheck: site-marks\n";
        if (chance(4)) text += "base: \"1.5\"\n";
        text += "deduct:\n";
        for (std::size_t kind = 0; kind < std::size(kinds); ++kind)
            if (!chance(4)) text += rule(kind, alternatives, capped, number == 4);
        return text.ends_with("deduct:\n") ? text + "  - {finding: k0, points: \"1\", text: 规则}\n"
                                           : text;
    }

    Scheme scheme() {
        std::string head = "id: drawn\ntitle: 任意\nversion: \"1\"\nfull: \"8\"\n";
        if (chance(2))
            head +=
                "levels: [{path: [甲], points: \"4\", weight: \"1.5\"}, {path: [乙], points: "
                "\"4\", "
                "weight: \"0.5\", deduct_at_most: \"3\"}]\n";
        if (chance(2))
            head +=
                "vetoes: [{id: V, title: 否决, when: {findings: [k3], check: site-marks, "
                "at_least: 2}, score: \"4\"}]\n";
        return scheme_of(head, {indicator(1), indicator(2), indicator(3), indicator(4)});
    }

    CheckResult answer() {
        constexpr Outcome outcomes[] = {pass, fail, fail, doubtful, not_determined, not_applicable};
        const Outcome outcome = outcomes[below(std::size(outcomes))];
        const bool finding = outcome == fail || outcome == doubtful;
        CheckResult one = result(fmt::format("o{}", below(objects)), outcome,
                                 finding ? kinds[below(std::size(kinds))] : "");
        if (!chance(5)) one.details.emplace_back("days", fmt::format("{}", 10 + below(20)));
        return one;
    }

    // What a person, or a better look, makes of an undecided answer.
    void settle(CheckResult& one) {
        if (one.outcome != doubtful && one.outcome != not_determined) return;
        // About one object: any kind but the last, which may be about the whole.
        if (one.outcome == not_determined) one.kind = kinds[below(std::size(kinds) - 1)];
        one.outcome = chance(2) ? fail : pass;
        if (one.outcome == pass) one.kind.clear();
        one.evidence = result("x", fail).evidence;
        if (one.details.empty()) one.details.emplace_back("days", "25");
    }

    // Points inside of every range.
    std::vector<Entry> choices(const Scheme& scheme, const std::vector<CheckResult>& results) {
        constexpr const char* chosen[] = {"0.25", "0.5", "1"};
        std::vector<Entry> entries;
        for (const Indicator& indicator : scheme.indicators)
            for (const CheckResult& one : results) {
                if (one.outcome != fail) continue;
                Entry choice = entry(EntryKind::choose, indicator.id, chosen[below(3)]);
                choice.finding = one.kind;
                choice.object = one.object;
                entries.push_back(std::move(choice));
            }
        return entries;
    }

    std::vector<CheckResult> answers() {
        std::vector<CheckResult> results;
        for (std::size_t i = below(14); i > 0; --i) results.push_back(answer());
        return results;
    }

    template <typename List>
    void shuffle(List& list) {
        std::ranges::shuffle(list, random_);
    }

  private:
    std::mt19937 random_;
};

std::string arithmetics(const ScoreSheet& sheet) {
    std::string text = "\n";
    for (const IndicatorScore& line : sheet.indicators)
        text += line.id + ": " + line.arithmetic + "\n";
    return text;
}

void expect_within_bounds(const Scheme& scheme, const ScoreSheet& sheet) {
    for (const IndicatorScore& line : sheet.indicators) {
        EXPECT_FALSE(line.earned.is_negative()) << line.arithmetic;
        EXPECT_FALSE(line.open.is_negative()) << line.arithmetic;
        EXPECT_LE(line.earned + line.open, line.full) << line.arithmetic;
        for (const PartScore& part : line.parts)
            for (const DeductionLine& one : part.deductions) EXPECT_LE(one.taken, part.full);
    }
    EXPECT_LE(sheet.low, sheet.high);
    EXPECT_LE(sheet.high, scheme.full);
    EXPECT_LE(sheet.total_low, sheet.total_high);
    if (sheet.published.empty()) return;
    EXPECT_EQ(sheet.total_low, sheet.total_high) << "a published total is certain";
    EXPECT_EQ(sheet.published, sheet.total_low.rounded(scheme.places))
        << "rounded once, at the end";
}

TEST(Property, AnySchemeAndAnyAnswers) {
    for (unsigned seed = 1; seed <= seeds(300); ++seed) {
        SCOPED_TRACE(seed);
        Draw draw(seed);
        const Scheme scheme = draw.scheme();
        std::vector<CheckResult> results = draw.answers();
        const ScoreSheet sheet = score(scheme, county(), {results, {}, {}});
        expect_within_bounds(scheme, sheet);

        draw.shuffle(results);
        ASSERT_TRUE(to_json(sheet).dump() ==
                    to_json(score(scheme, county(), {results, {}, {}})).dump())
            << "the order of answers counts";

        // Somebody could not look: no point is taken for it.
        auto blinder = results;
        blinder.push_back(result("o9", not_determined));
        const ScoreSheet blind = score(scheme, county(), {blinder, {}, {}});
        for (std::size_t i = 0; i < scheme.indicators.size(); ++i)
            EXPECT_LE(sheet.indicators[i].earned + sheet.indicators[i].open,
                      blind.indicators[i].earned + blind.indicators[i].open);
        if (HasFailure()) return;
    }
}

// What is undecided turns out one way or another: every outcome lies inside of the bounds that were
// given before.
TEST(Property, WhateverTurnsOutLiesInsideOfTheBounds) {
    for (unsigned seed = 1; seed <= seeds(500); ++seed) {
        SCOPED_TRACE(seed);
        Draw draw(seed);
        const Scheme scheme = draw.scheme();
        const std::vector<CheckResult> results = draw.answers();
        const ScoreSheet before = score(scheme, county(), {results, {}, {}});
        if (results.empty()) continue;
        Known known{results, {}, {}};
        for (CheckResult& one : known.results) draw.settle(one);
        known.entries = draw.choices(scheme, known.results);
        const ScoreSheet after = score(scheme, county(), known);
        EXPECT_LE(before.low, after.low) << arithmetics(before) << arithmetics(after);
        EXPECT_LE(after.high, before.high) << arithmetics(before) << arithmetics(after);
        EXPECT_LE(before.total_low, after.total_low);
        EXPECT_LE(after.total_high, before.total_high);
        for (std::size_t i = 0; i < scheme.indicators.size(); ++i)
            EXPECT_LE(before.indicators[i].earned, after.indicators[i].earned)
                << before.indicators[i].arithmetic << "  →  " << after.indicators[i].arithmetic;
        if (HasFailure()) return;
    }
}

// One more fail, or one answer in order that fails instead, never raises a score.
TEST(Property, MoreFailuresNeverRaiseAScore) {
    for (unsigned seed = 1; seed <= seeds(700); ++seed) {
        SCOPED_TRACE(seed);
        Draw draw(seed);
        const Scheme scheme = draw.scheme();
        std::vector<CheckResult> results = draw.answers();
        std::erase_if(results, [](const CheckResult& r) { return r.outcome == not_applicable; });
        if (results.empty()) results.push_back(result("o0", pass));
        const ScoreSheet before = score(scheme, county(), {results, {}, {}});
        CheckResult worse = draw.answer();
        worse.outcome = fail;
        worse.kind = kinds[draw.below(std::size(kinds))];
        worse.evidence = result("x", fail).evidence;
        results.push_back(worse);
        const ScoreSheet after = score(scheme, county(), {results, {}, {}});
        EXPECT_LE(after.high, before.high)
            << worse.object << " " << worse.kind << arithmetics(before) << arithmetics(after);
        EXPECT_LE(after.total_high, before.total_high);
        // What 2 takes now, 4 does not take again: only their sum never rises.
        for (std::size_t i = 0; i + 1 < scheme.indicators.size(); ++i)
            EXPECT_LE(after.indicators[i].earned + after.indicators[i].open,
                      before.indicators[i].earned + before.indicators[i].open)
                << before.indicators[i].arithmetic << "  →  " << after.indicators[i].arithmetic;
        if (HasFailure()) return;
    }
}

TEST(Property, ExemptingNeverDividesByZero) {
    for (unsigned seed = 1; seed <= 200; ++seed) {
        Draw draw(seed);
        const Scheme scheme = draw.scheme();
        Known known{draw.answers(), {}, {}};
        for (const Indicator& indicator : scheme.indicators) {
            known.entries.push_back(entry(EntryKind::exempt, indicator.id));
            const ScoreSheet sheet = score(scheme, county(), known);
            EXPECT_LE(sheet.high, scheme.full);
        }
        std::vector<ScoreSheet> sheets{score(scheme, county(), known)};
        rank(sheets);
        EXPECT_TRUE(sheets[0].applicable.is_zero());
        EXPECT_EQ(sheets[0].published, "") << "nothing applicable: not evaluated";
        EXPECT_EQ(sheets[0].rank, 0);
    }
}

}  // namespace
}  // namespace duwang::rules
