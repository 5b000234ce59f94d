// Small builders for the tests of rules/.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rules/reading/scheme_loader.h"
#include "rules/scoring/score.h"
#include "rules/validation/scheme_validator.h"

namespace duwang::rules {

inline Decimal d(std::string_view text) { return Decimal::parse(text).value(); }

inline CheckResult result(std::string object, Outcome outcome, std::string kind = {}) {
    CheckResult r;
    r.check = "site-marks";
    r.unit = "gaochang";
    r.object = std::move(object);
    r.outcome = outcome;
    r.kind = std::move(kind);
    if (outcome == Outcome::not_determined) r.cause = Cause::wall;
    Evidence evidence;
    evidence.capture = "c1";
    evidence.exchange = 7;
    if (outcome != Outcome::not_determined) r.evidence.push_back(evidence);
    return r;
}

inline Unit county() {
    Unit unit;
    unit.id = "gaochang";
    unit.name = "高昌区政府";
    unit.kind = "county";
    return unit;
}

constexpr const char* scheme_head = R"(
id: small
title: 小表
version: "1"
full: "4"
bonus_full: "1"
)";

constexpr const char* crawl_indicator = R"(
id: "1"
title: 网站标识
levels: [公开渠道]
full: "1"
basis: 附件3 第38条
objects: [county]
method: crawl
check: site-marks
deduct:
  - {finding: missing-mark, points: "0.1", text: 每缺一项扣 0.1 分, alternative: m, assumed: true}
  - {finding: malformed-mark, points: "0.05", text: 每项不规范扣 0.05 分, alternative: m}
  - {finding: no-site, points: "0.5", per: whole, text: 没有网站扣 0.5 分}
)";

constexpr const char* mixed_indicator = R"(
id: "2"
title: 财政信息
full: "3"
basis: 附件3 第8条
objects: [county, department]
parts:
  - {id: a, title: 预决算, points: "2", method: entered, assumed: true}
  - {id: b, title: 采购, points: "1", method: entered, assumed: true, objects: ["group:trade"]}
)";

constexpr const char* bonus_indicator = R"(
id: B1
title: 创新
full: "1"
bonus: true
basis: 附件3 加分项
objects: [county]
method: entered
)";

inline std::vector<SchemeFile> small_files() {
    return {{"scheme.yaml", scheme_head},
            {"indicators/1.yaml", crawl_indicator},
            {"indicators/2.yaml", mixed_indicator},
            {"indicators/B1.yaml", bonus_indicator}};
}

inline Scheme small_scheme() {
    SchemeLoad load = read_scheme(small_files());
    for (const Error& error : load.errors) ADD_FAILURE() << error.what;
    return load.scheme.value_or(Scheme{});
}

// A scheme from its head and indicators; every error fails the test.
inline Scheme scheme_of(std::string head, const std::vector<std::string>& indicators,
                        const Settings& settings = {}) {
    std::vector<SchemeFile> files{{"scheme.yaml", std::move(head)}};
    for (std::size_t i = 0; i < indicators.size(); ++i)
        files.push_back({"indicators/" + std::to_string(100 + i) + ".yaml", indicators[i]});
    SchemeLoad load = read_scheme(files, {}, settings);
    for (const Error& error : load.errors) ADD_FAILURE() << error.what;
    return load.scheme.value_or(Scheme{});
}

// All that is known about one unit.
struct Known {
    std::vector<CheckResult> results;
    std::vector<EnteredMark> marks;
    std::vector<Entry> entries;
};

inline ScoreSheet score(const Scheme& scheme, const Unit& unit, const Known& known,
                        const ScoreContext& context = {}) {
    return score_unit(scheme, unit, true, Answers(known.results, known.marks, known.entries),
                      context);
}

inline Entry entry(EntryKind kind, std::string item, std::string value = {}) {
    Entry entry;
    entry.kind = kind;
    entry.unit = "gaochang";
    entry.item = std::move(item);
    entry.value = std::move(value);
    entry.reason = "见材料";
    entry.by = "甲";
    entry.at = "2022-10-31";
    return entry;
}

// A logged case; details as {"days", "17"}.
inline Entry event(std::string item, std::string kind, std::string object,
                   std::vector<std::pair<std::string, std::string>> details = {}) {
    Entry logged = entry(EntryKind::event, std::move(item));
    logged.finding = std::move(kind);
    logged.object = std::move(object);
    logged.details = std::move(details);
    return logged;
}

inline const IndicatorScore& line_of(const ScoreSheet& sheet, std::string_view id) {
    for (const IndicatorScore& indicator : sheet.indicators)
        if (indicator.id == id) return indicator;
    ADD_FAILURE() << "no indicator " << id;
    return sheet.indicators.front();
}

}  // namespace duwang::rules
