// The marks a government site must carry: domain, name, 党政机关 mark, site code, ICP and 公安
// records, find-error entry.                                                              (K22)
// Basis: 国办发〔2017〕47号 页面底部功能区; TP-3.38. Three-valued: what is not visible in static bytes
// (静态未见) is not missing.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "checks/check.h"
#include "core/footer.h"
#include "core/text/normalise.h"
#include "core/url.h"

namespace duwang::checks::identity {
namespace {

constexpr FindingKind kinds[] = {
    {"missing-mark", "首页缺少{label}"},
    {"malformed-mark", "{label}“{value}”格式不规范"},
    {"inconsistent-mark", "{label}不一致：{values}"},
    {"wrong-domain", "网站域名 {value} 不符合规定（应以 {wanted} 结尾）"},
    {"wrong-name", "首页标题“{value}”与登记的网站名称“{wanted}”不符"},
};

constexpr std::string_view params[] = {"marks", "domain_suffixes", "inner_pages"};

struct MarkKind {
    std::string_view id;     // as in schemes
    std::string_view fact;   // Mark::kind
    std::string_view label;
};

constexpr MarkKind mark_kinds[] = {
    {"conac", "conac", "党政机关网站标识"},
    {"site_code", "gov_site_id", "网站标识码"},
    {"icp", "icp", "ICP备案编号"},
    {"psb", "psb", "公安机关备案标识"},
    {"find_error", "find_error", "“我为政府网站找错”入口"},
};

const FooterElement& element_of(const std::vector<FooterElement>& footer, std::string_view kind) {
    return *std::ranges::find(footer, kind, &FooterElement::kind);
}

std::set<std::string> values_of(const std::vector<const Mark*>& marks) {
    std::set<std::string> values;
    for (const Mark* mark : marks)
        if (!mark->value.empty()) values.insert(mark->value);
    return values;
}

constexpr std::size_t conac_id_chars = 32;

bool consistent(const MarkKind& kind, const std::set<std::string>& values) {
    std::set<std::string> distinct;
    for (const std::string& value : values) {
        // A script names the mark by its file, "CA…", a link by its id of 32 digits: not comparable.
        if (kind.id == "conac" && value.size() != conac_id_chars) continue;
        distinct.insert(kind.id == "icp"   ? main_record(value)
                        : kind.id == "psb" ? digits_of(value)
                                           : value);
    }
    return distinct.size() <= 1;
}

struct Judged {
    const EvidenceView& view;
    const PageFacts& home;
    std::vector<const PageFacts*> inner;
    std::string host;
};

Object object_of(const Judged& judged, std::string_view id, std::string_view label) {
    return {judged.host + "#" + std::string(id), std::string(label)};
}

std::vector<Evidence> evidence_of(const Judged& judged, const std::vector<const Mark*>& marks) {
    std::vector<Evidence> evidence;
    for (const Mark* mark : marks)
        evidence.push_back(judged.view.evidence(
            judged.home.exchange, fmt::format("{}：{}", mark->source, mark->text)));
    if (evidence.empty()) evidence.push_back(judged.view.evidence(judged.home.exchange));
    return evidence;
}

void judge_absent(const Judged& judged, const MarkKind& kind, Report& report) {
    Object object = object_of(judged, kind.id, kind.label);
    const std::vector<FooterElement> footer = footer_of(judged.home);
    const FooterElement& element = element_of(footer, kind.fact);
    if (element.state != ElementState::absent)
        return report.not_determined(object, Cause::not_visible, element.why,
                                     evidence_of(judged, {}));
    std::vector<const Mark*> around;
    for (const Mark& mark : judged.home.marks)
        if (mark.source == "text") around.push_back(&mark);
    report.fail(object, "missing-mark", {}, evidence_of(judged, around));
}

// The same template must say the same everywhere; the registered code is the measure.
void judge_present(const Judged& judged, const MarkKind& kind,
                   const std::vector<const Mark*>& marks, Report& report) {
    Object object = object_of(judged, kind.id, kind.label);
    std::set<std::string> values = values_of(marks);
    std::vector<Evidence> evidence = evidence_of(judged, marks);
    if (kind.id == "site_code") {
        for (const std::string& value : values)
            if (!is_site_code(value))
                return report.fail(object, "malformed-mark", {{"value", value}}, evidence);
        std::string registered = judged.view.site().code;
        if (registered.starts_with("BM")) registered.replace(0, 2, "bm");  // as pages are read
        if (!registered.empty()) values.insert(registered);
    }
    auto shown = [&] { return Details{{"values", fmt::format("{}", fmt::join(values, "、"))}}; };
    if (kind.id != "find_error" && !consistent(kind, values))
        return report.fail(object, "inconsistent-mark", shown(), evidence);
    for (const PageFacts* page : judged.inner)
        for (const Mark* mark : proving_marks(*page, kind.fact)) {
            if (mark->value.empty() || values.contains(mark->value)) continue;
            evidence.push_back(judged.view.evidence(page->exchange, mark->text));
            values.insert(mark->value);
        }
    // An inner page may belong to another body for a good reason: a person has to look.
    if (kind.id != "find_error" && !consistent(kind, values))
        return report.doubtful(object, "inconsistent-mark", shown(), evidence);
    report.pass(object, values.empty() ? "已设置" : fmt::format("{}", fmt::join(values, "、")),
                evidence);
}

void judge_domain(const Judged& judged, const Params& given, Report& report) {
    std::vector<std::string> suffixes = given.list("domain_suffixes");
    if (suffixes.empty()) suffixes = {".gov.cn", ".xn--zfr164b"};  // 政务
    std::string host = judged.host.substr(0, judged.host.find(':'));
    Object object = object_of(judged, "domain", "网站域名");
    std::vector<Evidence> evidence = evidence_of(judged, {});
    bool good = std::ranges::any_of(suffixes, [&](const auto& end) { return host.ends_with(end); });
    if (good) return report.pass(object, host, evidence);
    report.fail(object, "wrong-domain", {{"value", host}, {"wanted", suffixes.front()}}, evidence);
}

void judge_name(const Judged& judged, Report& report) {
    Object object = object_of(judged, "name", "网站名称");
    const std::string& registered = judged.view.site().name;
    if (registered.empty()) return report.not_determined(object, Cause::not_registered, "网站名称");
    std::string title = strip_blanks(judged.home.title);
    for (const Meta& meta : judged.home.metas)
        if (meta.name == "sitename") title += "|" + strip_blanks(meta.content);
    std::vector<Evidence> evidence{judged.view.evidence(judged.home.exchange, judged.home.title)};
    if (title.find(strip_blanks(registered)) != std::string::npos)
        return report.pass(object, judged.home.title, evidence);
    // Titles are worded freely; whether it is the registered name a person decides.
    report.doubtful(object, "wrong-name", {{"value", judged.home.title}, {"wanted", registered}},
                    evidence);
}

bool wanted(const Params& given, std::string_view id) {
    std::vector<std::string> list = given.list("marks");
    return list.empty() || std::ranges::find(list, id) != list.end();
}

void run(const EvidenceView& view, const Params& given, Report& report) {
    auto url = parse_url(view.site().home);
    std::string host = url ? url->host_port() : view.site().id;
    Object whole{host + "#marks", "网站标识", true};
    if (!view.owns_site()) return report.not_applicable(whole, "网站由其他单位主办，标识由主办单位负责");
    const PageFacts* home = view.home();
    if (!view.state().reached || !home || home->exchange == 0) {
        Cause cause = view.state().cause == Cause::none ? Cause::not_captured : view.state().cause;
        return report.not_determined(whole, cause, view.state().note, view.home_evidence());
    }
    if (!view.on_site(home->final_url))
        return report.not_determined(whole, Cause::not_captured, "首页跳转到站外：" + home->final_url,
                                     view.home_evidence());
    auto inner = view.inner_pages(static_cast<std::size_t>(given.number("inner_pages", 5)));
    Judged judged{view, *home, inner, host};
    if (wanted(given, "domain")) judge_domain(judged, given, report);
    if (wanted(given, "name")) judge_name(judged, report);
    for (const MarkKind& kind : mark_kinds) {
        if (!wanted(given, kind.id)) continue;
        auto marks = proving_marks(*home, kind.fact);
        if (marks.empty()) judge_absent(judged, kind, report);
        else judge_present(judged, kind, marks, report);
    }
}

}  // namespace

extern const CheckInfo site_marks;
constinit const CheckInfo site_marks{
    .id = "identity-site-marks",
    .code = "K22",
    .summary = "域名、名称、党政机关网站标识、网站标识码、ICP 和公安备案、找错入口齐全、规范、一致",
    .needs = Needs::home | Needs::inner_pages,
    .findings = kinds,
    .params = params,
    .run = run,
};

}  // namespace duwang::checks::identity
