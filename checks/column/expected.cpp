// The sections a disclosure platform must offer exist, open, are the unit's own and hold
// something.                                                                              (K01)
// Basis: 国办公开办函〔2019〕61号; TP-3.01b (政策、指南、制度、法定主动公开内容、依申请公开、年报).
#include <fmt/format.h>

#include <algorithm>

#include "checks/check.h"
#include "checks/links/verdict.h"
#include "core/text/normalise.h"

namespace duwang::checks::column {
namespace {

constexpr FindingKind kinds[] = {
    {"no-platform", "首页没有名为“{names}”的入口"},
    {"missing-entry", "政府信息公开平台缺少“{label}”入口"},
    {"broken-entry", "“{label}”入口打不开：{reason}（{url}）"},
    {"empty-entry", "“{label}”入口没有有效内容（{url}）"},
    {"foreign-entry", "“{label}”入口指向其他网站（{url}）"},
};

constexpr std::string_view params[] = {"expected", "in_session_deducts"};
constexpr std::int64_t article_chars_min = 100;  // a page with that much text is not empty
constexpr int named_links_min = 5;  // fewer: the page is a shell, a redirect or a picture
constexpr std::size_t alias_surplus_max = 12;    // bytes: 法定主动公开内容更多>>

std::string name_of(const Link& link) {
    std::string shown = strip_blanks(link.text);
    return shown.empty() ? strip_blanks(link.title) : shown;
}

// A link called by one of the names, the exact name before one with a little more around it.
const Link* find_link(const PageFacts& page, const std::vector<std::string>& names) {
    auto is_entry = [](const Link& link) { return link.tag == "a" || link.tag == "area"; };
    for (const std::string& name : names)
        for (const Link& link : page.links)
            if (is_entry(link) && name_of(link) == strip_blanks(name)) return &link;
    for (const std::string& name : names)
        for (const Link& link : page.links) {
            std::string shown = name_of(link);
            bool close = shown.starts_with(strip_blanks(name)) &&
                         shown.size() <= strip_blanks(name).size() + alias_surplus_max;
            if (is_entry(link) && close) return &link;
        }
    return nullptr;
}

// May it be said that something is absent from this page? Only when all of it was seen: a browser
// may show more than the static bytes do. Cause::none: yes.
Cause why_absence_is_uncertain(const EvidenceView& view, const PageFacts& page) {
    if (page.status != FetchStatus::ok) return Cause::damaged;
    if (!page.detailed || !view.on_site(page.final_url)) return Cause::not_captured;
    bool more_comes = std::ranges::any_of(page.late, [](const LateContent& late) {
        return late.kind != "script_file" && late.kind != "module_script";
    });
    auto named = std::ranges::count_if(page.links, [](const Link& link) { return !name_of(link).empty(); });
    return more_comes || named < named_links_min ? Cause::not_visible : Cause::none;
}

// A link that shows only a picture may be the entry that is looked for (H15).
const Link* unnamed_link(const PageFacts& page) {
    for (const Link& link : page.links)
        if ((link.tag == "a" || link.tag == "area") && !link.url.empty() && name_of(link).empty())
            return &link;
    return nullptr;
}

struct Judged {
    const EvidenceView& view;
    const Params& given;
    const PageFacts& platform;
    Report& report;
};

Object object_of(const EvidenceView& view, std::string_view id, std::string_view label) {
    return {fmt::format("{}#section:{}", view.unit().id, id), std::string(label)};
}

std::string quote_of(const Link& link) { return fmt::format("<a href=\"{}\">{}", link.raw, link.text); }

void judge_failing(const Judged& judged, const PageFacts& page, const Link& link, Object object) {
    const LinkTarget* target = nullptr;
    for (const LinkTarget& known : judged.view.troubled_links())
        if (known.id == page.id) target = &known;
    links::LinkVerdict verdict = target ? links::judge_link(*target, judged.view.link_rules()) : links::LinkVerdict{};
    std::vector<Evidence> evidence{judged.view.evidence(judged.platform.exchange, quote_of(link)),
                                   judged.view.evidence(page.exchange)};
    Details details{{"url", link.url}, {"reason", verdict.reason}};
    if (verdict.link_class != links::LinkClass::broken) {
        Cause cause = cause_of_status(page.status, page.http_status);
        return judged.report.not_determined(object, verdict.cause == Cause::none ? cause : verdict.cause,
                                            status_word(page.status, page.http_status), evidence);
    }
    // One session is not enough to call it gone, unless the scheme says so.
    if (verdict.basis != links::Basis::in_session || judged.given.yes("in_session_deducts"))
        judged.report.fail(object, "broken-entry", details, evidence);
    else judged.report.doubtful(object, "broken-entry", details, evidence);
}

bool is_placeholder(const Judged& judged, const PageFacts& page) {
    const auto& phrases = judged.given.vocabulary().placeholder_phrases;
    return std::ranges::any_of(phrases, [&](const std::string& phrase) {
        return page.opening.find(phrase) != std::string::npos;
    });
}

void judge_content(const Judged& judged, const PageFacts& page, const Link& link, Object object) {
    std::vector<Evidence> evidence{judged.view.evidence(judged.platform.exchange, quote_of(link)),
                                   judged.view.evidence(page.exchange, page.opening)};
    if (!page.items.empty())
        return judged.report.pass(object, fmt::format("列出 {} 条", page.items.size()), evidence);
    if (page.text_chars >= article_chars_min && !is_placeholder(judged, page))
        return judged.report.pass(object, "有正文", evidence);
    // A script may fill a list over a placeholder that stands in the static bytes.
    if (!page.late.empty())
        return judged.report.not_determined(object, Cause::list_not_readable, page.late.front().what,
                                            evidence);
    bool whole = page.status == FetchStatus::ok;
    if (whole && page.text_chars < article_chars_min && is_placeholder(judged, page))
        return judged.report.fail(object, "empty-entry", {{"url", link.url}}, evidence);
    if (!page.structured)
        return judged.report.not_determined(object, Cause::list_not_readable, "该页未按栏目读取", evidence);
    judged.report.doubtful(object, "empty-entry", {{"url", link.url}}, evidence);
}

void judge_absence(const Judged& judged, Object object, Evidence platform) {
    Cause uncertain = why_absence_is_uncertain(judged.view, judged.platform);
    if (uncertain != Cause::none)
        return judged.report.not_determined(object, uncertain, "", {platform});
    if (const Link* picture = unnamed_link(judged.platform)) {
        platform.quote = quote_of(*picture);
        return judged.report.doubtful(object, "missing-entry", {}, {platform});
    }
    judged.report.fail(object, "missing-entry", {}, {platform});
}

void judge_section(const Judged& judged, const Section& section) {
    const EvidenceView& view = judged.view;
    Object object = object_of(view, section.id, section.title);
    std::vector<std::string> names{section.title};
    names.insert(names.end(), section.aliases.begin(), section.aliases.end());
    const Link* link = find_link(judged.platform, names);
    Evidence platform = view.evidence(judged.platform.exchange, judged.platform.title);
    if (!link) return judge_absence(judged, object, platform);
    platform.quote = quote_of(*link);
    if (link->url.empty())
        return judged.report.not_determined(object, Cause::list_not_readable, "入口由脚本打开", {platform});
    if (!view.on_site(link->url))
        return judged.report.doubtful(object, "foreign-entry", {{"url", link->url}}, {platform});
    const PageFacts* page = view.page(link->url);
    if (!page) return judged.report.not_determined(object, Cause::not_captured, link->url, {platform});
    if (!content_arrived(page->status)) return judge_failing(judged, *page, *link, object);
    judge_content(judged, *page, *link, object);
}

const Column* platform_column(const EvidenceView& view) {
    for (const Column& column : view.columns())
        if (column.kind == "disclosure_platform") return &column;
    return nullptr;
}

// The platform page, or an answer why there is none to judge.
const PageFacts* find_platform(const EvidenceView& view, const SectionList& expected,
                               Report& report) {
    Object object = object_of(view, "platform", "政府信息公开平台");
    object.everything = true;
    const PageFacts* home = view.home();
    if (!view.state().reached || !home)
        return report.not_determined(object,
                                     view.state().cause == Cause::none ? Cause::not_captured
                                                                       : view.state().cause,
                                     view.state().note, view.home_evidence()),
               nullptr;
    std::string address;
    const Column* column = platform_column(view);
    if (column) address = column->address;
    else if (!view.owns_site())
        return report.not_determined(object, Cause::no_address, "政府信息公开平台"), nullptr;
    const Link* link = column ? nullptr : find_link(*home, expected.platform_names);
    Evidence seen = view.evidence(home->exchange, link ? quote_of(*link) : home->title);
    Cause uncertain = why_absence_is_uncertain(view, *home);
    if (!column && !link && uncertain != Cause::none)
        return report.not_determined(object, uncertain, "首页", {seen}), nullptr;
    if (!column && !link) {
        Details names{{"names", fmt::format("{}", fmt::join(expected.platform_names, "”或“"))}};
        if (unnamed_link(*home)) return report.doubtful(object, "no-platform", names, {seen}), nullptr;
        return report.fail(object, "no-platform", names, {seen}), nullptr;
    }
    if (link) address = link->url;
    const PageFacts* page = view.page(address);
    if (page && content_arrived(page->status) && page->detailed) return page;
    bool refused = page && !content_arrived(page->status);
    Cause cause = refused ? cause_of_status(page->status, page->http_status) : Cause::not_captured;
    report.not_determined(object, cause, address, {seen});
    return nullptr;
}

void run(const EvidenceView& view, const Params& given, Report& report) {
    std::string name = given.text("expected", "disclosure-six");
    auto expected = given.vocabulary().sections.find(name);
    if (expected == given.vocabulary().sections.end())
        return report.not_determined(object_of(view, "platform", name), Cause::internal,
                                     "没有名为 " + name + " 的栏目词表");
    const PageFacts* platform = find_platform(view, expected->second, report);
    if (!platform) return;
    Judged judged{view, given, *platform, report};
    for (const Section& section : expected->second.sections) judge_section(judged, section);
}

}  // namespace

extern const CheckInfo expected;
constinit const CheckInfo expected{
    .id = "column-expected",
    .code = "K01",
    .summary = "政府信息公开平台应有的栏目齐全、能打开、有内容",
    .needs = Needs::home | Needs::sections | Needs::links,
    .findings = kinds,
    .params = params,
    .run = run,
};

}  // namespace duwang::checks::column
