#include <map>
#include <set>

#include "app/demo/portals.h"
#include "core/csv.h"
#include "rules/reading/scheme_loader.h"
#include "rules/scoring/marks.h"
#include "rules/scoring/score.h"

namespace duwang::demo {
namespace {

std::vector<std::vector<std::string>> rows_of(std::string_view csv) {
    std::vector<std::vector<std::string>> rows;
    auto parsed = parse_csv(csv, "demo");
    EXPECT_TRUE(parsed);
    if (parsed)
        for (CsvRow& row : *parsed) rows.push_back(std::move(row.fields));
    return rows;
}

// Columns unit, indicator, points, reason, by, at.
std::vector<rules::EnteredMark> marks_of(std::string_view csv) {
    std::vector<rules::EnteredMark> marks;
    for (const auto& row : rows_of(csv)) {
        if (row.at(0) == "unit") continue;
        const auto points = Decimal::parse(row.at(2));
        EXPECT_TRUE(points) << row[2];
        marks.push_back(
            {row[0], row[1], points.value_or(Decimal()), row.at(3), row.at(4), row.at(5)});
    }
    return marks;
}

TEST(DemoInventory, ColumnsAndSitesNameKnownUnits) {
    std::set<std::string> units, sites;
    for (const auto& row : rows_of(demo_inventory().units)) units.insert(row.at(0));
    for (const auto& row : rows_of(demo_inventory().sites)) {
        sites.insert(row.at(0));
        if (row[0] == "id") continue;
        EXPECT_TRUE(units.contains(row.at(5))) << row[5];
        EXPECT_EQ(answer(row.at(3), "/").status, 200) << row[3];
    }
    EXPECT_EQ(units.size(), 7u);
    EXPECT_EQ(sites.size(), 4u);
    for (const auto& row : rows_of(demo_inventory().columns)) {
        if (row[0] == "unit") continue;
        EXPECT_TRUE(units.contains(row.at(0)) && sites.contains(row.at(1))) << row[0];
        const std::string path = row.at(3).substr(row[3].find('/', 7));
        EXPECT_EQ(answer("www." + row[1] + ".gov.cn", path).status, 200) << path;
    }
}

// Every mark settles a part of its unit; sheets stay provisional because some are missing.
TEST(DemoInventory, MarksAreValidAndUsed) {
    auto load = rules::load_scheme(DUWANG_SOURCE_DIR "/config/schemes/turpan-2022");
    ASSERT_TRUE(load.scheme);
    const std::vector<rules::EnteredMark> marks = marks_of(demo_inventory().marks);
    EXPECT_GT(marks.size(), 5u);
    for (const rules::EnteredMark& mark : marks)
        EXPECT_EQ(rules::mark_problem(mark, *load.scheme), "");
    for (const auto& row : rows_of(demo_inventory().units)) {
        if (row[0] == "id") continue;
        Unit unit;
        unit.id = row[0];
        unit.kind = row.at(3);
        const bool county = unit.kind == "county";
        const ScoreSheet sheet = rules::score_unit(*load.scheme, unit, county, {}, marks, "demo");
        std::set<std::string> used;
        for (const IndicatorScore& indicator : sheet.indicators)
            for (const PartScore& part : indicator.parts)
                if (part.mark) used.insert(part.id);
        for (const auto& mark : marks) {
            const bool wanted = mark.unit != unit.id || used.contains(mark.indicator);
            EXPECT_TRUE(wanted) << unit.id << " " << mark.indicator;
        }
        EXPECT_GE(used.size(), 39u) << unit.id;
    }
}

}  // namespace
}  // namespace duwang::demo
