// Articles that say they have a file (附件) and offer none.                                 (K09)
// Basis: 国办秘函〔2019〕19号 链接可用性 (附件); GB/T 9704 附件说明. Read: the articles of the unit
// that were read in structure. What is offered and does not open is told by links-dead.
#include <fmt/format.h>

#include <algorithm>

#include "checks/check.h"

namespace duwang::checks::links {
namespace {

constexpr FindingKind kinds[] = {
    {"attachment-missing", "稿件「{title}」说有附件“{names}”，页面上没有（共 {count} 个附件没有提供）"},
};

constexpr std::size_t articles_max = 2'000;
constexpr std::size_t names_shown = 5;

std::vector<std::string> missing_on(const PageFacts& page) {
    std::vector<std::string> names;
    for (const Promised& one : page.article.promised)
        if (one.met_by.empty()) names.push_back(one.name);
    return names;
}

// A list of files that a script brings (A06) cannot be seen in static bytes.
bool may_come_late(const PageFacts& page) {
    return std::ranges::any_of(page.late, [](const LateContent& late) {
        return !late.library && late.kind != "script_file" && late.kind != "module_script" &&
               late.kind != "refresh";
    });
}

std::string shown(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), names_shown); ++i)
        text += (i > 0 ? "、" : "") + names[i];
    return names.size() > names_shown ? text + " 等" : text;
}

void report_article(const EvidenceView& view, Report& report, const PageFacts& page,
                    const std::vector<std::string>& names) {
    const std::string title = page.article.title.empty() ? page.title : page.article.title;
    const Object object{page.url + "#promised", title};
    const std::vector<Evidence> evidence{view.evidence(page.exchange, "附件：" + shown(names))};
    if (may_come_late(page))
        return report.not_determined(
            object, Cause::not_visible,
            fmt::format("稿件说有附件“{}”，页面有脚本加载的内容，静态页面中没有看到", shown(names)),
            evidence);
    // A person knows at a glance whether the annex stands elsewhere.
    report.doubtful(object, "attachment-missing",
                    {{"title", title},
                     {"page_url", page.url},
                     {"names", shown(names)},
                     {"count", std::to_string(names.size())}},
                    evidence);
}

void run(const EvidenceView& view, const Params&, Report& report) {
    const Object whole{view.site().id + "#promised", "稿件的附件", true};
    if (!view.state().reached)
        return report.not_determined(
            whole, view.state().cause == Cause::none ? Cause::not_captured : view.state().cause,
            view.state().note, view.home_evidence());
    const std::vector<const PageFacts*> articles = view.articles(articles_max);
    std::size_t promised = 0;
    for (const PageFacts* page : articles) {
        promised += page->article.promised.size();
        if (const auto names = missing_on(*page); !names.empty())
            report_article(view, report, *page, names);
    }
    if (articles.empty())
        return report.not_applicable(whole, "采集中没有按结构读取的稿件");
    report.pass(whole,
                fmt::format("读取稿件 {} 篇，文中说明的附件共 {} 个", articles.size(), promised),
                {view.evidence(articles.front()->exchange)});
}

}  // namespace

extern const CheckInfo promised;
constinit const CheckInfo promised{
    .id = "links-promised",
    .code = "K09",
    .summary = "稿件正文说明的附件，页面上都有",
    .needs = Needs::home,
    .findings = kinds,
    .params = {},
    .run = run,
};

}  // namespace duwang::checks::links
