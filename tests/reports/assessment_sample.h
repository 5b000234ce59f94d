// A county whose result is settled, one that waits for a quarter, one that nobody has entered
// anything for, and one that is not evaluated. What an edition may hide carries a telling word.
#pragma once

#include <string>

#include "reports/assessment_report.h"

namespace duwang::reports {

inline Decimal points(std::string_view text) { return Decimal::parse(text).value(); }

inline AssessmentLine sample_line(std::string path, std::string title, std::string kind,
                                  std::string_view value) {
    AssessmentLine line;
    line.item = path.substr(path.rfind('/') + 1);
    line.path = std::move(path);
    line.title = std::move(title);
    line.kind = std::move(kind);
    line.full = 100;
    line.standing = Standing::final;
    line.low = line.high = points(value);
    line.share = 1;
    return line;
}

inline AssessmentSource sample_source(std::string kind, std::string label, std::string value) {
    AssessmentSource source;
    source.kind = std::move(kind);
    source.label = std::move(label);
    source.value = std::move(value);
    source.basis = "文件SECRET-BASIS";
    source.reason = "SECRET-REASON 联系 13912345678";
    source.by = "SECRET-PERSON";
    source.at = "2023-01-11";
    source.attachments = {{"SECRET-FILE.jpg", std::string(64, 'f'), 1024}};
    return source;
}

inline AssessmentLine sample_ratings() {
    AssessmentLine ratings = sample_line("result/mutual", "双向互评", "ratings", "88");
    ratings.weight = "20%";
    ratings.share = points("0.2");
    AssessmentLine raters = sample_line("result/mutual/leading", "成员单位", "raters", "88");
    raters.arithmetic = "(86.5 + 89.5) ÷ 2 = 88";
    raters.note = "SECRET-RATER 没有评价自己";
    for (const char* value : {"86.5", "89.5"}) {
        AssessmentSource source = sample_source("rating", "互评", value);
        source.rater = "SECRET-RATER";
        raters.sources.push_back(source);
    }
    ratings.lines = {raters};
    ratings.arithmetic = "88 = 88";
    return ratings;
}

inline UnitAssessment sample_unit(std::string id, std::string name) {
    UnitAssessment unit;
    unit.unit = std::move(id);
    unit.unit_name = std::move(name);
    unit.standing = Standing::final;
    unit.base = sample_line("result", "考评成绩", "parts", "86.725");
    AssessmentLine annual = sample_line("result/annual", "年度测评 <b>", "round", "84.25");
    annual.weight = "50%";
    annual.share = points("0.5");
    annual.basis = "SECRET-ARTICLE 三（二）";
    AssessmentSource sheet = sample_source("sheet", "批次评分", "84.25");
    sheet.round = "2022-annual";
    sheet.scheme = "wuwei-2022-county";
    sheet.scheme_hash = std::string(64, 'd');
    sheet.edition = 2;
    sheet.indicators = {"01a  SECRET-INDICATOR  10 − 2 = 8"};
    annual.sources = {sheet};
    AssessmentLine daily = sample_line("result/daily", "=日常考评", "mark", "90");
    daily.weight = "30%";
    daily.share = points("0.3");
    daily.sources = {sample_source("mark", "录分", "90")};
    unit.base.lines = {daily, annual, sample_ratings()};
    unit.base.arithmetic = "0.3 × 90 + 0.5 × 84.25 + 0.2 × 88 = 86.725";
    unit.total_low = unit.total_high = points("86.725");
    unit.published = "86.73";
    unit.grade = "良好";
    unit.grade_text = "80—90分";
    unit.rank_best = 1;
    unit.rank_worst = 2;
    unit.converted_exact = "4.33625";
    unit.converted = "4.34";
    unit.conversion = "min(86.725, 100) ÷ 100 × 5 = 4.33625";
    return unit;
}

inline UnitAssessment open_unit(std::string id, std::string name) {
    UnitAssessment unit = sample_unit(std::move(id), std::move(name));
    unit.standing = unit.base.standing = Standing::provisional;
    unit.base.low = unit.total_low = points("59.7251");
    unit.base.high = unit.total_high = points("89.7251");
    unit.base.arithmetic = "0.3 × (0…100) + 59.7251 = 59.7251…89.7251";
    unit.base.lines[0].standing = Standing::pending;
    unit.base.lines[0].low = 0;
    unit.base.lines[0].high = 100;
    unit.base.lines[0].note = "SECRET-NOTE 四季度待录";
    unit.base.lines[0].sources.clear();
    unit.why = "日常考评：SECRET-NOTE 四季度待录";
    unit.published = unit.grade = unit.grade_text = {};
    unit.converted = unit.converted_exact = unit.conversion = {};
    unit.rank_worst = 3;
    return unit;
}

inline Assessment sample_assessment() {
    Assessment assessment;
    assessment.plan = "wuwei-2022";
    assessment.title = "武威市2022年政务公开考评";
    assessment.source = "武政办发电〔2022〕63号";
    assessment.version = "1";
    assessment.effective_from = "2022-01-01";
    assessment.plan_hash = std::string(64, 'a');
    assessment.inputs_hash = std::string(64, 'b');
    assessment.as_of = "2023-01-31";
    assessment.period_from = "2022-01-01";
    assessment.period_until = "2023-02-15";
    assessment.in_force = true;
    UnitAssessment absent;
    absent.unit = "tianzhu";
    absent.unit_name = "天祝县";
    absent.standing = Standing::pending;
    absent.why = "SECRET-NOTE 没有任何录入";
    absent.base = sample_line("result", "考评成绩", "parts", "0");
    absent.base.standing = Standing::pending;
    absent.base.high = absent.total_high = 100;
    UnitAssessment out;
    out.unit = "shifan";
    out.unit_name = "示范区";
    out.standing = out.base.standing = Standing::not_evaluated;
    assessment.groups = {
        {"county",
         "县区",
         {sample_unit("liangzhou", "凉州区"), open_unit("minqin", "民勤县<script>"), absent, out}}};
    return assessment;
}

inline AssessmentReport sample_report_of(const Edition& edition, std::string unit = {}) {
    Assessment before = sample_assessment();
    before.version = "0";
    before.in_force = false;
    return assessment_report({before, sample_assessment()}, edition, std::move(unit),
                             std::string(64, 'c'), "0.1.0");
}

}  // namespace duwang::reports
