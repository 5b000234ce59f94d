// The page of one unit: score, table of indicators, then every deduction down to its evidence.
#include <fmt/format.h>

#include <algorithm>

#include "reports/coverage_text.h"
#include "reports/escape.h"
#include "reports/format/html.h"
#include "reports/format/html_style.h"
#include "reports/trace.h"

namespace duwang::reports {
namespace {

constexpr std::size_t quote_bytes_max = 600;
constexpr std::size_t results_max = 200;  // per box; findings.csv has all of them
constexpr std::string_view assumed_tag = " <span class=\"tag\">假定</span>";

std::string_view tag(bool assumed) { return assumed ? assumed_tag : std::string_view(); }

std::string state(LineState value) {
    return html_state(line_state_word(value), state_label(value));
}

std::string link(std::string_view url) {
    std::string target = link_target(url);
    if (target.empty()) return html(url);
    return fmt::format("<a href=\"{}\" rel=\"noopener noreferrer nofollow\">{}</a>", html(target),
                       html(url));
}

std::string evidence_box(const Evidence& evidence) {
    std::string text =
        fmt::format("<div class=\"evidence\">\n<p>页面 {}（{}，采集于 {}）</p>\n",
                    link(evidence.url), html(evidence.status), html(evidence.at.iso()));
    if (!evidence.quote.empty())
        text += fmt::format("<blockquote>{}</blockquote>\n",
                            html(shorten(mask_personal(evidence.quote), quote_bytes_max)));
    if (is_probe(evidence)) return text + "<p>站点可用性监测，保存在台账中</p>\n</div>\n";
    if (evidence.origin.is_set())
        text += fmt::format("<p>{}</p>\n", html(bytes_age_text(evidence.origin, evidence.at)));
    text += fmt::format(
        "<p>采集包 <code>{}</code>，文件 <code>{}</code>，偏移 {}，SHA-256 "
        "<code>{}</code></p>\n<p>读回 <code>{}</code></p>\n</div>\n",
        html(evidence.capture), html(evidence.record.file), evidence.record.offset,
        html(evidence.record.payload_sha256), html(show_command(evidence)));
    return text;
}

std::string result_block(const CheckResult& result) {
    std::string text =
        fmt::format("<p>{} {} <code>{}</code></p>\n",
                    html_state(outcome_word(result.outcome), outcome_label(result.outcome)),
                    html(result_text(result)), result.finding_id());
    for (const Evidence& evidence : result.evidence) text += evidence_box(evidence);
    return text;
}

std::string result_blocks(const std::vector<const CheckResult*>& results) {
    std::string text;
    for (std::size_t i = 0; i < results.size() && i < results_max; ++i)
        text += result_block(*results[i]);
    if (results.size() > results_max)
        text += fmt::format("<p class=\"soft\">其余 {} 个对象见问题清单（CSV）。</p>\n",
                            results.size() - results_max);
    return text;
}

std::string deduction_block(const DeductionLine& line) {
    std::string cap;
    if (line.taken != line.asked) cap = fmt::format("（应扣 {}，封顶）", line.asked.exact());
    std::string text = fmt::format(
        "<div class=\"box lost\">\n<p><b class=\"lost\">扣 {} 分</b> ＝ {}{}　规则：{}{}</p>\n",
        line.taken.exact(), deduction_text(line), cap, html(line.rule), tag(line.assumed));
    if (line.ceiling)
        text += fmt::format("<p>本分点不高于 {}，其余问题继续扣分</p>\n", line.ceiling->exact());
    for (const std::string& why : {line.number, line.skipped})
        if (!why.empty()) text += fmt::format("<p class=\"soft small\">{}</p>\n", html(why));
    std::vector<const CheckResult*> findings;
    for (const CheckResult& finding : line.findings) findings.push_back(&finding);
    return text + result_blocks(findings) + "</div>\n";
}

bool is_open(const CheckResult& result) {
    return result.outcome == Outcome::doubtful || result.outcome == Outcome::not_determined ||
           (result.outcome == Outcome::fail && result.evidence.empty());
}

std::string open_block(const PartScore& part) {
    std::vector<const CheckResult*> results;
    for (const CheckResult& result : part.results)
        if (is_open(result)) results.push_back(&result);
    if (results.empty() && part.open.is_zero()) return {};
    return fmt::format(
        "<div class=\"box open\">\n<p><b class=\"open\">待定 {} 分，不扣分</b>　{}"
        "</p>\n{}</div>\n",
        part.open.exact(), html(part.note), result_blocks(results));
}

std::string mark_block(const PartScore::Mark& mark) {
    return fmt::format(
        "<div class=\"box\">\n<p><b>{}</b>　{}</p>\n<p class=\"soft small\">{}，"
        "{}{}</p>\n</div>\n",
        html(mark_text(mark)), html(mark.reason), html(mark.by), html(mark.at),
        html(grounds_text(mark.grounds)));
}

// Findings that take no points this time, with the reason.
std::string spared_block(std::string_view why, const std::vector<CheckResult>& spared) {
    if (spared.empty()) return {};
    std::vector<const CheckResult*> results;
    for (const CheckResult& result : spared) results.push_back(&result);
    return fmt::format("<div class=\"box\">\n<p><b>{}</b></p>\n{}</div>\n", why,
                       result_blocks(results));
}

// Who stated or decided what, when and why.
std::string decision_block(const PartScore& part) {
    std::string items;
    for (const std::string& line : decision_lines(part))
        items += fmt::format("<li>{}</li>\n", html(mask_personal(line)));
    return (items.empty() ? items : fmt::format("<ul class=\"small\">\n{}</ul>\n", items)) +
           spared_block("期限未到，只提醒，不扣分", part.reminders) +
           spared_block("本期以前的批次已扣，不重复扣", part.carried);
}

// What was looked at and found in order: coverage has to be seen as well as faults.
std::string pass_block(const PartScore& part) {
    std::string items;
    std::size_t shown = 0;
    for (const CheckResult& result : part.results)
        if (result.outcome == Outcome::pass && ++shown <= results_max)
            items += fmt::format("<li>{}</li>\n", html(result_text(result)));
    if (shown == 0) return {};
    return fmt::format(
        "<p class=\"soft small\">合格 {} 个对象：</p>\n<ul class=\"soft small\">\n{}</ul>\n", shown,
        items);
}

// Parts where there is something to show; the rest is said by the table.
bool has_detail(const PartScore& part) {
    return part.mark || !part.results.empty() || !part.deductions.empty() ||
           !decision_lines(part).empty();
}

std::string part_detail(const PartScore& part, std::size_t parts) {
    std::string text;
    if (parts > 1)
        text += fmt::format("<h4>{} {}（{} 分）{}　{}</h4>\n", html(part.id), html(part.title),
                            part.full.exact(), tag(part.assumed), state(part.state));
    if (part.mark) text += mark_block(*part.mark);
    text += decision_block(part);
    for (const DeductionLine& line : part.deductions) text += deduction_block(line);
    return text + open_block(part) + pass_block(part);
}

std::string indicator_detail(const IndicatorScore& line) {
    if (std::ranges::none_of(line.parts, has_detail)) return {};
    std::string text = fmt::format(
        "<h3 id=\"i{0}\">{0} {1}</h3>\n<p><b>{2}</b>　{3}</p>\n<p class=\"soft small\">依据：{4}"
        "</p>\n",
        html(line.id), html(line.title), html(line.arithmetic), state(line.state),
        html(line.basis));
    for (const PartScore& part : line.parts)
        if (has_detail(part)) text += part_detail(part, line.parts.size());
    return text;
}

std::string notes(const IndicatorScore& line) {
    std::vector<std::string> seen;
    for (const PartScore& part : line.parts)
        if (!part.note.empty() && std::ranges::find(seen, part.note) == seen.end())
            seen.push_back(part.note);
    std::string text;
    for (const std::string& note : seen) text += (text.empty() ? "" : "；") + note;
    return text;
}

std::string_view unverified_tag(const IndicatorScore& line) {
    return line.unverified ? "<span class=\"tag\">分值未核实</span>" : "";
}

std::string indicator_row(const IndicatorScore& line, int places) {
    std::string levels;
    for (const std::string& level : line.levels) levels += (levels.empty() ? "" : "／") + level;
    bool detail = std::ranges::any_of(line.parts, has_detail);
    bool assumed = std::ranges::any_of(line.parts, &PartScore::assumed);
    std::string title =
        detail ? fmt::format("<a href=\"#i{}\">{}</a>", html(line.id), html(line.title))
               : html(line.title);
    return fmt::format(
        "<tr><td>{}</td><td>{}{}{}<br><span class=\"soft small\">{}</span></td>"
        "<td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
        "<td class=\"n\">{}</td><td>{}</td><td class=\"small\">{}<br><span class=\"soft\">{}</span>"
        "</td></tr>\n",
        html(line.id), title, line.bonus ? "（加分）" : "",
        fmt::format("{}{}", tag(assumed), unverified_tag(line)), html(levels),
        line.full.rounded(places), line.deducted.rounded(places), line.open.rounded(places),
        line.earned.rounded(places), state(line.state), html(line.arithmetic), html(notes(line)));
}

std::string card(std::string_view label, std::string_view value) {
    return fmt::format("<div class=\"card\"><span class=\"soft small\">{}</span><b>{}</b></div>\n",
                       label, html(value));
}

std::string summary(const ScoreSheet& sheet) {
    int places = sheet.places;
    std::string text;
    if (sheet.provisional)
        text += fmt::format("<p class=\"banner\">{}</p>\n", html(provisional_text(sheet)));
    else
        text += fmt::format("<p class=\"banner final\">{}</p>\n", sheet.applicable.is_zero()
                                                                      ? "没有适用的指标，不评价"
                                                                      : "全部适用指标已判定");
    text += "<div class=\"cards\">\n" + card("得分（下限–上限）", score_range(sheet));
    text += card("已得", sheet.earned.rounded(places));
    text += card("待定", open_points(sheet).rounded(places));
    text +=
        card("适用 / 满分", fmt::format("{} / {}", sheet.applicable.exact(), sheet.full.exact()));
    text += card("加分（另计）", sheet.bonus.rounded(places));
    if (!sheet.published.empty()) text += card("总分", sheet.published);
    if (!sheet.grade.empty()) text += card("等次", sheet.grade);
    if (sheet.rank > 0) text += card("名次", fmt::format("{}", sheet.rank));
    text += "</div>\n";
    for (const std::string& line : total_rule_lines(sheet))
        text += fmt::format("<p class=\"banner\">{}</p>\n", html(line));
    for (const TotalRule& rule : sheet.total_rules) {
        std::vector<const CheckResult*> results;
        for (const CheckResult& result : rule.findings) results.push_back(&result);
        text += result_blocks(results);
    }
    return text;
}

}  // namespace

std::string unit_page(const RoundReport& report, const ScoreSheet& sheet) {
    std::string name = sheet.unit_name.empty() ? sheet.unit : sheet.unit_name;
    std::string body = fmt::format(
        "<h1>{}</h1>\n<p class=\"soft\">{}，{}，批次 {}，评价日期 {}　<a href=\"index.html\">"
        "全部单位</a></p>\n",
        html(name), html(report.title), html(report.scheme_title), html(sheet.round),
        report.as_of.date().iso());
    body += html_coverage(report.coverage) + "<h2>得分</h2>\n" + summary(sheet);
    body +=
        "<p class=\"soft small\">得分 ＝ 已得 ÷ 适用 × 满分；上限按待定全部得分计算。"
        "标<span class=\"tag\">假定</span>的分值或扣分标准不是文件规定，是指标体系中的假定。</p>\n"
        "<h2>指标</h2>\n<table>\n<thead><tr><th>编号</th><th>指标</th><th>满分</th><th>扣分</th>"
        "<th>待定</th><th>已得</th><th>状态</th><th>算式和说明</th></tr></thead>\n<tbody>\n";
    std::string details;
    for (const IndicatorScore& line : sheet.indicators) {
        body += indicator_row(line, sheet.places);
        details += indicator_detail(line);
    }
    body += "</tbody>\n</table>\n";
    if (!details.empty()) body += "<h2>扣分和待定明细</h2>\n" + details;
    return html_document(name + " " + report.title, body + html_sources(report));
}

}  // namespace duwang::reports
