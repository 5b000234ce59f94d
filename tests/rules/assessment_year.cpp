#include "tests/rules/assessment_year.h"

#include <fmt/format.h>

#include <stdexcept>

namespace duwang::rules {

const char* const year_plan = R"(
id: year
title: 某市年度政务公开考评
version: "1"
effective_from: "2022-01-01"
period: {from: "2022-01-01", until: "2023-02-15"}
grades:
  - {name: 优秀, from: "90"}
  - {name: 良好, from: "80"}
  - {name: 合格, from: "60"}
  - {name: 不合格, from: "0"}
conversion: {title: 绩效折算, weight: "5"}
groups:
  - id: county
    title: 县区
    objects: [county]
    result:
      parts:
        - id: daily
          title: 日常考评
          share: "30%"
          mean:
            - {id: q1, title: 一季度, mark: {}}
            - {id: q2, title: 二季度, mark: {}}
            - {id: q3, title: 三季度, mark: {}}
            - {id: q4, title: 四季度, daily: true, mark: {}}
        - id: annual
          title: 年度测评
          share: "50%"
          levels:
            - {id: own, title: 本级, ratio: "5", members: self, round: {id: annual-2022}}
            - {id: departments, title: 部门, ratio: "2", members: [department], mark: {}}
            - id: townships
              title: 乡镇
              ratio: "2"
              members: [township]
              parts:
                - {id: t-site, title: 栏目, points: "70", mark: {}}
                - {id: t-work, title: 工作, points: "30", import: {from: 市委网信办}}
            - {id: villages, title: 村, ratio: "1", members: [village], coverage: "50%", seed: s1, mark: {}}
        - id: mutual
          title: 双向互评
          share: "15%"
          ratings:
            - {id: by-leaders, title: 领导小组成员单位, named: [市委宣传部, 市政府办公室]}
            - {id: by-counties, title: 各县区, raters: [county]}
        - {id: put-right, title: 整改, share: "5%", rectification: {}}
    bonus:
      at_most: "5"
      opens: {at_least: "60"}
      parts:
        - {id: b1, title: 经验, full: "3", mark: {}}
        - {id: b2, title: 试点, full: "3", mark: {}}
)";

AssessmentPlan plan_of(const std::string& yaml, const Settings& settings) {
    PlanLoad load = read_plan(yaml, "plan.yaml", settings);
    std::string errors;
    for (const Error& error : load.errors) errors += error.what + "\n";
    if (!load.plan) throw std::runtime_error(errors);
    return std::move(*load.plan);
}

namespace {

class Drawing {
  public:
    Drawing(unsigned seed, AssessedYear& year) : random_(seed), year_(year) {}

    void county(int number) {
        const std::string id = fmt::format("c{}", number);
        unit(id, "county", "");
        for (int i = 0; i < 3; ++i) unit(fmt::format("{}-d{}", id, i), "department", id);
        for (int i = 0; i < 2; ++i) {
            const std::string township = fmt::format("{}-t{}", id, i);
            unit(township, "township", id);
            for (int k = 0; k < 3; ++k)
                unit(fmt::format("{}-v{}", township, k), "village", township);
        }
    }

    void fill() {
        for (const Unit& unit : year_.inventory.units) {
            if (unit.kind == "county") county_entries(unit.id);
            if (unit.kind == "department") mark(unit.id, "departments");
            if (unit.kind == "village") mark(unit.id, "villages");
            if (unit.kind != "township") continue;
            mark(unit.id, "t-site", 70);
            year_.entries.push_back(entry(AssessmentEntryKind::import, unit.id, "t-work",
                                          fmt::format("{}", random_() % 121)));
            year_.entries.back().scale = "120";
        }
    }

  private:
    std::mt19937 random_;
    AssessedYear& year_;

    void unit(std::string id, std::string kind, std::string parent) {
        Unit unit;
        unit.name = "单位 " + id;
        unit.id = std::move(id);
        unit.kind = std::move(kind);
        unit.parent = std::move(parent);
        year_.inventory.units.push_back(std::move(unit));
    }

    static AssessmentEntry entry(AssessmentEntryKind kind, const std::string& unit,
                                 const std::string& item, std::string value) {
        AssessmentEntry entry;
        entry.kind = kind;
        entry.unit = unit;
        entry.item = item;
        entry.value = std::move(value);
        entry.reason = "考评组评分";
        entry.by = "李某";
        entry.at = "2022-12-30";
        return entry;
    }

    std::string points(unsigned full) {
        return Decimal::fraction(random_() % (full * 4 + 1), 4).exact();
    }

    void mark(const std::string& unit, const std::string& item, unsigned full = 100) {
        year_.entries.push_back(entry(AssessmentEntryKind::mark, unit, item, points(full)));
    }

    void rating(const std::string& unit, const std::string& item, const std::string& rater) {
        year_.entries.push_back(entry(AssessmentEntryKind::rating, unit, item, points(100)));
        year_.entries.back().rater = rater;
    }

    void county_entries(const std::string& county) {
        for (const char* quarter : {"q1", "q2", "q3", "q4"}) mark(county, quarter);
        for (int i = 0; i < 2; ++i) {
            const int change = static_cast<int>(random_() % 9) - 4;
            year_.entries.push_back(
                entry(AssessmentEntryKind::daily, county, "q4", fmt::format("{}", change)));
            year_.entries.back().object = fmt::format("记录 {}", i);
        }
        for (const char* rater : {"市委宣传部", "市政府办公室"})
            rating(county, "by-leaders", rater);
        for (const Unit& other : year_.inventory.units)
            if (other.kind == "county" && other.id != county)
                rating(county, "by-counties", other.id);
        const char* results[] = {"on_time", "late", "not_done"};
        for (int i = 0; i < 3; ++i) {
            year_.entries.push_back(
                entry(AssessmentEntryKind::rectify, county, "put-right", results[random_() % 3]));
            year_.entries.back().object = fmt::format("通知 {}", i);
        }
        mark(county, "b1", 3);
        mark(county, "b2", 3);
        sheet(county);
    }

    void sheet(const std::string& county) {
        RoundScore score;
        score.round = "annual-2022";
        score.scheme = "table";
        score.edition = 1;
        score.unit = county;
        score.as_of = "2023-01-10";
        score.full = Decimal(static_cast<std::int64_t>(random_() % 40 + 60));
        score.total_low = score.total_high = score.full * Decimal::fraction(random_() % 98, 97);
        score.base_low = score.base_high = score.total_low;
        score.provisional = false;
        year_.scores.push_back(score);
    }
};

}  // namespace

AssessedYear draw_year(unsigned seed, int counties) {
    AssessedYear year;
    year.plan = plan_of(year_plan);
    Drawing drawing(seed, year);
    for (int i = 0; i < counties; ++i) drawing.county(i);
    drawing.fill();
    return year;
}

Assessment AssessedYear::assess(const std::string& as_of) const {
    auto done = rules::assess(plan, {inventory, entries, scores}, as_of);
    if (!done) throw std::runtime_error(done.error().what);
    return std::move(*done);
}

}  // namespace duwang::rules
