// TP-O-01 … TP-O-06: the objects of Turpan's two tables, as the office imports them.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "rules/reading/scheme_loader.h"
#include "rules/scoring/score.h"
#include "workflow/inventory_import.h"

namespace duwang::rules {
namespace {

const std::string schemes = DUWANG_SOURCE_DIR "/config/schemes/";

Inventory turpan() {
    std::ifstream file(schemes + "turpan-2022/units.csv", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    workflow::InventoryFiles files;
    files.units.bytes = bytes;
    const workflow::InventoryImport import = workflow::import_inventory(files);
    for (const Error& error : import.errors) ADD_FAILURE() << error.what;
    return import.inventory;
}

bool in(const Unit& unit, std::string_view group) {
    return std::ranges::count(unit.groups, group) > 0;
}

// Every point given, so that the task list can be asked about.
Scheme tasks() {
    const std::string folder = schemes + "turpan-2022-fgf";
    const Scheme empty = load_scheme(folder).scheme.value();
    Settings settings;
    for (const std::string& name : empty.missing_settings)
        settings[name] = {name == "total" ? "60" : "1", "test"};
    return load_scheme(folder, settings).scheme.value();
}

Scheme disclosure() { return load_scheme(schemes + "turpan-2022").scheme.value(); }

std::set<std::string> groups_of(const Scheme& scheme) {
    std::set<std::string> groups;
    for (const Indicator& indicator : scheme.indicators)
        for (const std::string& word : indicator.objects.any_of)
            if (word.starts_with("group:")) groups.insert(word.substr(6));
    return groups;
}

TEST(CoverageObjects, BothAnnexesAreThere) {
    int first = 0, second = 0, both = 0;
    for (const Unit& unit : turpan().units) {
        first += in(unit, "annex1");
        second += in(unit, "annex2");
        both += in(unit, "annex1") && in(unit, "annex2");
    }
    EXPECT_EQ(first, 41);   // TP-O-01
    EXPECT_EQ(second, 39);  // TP-O-02
    EXPECT_EQ(both, 32);
}

// TP-O-04: one body, several names.
TEST(CoverageObjects, EveryNameMeansOneUnit) {
    const Inventory inventory = turpan();
    struct Row {
        const char *name, *id;
    };
    for (const Row& row :
         {Row{"市政务公开办", "government-office"}, Row{"市政府督查室", "government-office"},
          Row{"中国人民银行吐鲁番市中心支行", "central-bank"},
          Row{"中国银保监会吐鲁番监管分局", "banking-regulator"},
          Row{"住房公积金中心", "housing-fund"}, Row{"市林草局", "forestry"},
          Row{"市残联", "disabled-federation"}, Row{"市人社局", "human-resources"},
          Row{"市医保局", "medical-insurance"}, Row{"市公共资源交易中心", "trading-centre"}}) {
        std::vector<std::string> found;
        for (const Unit& unit : inventory.units)
            if (unit.name == row.name || std::ranges::count(unit.aliases, row.name))
                found.push_back(unit.id);
        EXPECT_EQ(found, std::vector<std::string>{row.id}) << row.name;
    }
}

// TP-O-03, TP-O-05: names of groups find their units; those that are no objects find none.
TEST(CoverageObjects, OnlyBodiesOutsideTheAnnexesAreMissing) {
    const Inventory inventory = turpan();
    const auto nobody_in = [&](const Scheme& scheme) {
        std::set<std::string> missing;
        for (const std::string& group : groups_of(scheme))
            if (std::ranges::none_of(inventory.units, [&](const Unit& u) { return in(u, group); }))
                missing.insert(group);
        return missing;
    };
    EXPECT_EQ(nobody_in(disclosure()),
              (std::set<std::string>{"culture_institutions", "eservice_center", "press_office"}));
    EXPECT_EQ(nobody_in(tasks()), (std::set<std::string>{"eservice_center", "review_reform"}));
}

// TP-O-06, TP-P-13: each table asks its own annex only; what it asks of nobody is "not evaluated".
TEST(CoverageObjects, EachTableAsksItsOwnAnnex) {
    const Scheme first = disclosure(), second = tasks();
    for (const Unit& unit : turpan().units) {
        const Decimal disclosed = score_unit(first, unit, false, {}, {}, "r").applicable;
        const Decimal reformed = score_unit(second, unit, false, {}, {}, "r").applicable;
        EXPECT_EQ(!disclosed.is_zero(), in(unit, "annex1")) << unit.id;
        const bool asked = in(unit, "annex2") && unit.id != "foreign-affairs";
        EXPECT_EQ(!reformed.is_zero(), asked) << unit.id;
        EXPECT_TRUE(unit.kind != "county" || disclosed == Decimal(98)) << unit.id;
    }
}

}  // namespace
}  // namespace duwang::rules
