// Links on the unit's pages that lead nowhere.                                            (K09)
// Basis: 国办秘函〔2019〕19号 链接可用性; TP-3.36 断错链. Verdicts: docs/link-judgement.md.
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

constexpr std::string_view params[] = {"in_session_deducts", "soft_404_deducts",
                                       "restricted_fails"};

// One cause is one finding (link-judgement.md, host rule d): the links to a host that cannot be had
// are one object with all their places.
struct Trouble {
    std::vector<const LinkTarget*> targets;
    LinkVerdict verdict;  // of the first of them
    std::string object;
    std::int64_t places = 0;
};

std::string object_of(const LinkTarget& target, const LinkVerdict& verdict) {
    const auto url = parse_url(target.url);
    if (!url) return target.url;
    const int row = verdict.row;
    if (row == 25 || row == 26) return std::string(url->host());  // no such name
    // Of a site's own pages one may be silent or cut off by itself; of others' nothing is known.
    const bool silent = (row == 31 || row == 33) && !target.internal_host;
    return row == 29 || row == 30 || silent ? url->origin() : target.url;
}

// Only what was found to be the same is one: a link that is confirmed makes no other one so.
std::string cause_of_trouble(const LinkTarget& target, const LinkVerdict& verdict) {
    return fmt::format("{} {} {}", object_of(target, verdict), class_word(verdict.link_class),
                       basis_word(verdict.basis));
}

std::vector<Evidence> evidence_of(const EvidenceView& view, const LinkTarget& target) {
    std::vector<Evidence> evidence;
    for (const LinkAttempt& attempt : target.attempts)
        evidence.push_back(view.evidence(attempt.id));
    if (!target.places.empty()) {
        const LinkPlace& place = target.places.front();
        std::string quote = fmt::format("<{} \"{}\">{}", place.tag, place.raw, place.text);
        evidence.push_back(view.evidence(place.page_exchange, quote));
    }
    for (const ControlFacts* control : deciding_controls(target, view.link_rules()))
        evidence.push_back(view.evidence(control->exchange, "对照：" + control->kind));
    return evidence;
}

Details details_of(const Trouble& trouble) {
    const LinkTarget& target = *trouble.targets.front();
    const LinkVerdict& verdict = trouble.verdict;
    Details details{{"url", target.url},
                    {"reason", verdict.reason},
                    {"class", std::string(class_word(verdict.link_class))},
                    {"basis", std::string(basis_word(verdict.basis))},
                    {"row", std::to_string(verdict.row)},
                    {"targets", std::to_string(trouble.targets.size())},
                    {"places", std::to_string(std::max<std::int64_t>(trouble.places, 1))}};
    const LinkPlace* place = target.places.empty() ? nullptr : &target.places.front();
    details.emplace_back("page", place ? place->page_title : "");
    details.emplace_back("page_url", place ? place->page_url : "");
    details.emplace_back("text", place && !place->text.empty() ? place->text : target.url);
    return details;
}

// The scheme says whether what one session saw may cost points, and whether a soft 404 may.
bool deducts(const LinkVerdict& verdict, const Params& given) {
    const bool sure = verdict.basis == Basis::inspection || verdict.basis == Basis::over_time ||
                      (verdict.basis == Basis::in_session && given.yes("in_session_deducts"));
    if (verdict.link_class == LinkClass::broken) return sure;
    return verdict.link_class == LinkClass::soft_404 && sure && given.yes("soft_404_deducts");
}

std::string_view kind_of(LinkClass link_class) {
    switch (link_class) {
        case LinkClass::soft_404:
            return "soft-404";
        case LinkClass::hijack:
            return "hijacked-link";
        case LinkClass::restricted:
            return "restricted-link";
        default:
            return "dead-link";
    }
}

void report_trouble(const EvidenceView& view, const Params& given, Report& report,
                    const Trouble& trouble) {
    const LinkTarget& target = *trouble.targets.front();
    const LinkVerdict& verdict = trouble.verdict;
    const Object object{trouble.object, target.url};
    const std::vector<Evidence> evidence = evidence_of(view, target);
    const LinkClass link_class = verdict.link_class;
    const bool restricted = link_class == LinkClass::restricted;
    if (link_class == LinkClass::ok) return;  // counted in the summary
    if (link_class == LinkClass::ok_note || (restricted && !given.yes("restricted_fails")))
        return report.pass(object, verdict.reason, evidence);
    // A refusal that one session cannot explain (403) says nothing yet about the link.
    if (verdict.cause != Cause::none || link_class == LinkClass::undetermined)
        return report.not_determined(object, verdict.cause, verdict.reason, evidence);
    if (restricted || deducts(verdict, given))
        return report.fail(object, kind_of(link_class), details_of(trouble), evidence);
    report.doubtful(object, kind_of(link_class), details_of(trouble), evidence);
}

// In the order in which the first target of each was found.
std::vector<Trouble> troubles_of(const EvidenceView& view) {
    std::vector<Trouble> troubles;
    std::map<std::string, std::size_t> known;
    for (const LinkTarget& target : view.troubled_links()) {
        LinkVerdict verdict = judge_link(target, view.link_rules());
        const auto [at, is_new] = known.emplace(cause_of_trouble(target, verdict), troubles.size());
        if (is_new) {
            troubles.emplace_back().object = object_of(target, verdict);
            troubles.back().verdict = std::move(verdict);
        }
        troubles[at->second].targets.push_back(&target);
        troubles[at->second].places += target.place_count;
    }
    // What is confirmed bears the name of the host; what is open beside it is told apart.
    std::map<std::string, int> named;
    for (const Trouble& trouble : troubles) ++named[trouble.object];
    for (Trouble& trouble : troubles)
        if (named[trouble.object] > 1 && trouble.verdict.basis != Basis::over_time)
            trouble.object += fmt::format("#{}", class_word(trouble.verdict.link_class));
    return troubles;
}

void run(const EvidenceView& view, const Params& given, Report& report) {
    std::string host = parse_url(view.site().home) ? parse_url(view.site().home)->host_port() : "";
    Object whole{host + "#links", "全部链接", true};
    const PageFacts* home = view.home();
    if (!view.state().reached || !home)
        return report.not_determined(
            whole, view.state().cause == Cause::none ? Cause::not_captured : view.state().cause,
            view.state().note, view.home_evidence());
    for (const Trouble& trouble : troubles_of(view)) report_trouble(view, given, report, trouble);
    LinkTotals totals = view.link_totals();
    const SiteState& state = view.state();
    if (!state.complete())
        return report.not_determined(
            whole, state.cause == Cause::none ? Cause::not_captured : state.cause,
            fmt::format("采集没有到底：{} 个页面或链接未访问", state.not_visited),
            view.home_evidence());
    report.pass(whole,
                fmt::format("全站已访问链接目标 {} 个，其中正常 {} 个",
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
