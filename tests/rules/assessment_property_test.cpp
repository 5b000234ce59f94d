// What holds of every assessment, whatever was entered.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "tests/rules/assessment_year.h"

namespace duwang::rules {
namespace {

unsigned seeds(unsigned usual) {
    const char* wanted = std::getenv("DUWANG_PROPERTY_SEEDS");
    return wanted ? static_cast<unsigned>(std::strtoul(wanted, nullptr, 10)) : usual;
}

// A line without what lies below it, as it is printed.
std::string own_text(const AssessmentLine& line) {
    std::string text = line.title + line.kind + line.low.exact() + "…" + line.high.exact() +
                       line.share.exact() + line.arithmetic + line.note +
                       std::string(standing_word(line.standing));
    for (const AssessmentSource& source : line.sources)
        text += "|" + source.value + source.at + source.by + source.object;
    return text;
}

using Explained = std::map<std::string, std::string>;  // unit and path → what the line says

void walk(const std::string& unit, const AssessmentLine& line, Explained& all) {
    EXPECT_TRUE(all.emplace(unit + ":" + line.path, own_text(line)).second) << line.path;
    for (const AssessmentLine& below : line.lines) walk(unit, below, all);
}

Explained explained(const Assessment& assessment) {
    Explained all;
    for (const GroupAssessment& group : assessment.groups)
        for (const UnitAssessment& unit : group.units) {
            walk(unit.unit, unit.base, all);
            if (unit.bonus) walk(unit.unit, *unit.bonus, all);
        }
    return all;
}

std::set<std::string> changed(const Explained& before, const Explained& after) {
    std::set<std::string> paths;
    for (const auto& [path, text] : before) {
        auto now = after.find(path);
        if (now == after.end() || now->second != text) paths.insert(path);
    }
    for (const auto& [path, text] : after)
        if (!before.contains(path)) paths.insert(path);
    return paths;
}

bool rests_on(const AssessmentLine& line, const std::string& reason) {
    return std::ranges::any_of(
        line.sources, [&](const AssessmentSource& source) { return source.reason == reason; });
}

// The paths of the lines that rest on the entry, and of all above them.
void depending(const std::string& unit, const AssessmentLine& line, const std::string& reason,
               std::vector<std::string>& above, std::set<std::string>& paths) {
    above.push_back(unit + ":" + line.path);
    if (rests_on(line, reason)) paths.insert(above.begin(), above.end());
    for (const AssessmentLine& below : line.lines) depending(unit, below, reason, above, paths);
    above.pop_back();
}

std::set<std::string> depending_on(const Assessment& assessment, const std::string& reason) {
    std::set<std::string> paths;
    std::vector<std::string> above;
    for (const GroupAssessment& group : assessment.groups)
        for (const UnitAssessment& unit : group.units) {
            depending(unit.unit, unit.base, reason, above, paths);
            if (unit.bonus) depending(unit.unit, *unit.bonus, reason, above, paths);
        }
    return paths;
}

// Another value that the same item can have.
std::string other_value(const AssessmentEntry& entry) {
    if (entry.kind == AssessmentEntryKind::rectify)
        return entry.value == "late" ? "on_time" : "late";
    if (entry.kind == AssessmentEntryKind::daily) return entry.value == "-3" ? "-2" : "-3";
    return entry.value == "1" ? "2" : "1";
}

TEST(AssessmentProperty, ChangingOneEntryChangesExactlyTheLinesThatRestOnIt) {
    AssessedYear year = draw_year(7, 3);
    // Points are far from every bound, so that each change is felt all the way up.
    for (AssessmentEntry& entry : year.entries)
        if (entry.kind == AssessmentEntryKind::mark && entry.item != "b1" && entry.item != "b2")
            entry.value = "50";
    std::size_t felt = 0;
    for (std::size_t i = 0; i < year.entries.size(); ++i) {
        AssessedYear other = year;
        other.entries[i].reason = "这一项";
        const Assessment before = other.assess();
        other.entries[i].value = other_value(other.entries[i]);
        const Assessment after = other.assess();
        const std::set<std::string> due = depending_on(before, "这一项");
        EXPECT_EQ(changed(explained(before), explained(after)), due)
            << year.entries[i].unit << " " << year.entries[i].item;
        felt += !due.empty();
    }
    // Half of the villages were not drawn; everything else is felt.
    EXPECT_EQ(felt, year.entries.size() - 9u);
}

TEST(AssessmentProperty, TheSameInputsGiveTheSameBytes) {
    const AssessedYear year = draw_year(11, 50);
    const Assessment once = year.assess();
    EXPECT_EQ(to_json(once).dump(), to_json(year.assess()).dump());
    AssessedYear shuffled = year;  // what came earlier or later on the same day does not matter
    std::ranges::reverse(shuffled.entries);
    const Assessment other = shuffled.assess();
    for (std::size_t i = 0; i < other.groups[0].units.size(); ++i)
        EXPECT_EQ(other.groups[0].units[i].published, once.groups[0].units[i].published);
}

// Takes entries away at random: what is left leaves things open, and the whole year lies within
// what is open.
TEST(AssessmentProperty, WhatIsEnteredLaterLiesWithinTheBounds) {
    for (unsigned seed = 1; seed <= seeds(60); ++seed) {
        SCOPED_TRACE(seed);
        const AssessedYear year = draw_year(seed, 5);
        const Assessment whole = year.assess();
        AssessedYear part = year;
        std::mt19937 random(seed);
        std::erase_if(part.entries, [&](const AssessmentEntry& entry) {
            // Daily records and notices are added up as they come: they are no open items.
            const bool item = entry.kind == AssessmentEntryKind::mark ||
                              entry.kind == AssessmentEntryKind::import;
            return item && random() % 10 < seed % 4;
        });
        const Assessment open = part.assess();
        for (std::size_t i = 0; i < 5; ++i) {
            const UnitAssessment &now = open.groups[0].units[i], &then = whole.groups[0].units[i];
            ASSERT_EQ(then.standing, Standing::final);
            EXPECT_LE(now.total_low, then.total_low) << now.unit;
            EXPECT_GE(now.total_high, then.total_high) << now.unit;
            EXPECT_LE(now.rank_best, then.rank) << now.unit;
            EXPECT_GE(now.rank_worst, then.rank) << now.unit;
            if (now.standing == Standing::final) {
                EXPECT_EQ(now.published, then.published);
            } else {
                EXPECT_EQ(now.rank, 0);
                EXPECT_EQ(now.published, "");
                EXPECT_EQ(now.grade, "");
            }
            EXPECT_TRUE(now.rank == 0 || now.rank == then.rank) << now.unit;
        }
    }
}

TEST(AssessmentProperty, OrderOfRanksIsThatOfPublishedTotals) {
    for (unsigned seed = 1; seed <= seeds(40); ++seed) {
        SCOPED_TRACE(seed);
        const Assessment whole = draw_year(seed, 8).assess();
        for (const UnitAssessment& one : whole.groups[0].units) {
            const auto better =
                std::ranges::count_if(whole.groups[0].units, [&](const UnitAssessment& other) {
                    return Decimal::parse(other.published).value() >
                           Decimal::parse(one.published).value();
                });
            EXPECT_EQ(one.rank, better + 1);
        }
    }
}

}  // namespace
}  // namespace duwang::rules
