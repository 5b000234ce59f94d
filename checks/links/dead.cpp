// Links on the unit's pages that lead nowhere.                                            (K09)
// Basis: 国办秘函〔2019〕19号 链接可用性; TP-3.36 断错链. Verdicts: docs/link-verdicts.md.
#include <fmt/format.h>

#include <map>

#include "checks/check.h"
#include "checks/links/verdict.h"
#include "core/url.h"

namespace duwang::checks::links {
namespace {

constexpr FindingKind kinds[] = {
    {"dead-link", "页面「{page}」上的链接“{text}”打不开：{reason}（{url}，共 {places} 处）"},
    {"soft-404", "页面「{page}」上的链接“{text}”内容不存在：{reason}（{url}，共 {places} 处）"},
    {"restricted-link", "页面「{page}」上的链接“{text}”不向公众开放：{reason}（{url}）"},
    {"hijacked-link", "页面「{page}」上的链接“{text}”疑似被他人占用：{reason}（{url}）"},
};

constexpr std::string_view params[] = {"in_session_deducts", "soft_404_deducts", "restricted_fails"};

// One cause is one finding: all links to a host that does not answer are one object.
std::string object_of(const LinkTarget& target, const LinkVerdict& verdict) {
    bool whole_host = verdict.row == 25 || verdict.row == 26 || verdict.row == 29 || verdict.row == 30;
    auto url = parse_url(target.url);
    if (whole_host && url) return url->origin();
    return target.url;
}

std::vector<Evidence> evidence_of(const EvidenceView& view, const LinkTarget& target) {
    std::vector<Evidence> evidence;
    for (const ExchangeFacts& attempt : target.attempts)
        evidence.push_back(view.evidence(attempt.id));
    if (!target.places.empty()) {
        const LinkPlace& place = target.places.front();
        std::string quote = fmt::format("<{} \"{}\">{}", place.tag, place.raw, place.text);
        evidence.push_back(view.evidence(place.page_exchange, quote));
    }
    for (const ControlFacts* control : deciding_controls(target))
        evidence.push_back(view.evidence(control->exchange, "对照：" + control->kind));
    return evidence;
}

Details details_of(const LinkTarget& target, const LinkVerdict& verdict) {
    Details details{{"url", target.url},
                    {"reason", verdict.reason},
                    {"class", std::string(class_word(verdict.link_class))},
                    {"row", std::to_string(verdict.row)},
                    {"places", std::to_string(std::max<std::int64_t>(target.place_count, 1))}};
    const LinkPlace* place = target.places.empty() ? nullptr : &target.places.front();
    details.emplace_back("page", place ? place->page_title : "");
    details.emplace_back("page_url", place ? place->page_url : "");
    details.emplace_back("text", place && !place->text.empty() ? place->text : target.url);
    return details;
}

// The scheme says whether what one session saw may cost points.
bool deducts(const LinkVerdict& verdict, const Params& given) {
    if (verdict.by_inspection) return true;
    if (verdict.link_class == LinkClass::broken) return given.yes("in_session_deducts");
    return verdict.link_class == LinkClass::soft_404 && given.yes("in_session_deducts") &&
           given.yes("soft_404_deducts");
}

void report_finding(const EvidenceView& view, const Params& given, Report& report,
                    const LinkTarget& target, const LinkVerdict& verdict, Object object) {
    std::string_view kind = verdict.link_class == LinkClass::soft_404     ? "soft-404"
                            : verdict.link_class == LinkClass::hijack     ? "hijacked-link"
                            : verdict.link_class == LinkClass::restricted ? "restricted-link"
                                                                          : "dead-link";
    bool fails = deducts(verdict, given) || verdict.link_class == LinkClass::restricted;
    if (fails) report.fail(object, kind, details_of(target, verdict), evidence_of(view, target));
    else report.doubtful(object, kind, details_of(target, verdict), evidence_of(view, target));
}

void report_target(const EvidenceView& view, const Params& given, Report& report,
                   const LinkTarget& target, const LinkVerdict& verdict) {
    Object object{object_of(target, verdict), target.url};
    switch (verdict.link_class) {
        case LinkClass::ok: return;  // counted in the summary
        case LinkClass::ok_note:
            return report.pass(object, verdict.reason, evidence_of(view, target));
        case LinkClass::restricted:
            if (!given.yes("restricted_fails"))
                return report.pass(object, verdict.reason, evidence_of(view, target));
            break;
        default: break;
    }
    // A refusal that one session cannot explain (403) says nothing yet about the link.
    if (verdict.cause != Cause::none)
        return report.not_determined(object, verdict.cause, verdict.reason,
                                     evidence_of(view, target));
    report_finding(view, given, report, target, verdict, object);
}

void run(const EvidenceView& view, const Params& given, Report& report) {
    std::string host = parse_url(view.site().home) ? parse_url(view.site().home)->host_port() : "";
    Object whole{host + "#links", "全部链接", true};
    const PageFacts* home = view.home();
    if (!view.state().reached || !home)
        return report.not_determined(whole, view.state().cause == Cause::none ? Cause::not_captured
                                                                              : view.state().cause,
                                     view.state().note, view.home_evidence());
    std::map<std::string, int> seen;  // one finding per object
    for (const LinkTarget& target : view.troubled_links()) {
        LinkVerdict verdict = judge_link(target);
        if (seen[object_of(target, verdict)]++ > 0) continue;
        report_target(view, given, report, target, verdict);
    }
    LinkTotals totals = view.link_totals();
    const SiteState& state = view.state();
    if (!state.complete())
        return report.not_determined(whole, state.cause == Cause::none ? Cause::not_captured : state.cause,
                                     fmt::format("采集没有到底：{} 个页面或链接未访问", state.not_visited),
                                     view.home_evidence());
    report.pass(whole,
                fmt::format("全站已访问链接目标 {} 个，其中正常 {} 个（会话内检查，未隔时复核）",
                            totals.distinct - totals.not_visited, totals.ok),
                {view.evidence(home->exchange)});
}

}  // namespace

extern const CheckInfo dead;
constinit const CheckInfo dead{
    .id = "links-dead",
    .code = "K09",
    .summary = "页面上的链接和附件都能打开",
    .needs = Needs::home | Needs::links,
    .findings = kinds,
    .params = params,
    .run = run,
    .look_back_days = every_page,
};

}  // namespace duwang::checks::links
