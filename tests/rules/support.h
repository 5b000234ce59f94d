// Small builders for the tests of rules/.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rules/scheme_loader.h"
#include "rules/score.h"

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

}  // namespace duwang::rules
