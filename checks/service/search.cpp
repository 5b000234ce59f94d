// The site's own search finds what is on the site.                                        (K21)
// Basis: 国办秘函〔2019〕19号 搜索功能; TP-3.38. A few questions with known answers: titles of the
// home page, a document's number, nonsense, nothing at all. New titles may not be indexed yet and
// one look proves little, so that nothing here fails by itself: a person looks at what is doubtful.
#include <fmt/format.h>

#include <algorithm>

#include "checks/check.h"

namespace duwang::checks::service {
namespace {

constexpr FindingKind kinds[] = {
    {"no-search", "首页没有发现站内搜索入口"},
    {"search-error", "站内搜索出错：搜索“{words}”得到 {status}"},
    {"not-found", "站内搜索找不到已发布的信息：搜索“{words}”，结果首页没有该信息"},
};

Object object_of(const EvidenceView& view, std::string_view what) {
    return {fmt::format("{}#search:{}", view.site().id, what), "站内搜索"};
}

std::vector<Evidence> evidence_of(const EvidenceView& view, const SearchQuestion& question) {
    if (question.exchange == 0) return view.home_evidence();
    return {view.evidence(question.exchange, question.url)};
}

Details details_of(const SearchQuestion& question) {
    return {{"words", question.words},
            {"status", question.status},
            {"url", question.url},
            {"results", std::to_string(question.results)}};
}

bool is_server_error(const SearchQuestion& question) {
    return question.status.starts_with("http_5") || question.status == "http_404";
}

// Nothing was asked, and why.
void report_unasked(const EvidenceView& view, const SearchFacts& facts, Report& report) {
    Object whole = object_of(view, "site");
    whole.everything = true;
    const std::vector<Evidence> evidence = view.home_evidence();
    const PageFacts* home = view.home();
    if (facts.state == "robots_denied")
        return report.not_determined(whole, Cause::robots_denied, "robots.txt 不允许访问搜索",
                                     evidence);
    if (facts.state == "posts")
        return report.not_determined(whole, Cause::not_visible, "搜索以 POST 提交，未访问",
                                     evidence);
    if (facts.state == "no_titles")
        return report.not_determined(whole, Cause::not_visible, "首页没有可供检索的标题", evidence);
    if (facts.state != "no_form")
        return report.not_determined(whole, Cause::not_captured, "", evidence);
    // Scripts may show what the bytes of the page do not.
    const bool more_comes = home == nullptr || !home->late.empty();
    if (more_comes)
        return report.not_determined(whole, Cause::not_visible, "首页部分内容由脚本显示", evidence);
    report.doubtful(object_of(view, "form"), "no-search", {}, {view.evidence(home->exchange)});
}

void judge_question(const EvidenceView& view, const SearchFacts& facts,
                    const SearchQuestion& question, Report& report) {
    const Object object = object_of(view, question.kind + ":" + question.words);
    const std::vector<Evidence> evidence = evidence_of(view, question);
    if (is_server_error(question))
        return report.doubtful(object, "search-error", details_of(question), evidence);
    if (question.status != "ok")
        return report.not_determined(object, Cause::unreachable, question.status, evidence);
    if (question.kind == "empty") return report.pass(object, "空搜索没有出错", evidence);
    if (question.found) return report.pass(object, "结果首页有该信息", evidence);
    if (facts.same_for_all)
        return report.not_determined(object, Cause::not_visible, "搜索结果由脚本显示", evidence);
    if (question.kind == "no_hit") return report.pass(object, "搜索不存在的内容没有出错", evidence);
    report.doubtful(object, "not-found", details_of(question), evidence);
}

void run(const EvidenceView& view, const Params&, Report& report) {
    const SearchFacts* facts = view.search();
    Object whole = object_of(view, "site");
    whole.everything = true;
    if (!view.owns_site())
        return report.not_applicable(whole, "网站由其他单位主办，站内搜索由主办单位负责");
    if (!view.state().reached)
        return report.not_determined(whole, view.state().cause, view.state().note,
                                     view.home_evidence());
    if (facts == nullptr) return report.not_determined(whole, Cause::probe_missing, "");
    if (facts->state != "asked") return report_unasked(view, *facts, report);
    for (const SearchQuestion& question : facts->questions)
        judge_question(view, *facts, question, report);
}

}  // namespace

extern const CheckInfo search;
constinit const CheckInfo search{
    .id = "service-search",
    .code = "K21",
    .summary = "站内搜索能找到网站上已发布的信息",
    .needs = Needs::home | Needs::search,
    .findings = kinds,
    .params = {},
    .run = run,
};

}  // namespace duwang::checks::service
