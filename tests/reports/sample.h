// A round of two units with every kind of line a report can have.
#pragma once

#include <string>

#include "reports/model.h"

namespace duwang::reports {

inline Decimal d(std::string_view text) { return Decimal::parse(text).value(); }

inline Evidence sample_evidence(std::string url, std::string quote) {
    Evidence evidence;
    evidence.capture = "2022-gaochang";
    evidence.exchange = 12;
    evidence.url = std::move(url);
    evidence.at = parse_timestamp("2022-09-30T10:00:00").value();
    evidence.address = "203.0.113.5:443";
    evidence.status = "ok";
    evidence.record = {"exchanges-0001.warc.gz", 4096, 812, std::string(64, 'a')};
    evidence.quote = std::move(quote);
    return evidence;
}

inline CheckResult sample_result(std::string object, std::string label, Outcome outcome) {
    CheckResult result;
    result.check = "site-marks";
    result.unit = "gaochang";
    result.object = std::move(object);
    result.label = std::move(label);
    result.outcome = outcome;
    return result;
}

// 3.38: one mark missing, one not visible, one refused with 403.
inline PartScore sample_marks_part() {
    CheckResult missing = sample_result("www.gcq.gov.cn#icp", "ICP备案编号", Outcome::fail);
    missing.kind = "missing-mark";
    missing.message = "页脚没有 ICP 备案编号";
    missing.evidence = {sample_evidence("https://www.gcq.gov.cn/",
                                        "<script>alert(1)</script> 版权所有 电话 13912345678")};
    CheckResult unseen = sample_result("www.gcq.gov.cn#psb", "公安备案", Outcome::not_determined);
    unseen.cause = Cause::not_visible;
    CheckResult refused =
        sample_result("www.gcq.gov.cn#conac", "党政机关网站标识", Outcome::not_determined);
    refused.cause = Cause::http_refused;
    refused.message = "应答 403";
    refused.evidence = {sample_evidence("https://www.gcq.gov.cn/about", "")};
    refused.evidence[0].status = "http_403";

    DeductionLine line;
    line.rule = "缺一项标识，扣八分之一";
    line.kind = "missing-mark";
    line.each = line.asked = line.taken = d("0.125");
    line.count = 1;
    line.assumed = true;
    line.findings = {missing};

    PartScore part;
    part.id = "3.38";
    part.title = "网站标识";
    part.method = "crawl";
    part.full = 1;
    part.deducted = d("0.125");
    part.open = d("0.25");
    part.earned = d("0.625");
    part.assumed = true;
    part.note = "2 个对象无法评估";
    part.deductions = {line};
    part.results = {missing, unseen, refused,
                    sample_result("www.gcq.gov.cn#code", "网站标识码", Outcome::pass)};
    return part;
}

inline IndicatorScore indicator_of(PartScore part, std::vector<std::string> levels,
                                   std::string arithmetic) {
    IndicatorScore line;
    line.id = part.id;
    line.title = part.title;
    line.levels = std::move(levels);
    line.basis = "附件3 第38条";
    line.full = part.full;
    line.deducted = part.deducted;
    line.open = part.open;
    line.earned = part.earned;
    line.state = part.state;
    line.arithmetic = std::move(arithmetic);
    line.parts = {std::move(part)};
    return line;
}

inline IndicatorScore sample_entered(std::string id, std::string title, const char* full,
                                     LineState state) {
    PartScore part;
    part.id = std::move(id);
    part.title = std::move(title);
    part.method = "entered";
    part.full = d(full);
    part.state = state;
    if (state == LineState::open) {
        part.open = part.full;
        part.note = "待录入";
        return indicator_of(part, {"解读回应", "政策解读"},
                            std::string(full) + "（待定 " + full + "）");
    }
    if (state == LineState::not_applicable) {
        part.note = "该单位不是本指标的评价对象";
        return indicator_of(part, {"公开渠道", "政府网站"}, "不适用");
    }
    part.deducted = d("0.5");
    part.earned = part.full - part.deducted;
    part.mark = PartScore::Mark{"甲", "2022-10-31", "解读材料不足", part.earned, {}};
    return indicator_of(part, {"解读回应", "政策解读"}, "2 − 0.5（录分） = 1.5");
}

inline ScoreSheet sample_sheet() {
    ScoreSheet sheet;
    sheet.round = "2022-q3";
    sheet.unit = "gaochang";
    sheet.unit_name = "高昌区政府";
    sheet.scheme = "turpan-2022";
    sheet.scheme_hash = std::string(64, 'b');
    sheet.full = 100;
    sheet.indicators = {indicator_of(sample_marks_part(), {"公开渠道", "政府网站"},
                                     "1 − 1 × 0.125 = 0.875（待定 0.25）"),
                        sample_entered("3.28", "解读质量", "4", LineState::open),
                        sample_entered("3.29", "功能方式", "2", LineState::decided),
                        sample_entered("3.37", "搜索功能", "2", LineState::not_applicable)};
    sheet.applicable = 7;
    sheet.decided = d("2.75");
    sheet.earned = d("2.125");
    sheet.low = sheet.earned / sheet.applicable * sheet.full;
    sheet.high = (sheet.earned + d("4.25")) / sheet.applicable * sheet.full;
    return sheet;
}

inline RoundReport sample_report() {
    RoundReport report;
    report.round = "2022-q3";
    report.title = "吐鲁番市政务公开第三季度测评";
    report.scheme = "turpan-2022";
    report.scheme_title = "吐鲁番市2022年度政务公开评价指标体系";
    report.scheme_hash = std::string(64, 'b');
    report.as_of = parse_timestamp("2022-09-30").value();
    report.captures = {"2022-gaochang"};
    report.program_version = "0.1.0";
    report.audit_head = std::string(64, 'c');
    report.sheets = {sample_sheet(), sample_sheet()};
    ScoreSheet& decided = report.sheets[1];
    decided.unit = "jiaoyu";
    decided.unit_name = "吐鲁番市教育局";
    decided.provisional = false;
    decided.indicators = {sample_entered("3.29", "功能方式", "2", LineState::decided)};
    decided.applicable = decided.decided = 2;
    decided.earned = d("1.5");
    decided.low = decided.high = 75;
    report.unit_order = {"jiaoyu", "gaochang"};
    SiteReach reached{"gcq", "高昌区人民政府网", "https://www.gcq.gov.cn/", true, Cause::none, "",
                      380,   "2022-gaochang"};
    SiteReach walled{
        "ss", "鄯善县人民政府网", "https://www.xjss.gov.cn/", false, Cause::wall, "应答 412", 0,
        ""};
    report.coverage = count_coverage({reached, walled}, 3, report.sheets);
    return report;
}

}  // namespace duwang::reports
