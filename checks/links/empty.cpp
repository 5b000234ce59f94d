// What looks like a link and cannot be followed by anybody outside: empty ones, and paths of the
// editor's own computer.                                                                  (K09)
// Basis: 国办秘函〔2019〕19号 链接可用性; docs/link-judgement.md rows 38 and 39. Read: the home
// page and the other pages that are judged in detail.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "checks/check.h"
#include "core/text/ascii.h"

namespace duwang::checks::links {
namespace {

constexpr FindingKind kinds[] = {
    {"local-file", "页面「{page}」上的链接“{text}”指向编辑人员本机的文件：{raw}（共 {places} 处）"},
    {"empty-link", "页面「{page}」上的“{text}”像链接但点不开：{raw}（共 {places} 处）"},
};

constexpr std::string_view params[] = {"not_links"};
constexpr std::size_t pages_max = 20;
constexpr std::size_t raw_shown = 200;  // bytes

// "file:///C:/公告.doc", "C:\公告.doc", "\\server\公告.doc"
bool is_local(std::string_view raw) {
    if (lower_ascii(raw.substr(0, 5)) == "file:" || raw.starts_with("\\\\")) return true;
    const bool letter = !raw.empty() && lower_ascii(raw[0]) >= 'a' && lower_ascii(raw[0]) <= 'z';
    return letter && raw.size() > 3 && raw[1] == ':' && (raw[2] == '\\' || raw[2] == '/');
}

struct Trouble {
    const PageFacts* page = nullptr;  // the first of them
    const Link* link = nullptr;
    std::string_view kind;
    int places = 0;
};

std::vector<const PageFacts*> pages_of(const EvidenceView& view) {
    std::vector<const PageFacts*> pages{view.home()};
    const auto add = [&](const PageFacts* page) {
        if (page != nullptr && std::ranges::find(pages, page) == pages.end()) pages.push_back(page);
    };
    for (const Column& column : view.columns()) add(view.page(column.address));
    for (const PageFacts* page : view.inner_pages(pages_max)) add(page);
    std::erase_if(pages, [](const PageFacts* page) {
        return page == nullptr || !page->detailed || page->status != FetchStatus::ok;
    });
    return pages;
}

// The same words with the same address on all pages of a template are one.
std::vector<Trouble> troubles_of(const std::vector<const PageFacts*>& pages,
                                 const std::vector<std::string>& not_links) {
    std::vector<Trouble> troubles;
    std::map<std::string, std::size_t> known;
    for (const PageFacts* page : pages)
        for (const Link& link : page->links) {
            const bool local = is_local(link.raw);
            const bool named = std::ranges::any_of(not_links, [&](const std::string& word) {
                return link.text.find(word) != link.text.npos;
            });
            if (link.tag != "a" || link.hidden || link.text.empty()) continue;
            if (!local && (!link.idle || named)) continue;
            const auto [at, is_new] = known.emplace(link.text + "\n" + link.raw, troubles.size());
            if (is_new) troubles.push_back({page, &link, local ? "local-file" : "empty-link"});
            ++troubles[at->second].places;
        }
    return troubles;
}

void run(const EvidenceView& view, const Params& given, Report& report) {
    const Object whole{view.site().id + "#empty-links", "空链接与本机路径", true};
    const std::vector<const PageFacts*> pages = pages_of(view);
    if (!view.state().reached || pages.empty())
        return report.not_determined(
            whole, view.state().cause == Cause::none ? Cause::not_captured : view.state().cause,
            view.state().note, view.home_evidence());
    const std::vector<Trouble> troubles = troubles_of(pages, given.list("not_links"));
    for (const Trouble& trouble : troubles) {
        const Link& link = *trouble.link;
        const std::string raw = link.raw.empty() ? "href 为空" : link.raw.substr(0, raw_shown);
        const Object object{fmt::format("{}#{}:{}", trouble.page->url, trouble.kind, link.text),
                            link.text};
        const Details details{{"page", trouble.page->title},
                              {"page_url", trouble.page->url},
                              {"text", link.text},
                              {"raw", raw},
                              {"places", std::to_string(trouble.places)}};
        const std::vector<Evidence> evidence{view.evidence(
            trouble.page->exchange, fmt::format("<a href=\"{}\">{}", raw, link.text))};
        // A script may give an empty one its meaning: only a person with a browser can tell.
        if (trouble.kind == "local-file")
            report.fail(object, trouble.kind, details, evidence);
        else
            report.doubtful(object, trouble.kind, details, evidence);
    }
    if (troubles.empty())
        report.pass(whole, fmt::format("{} 个页面没有空链接和本机路径", pages.size()),
                    {view.evidence(pages.front()->exchange)});
}

}  // namespace

extern const CheckInfo empty;
constinit const CheckInfo empty{
    .id = "links-empty",
    .code = "K09",
    .summary = "页面上没有点不开的空链接，也没有指向编辑人员本机的链接",
    .needs = Needs::home | Needs::inner_pages,
    .findings = kinds,
    .params = params,
    .run = run,
};

}  // namespace duwang::checks::links
