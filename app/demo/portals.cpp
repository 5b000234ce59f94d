#include "app/demo/portals.h"

#include <array>
#include <map>

#include "app/demo/template.h"
#include "core/csv.h"
#include "core/hash.h"
#include "core/text/charset.h"
#include "embedded/demo_files.h"

namespace duwang::demo {
namespace {

constexpr std::array sites{
    DemoSite{"www.qinghe.gov.cn", "清河县人民政府", true, true},
    DemoSite{"www.yunshan.gov.cn", "云山县人民政府", true, true},
    DemoSite{"www.linjiang.gov.cn", "临江县人民政府", false, true},
    DemoSite{"www.yunzhou.gov.cn", "云州市人民政府", true, false},
    DemoSite{"zwgk.yunzhou.gov.cn", "云州市政府信息公开目录", true, false},
    DemoSite{"bszs.conac.cn", "党政机关网站标识（替身）", true, false},
    DemoSite{"beian.miit.gov.cn", "ICP 备案查询（替身）", true, false},
    DemoSite{"www.beian.gov.cn", "公安备案查询（替身）", true, false},
};

std::string_view file(std::string_view path) {
    for (const auto& known : embedded::demo_files())
        if (known.path == path) return known.content;
    return {};
}

// A line of pages.csv.
struct Page {
    std::string path;
    std::string form;  // its file without ".html"; "item": listed, but not served
    std::string title;
    std::string date;    // as "2026-09-30", or empty
    std::string column;  // path of the page that lists it
    std::string unit;    // whose page, where it is not the county's own
};

struct Portal {
    std::string folder;
    std::string unit;
    std::string content_type = "text/html; charset=utf-8";
    std::string charset = "utf-8";
    std::vector<Page> pages;

    std::string form(std::string_view name) const {
        return std::string(file("portals/" + folder + "/" + std::string(name)));
    }
    const Page* page(std::string_view path) const {
        for (const Page& known : pages)
            if (known.path == path && known.form != "item") return &known;
        return nullptr;
    }
};

Portal load(std::string folder, std::string unit) {
    Portal portal;
    portal.folder = std::move(folder);
    portal.unit = std::move(unit);
    const auto rows = parse_csv(portal.form("pages.csv"), "pages.csv");
    if (!rows) return portal;
    for (const CsvRow& row : *rows) {
        if (row.line == 1 || row.fields.size() < 6) continue;
        const auto& f = row.fields;
        portal.pages.push_back({f[0], f[1], f[2], f[3], f[4], f[5]});
    }
    return portal;
}

const std::map<std::string, Portal, std::less<>>& portals() {
    static const auto all = [] {
        std::map<std::string, Portal, std::less<>> loaded;
        loaded["www.qinghe.gov.cn"] = load("qinghe", "清河县人民政府");
        loaded["www.yunshan.gov.cn"] = load("yunshan", "云山县人民政府");
        loaded["www.linjiang.gov.cn"] = load("linjiang", "临江县人民政府");
        Portal& old = loaded["www.yunshan.gov.cn"];
        old.charset = "gbk";
        old.content_type = "text/html";  // the page's own meta has to say it
        return loaded;
    }();
    return all;
}

// Paragraphs that fit any title; which ones depends on the path, so that pages differ.
std::string paragraphs(const Portal& portal, const Page& page) {
    std::vector<std::string_view> lines;
    std::string_view rest = file("portals/shared/paragraphs.txt");
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (end > 0) lines.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    std::string text;
    std::uint64_t choice = hash64(portal.folder + page.path);
    for (int i = 0; i < 4 && !lines.empty(); ++i, choice /= 31) {
        text += "<p>" + std::string(lines[choice % lines.size()]) + "</p>\n";
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(choice % lines.size()));
    }
    return fill(text, [&](std::string_view name) {
        return name == "title" ? page.title : page.unit.empty() ? portal.unit : page.unit;
    });
}

// TRS writes addresses below the page's own folder relatively.
std::string reference(const Portal& portal, const Page& from, const Page& to) {
    const std::string folder = from.path.substr(0, from.path.rfind('/') + 1);
    if (portal.folder != "qinghe" || !to.path.starts_with(folder)) return to.path;
    return "./" + to.path.substr(folder.size());
}

std::string list(const Portal& portal, const Page& from, std::string_view column,
                 std::string_view fragment, std::size_t at_most) {
    const std::string form = portal.form(fragment);
    std::string out;
    std::size_t count = 0;
    for (const Page& page : portal.pages) {
        if (page.column != column || count == at_most) continue;
        ++count;
        out += fill(form, [&](std::string_view name) -> std::string {
            if (name == "href") return reference(portal, from, page);
            if (name == "title") return page.title;
            if (name == "mmdd") return page.date.size() == 10 ? page.date.substr(5) : "";
            return page.date;
        });
    }
    return out;
}

std::string render(const Portal& portal, const Page& page, std::string_view form, int depth = 0) {
    const Page* column = portal.page(page.column);
    return fill(form, [&](std::string_view name) -> std::string {
        if (name.starts_with('>') && depth < 3)
            return render(portal, page, portal.form(name.substr(1)), depth + 1);
        if (name.starts_with("items:")) return list(portal, page, name.substr(6), "item.html", 7);
        if (name == "items") return list(portal, page, page.path, "item.html", 100);
        if (name == "entries") return list(portal, page, page.path, "entry.html", 100);
        if (name == "text") return paragraphs(portal, page);
        if (name == "title") return page.title;
        if (name == "date") return page.date;
        if (name == "unit") return page.unit.empty() ? portal.unit : page.unit;
        if (name == "column") return column ? column->title : "首页";
        if (name == "column_path") return column ? column->path : "/";
        if (name == "path") return page.path;
        return {};
    });
}

DemoAnswer html(const Portal& portal, const Page& page, std::string_view form, int status) {
    DemoAnswer answer;
    answer.status = status;
    answer.headers.emplace_back("Content-Type", portal.content_type);
    // The texts stay within GBK, so that nothing is escaped here.
    answer.body = encode_query(render(portal, page, form), portal.charset);
    return answer;
}

DemoAnswer plain(std::string_view type, std::string_view content) {
    DemoAnswer answer;
    answer.headers.emplace_back("Content-Type", type);
    answer.body = content;
    if (content.empty()) answer.status = 404;
    return answer;
}

DemoAnswer not_found(const Portal& portal, std::string_view path) {
    const Page page{std::string(path), "", "页面不存在", "", "", ""};
    // 云山县's article server answers 200 for what it does not have.
    if (portal.folder == "yunshan" && path.starts_with("/art/"))
        return html(portal, page, portal.form("gone.html"), 200);
    return html(portal, page, portal.form("not_found.html"), 404);
}

DemoAnswer portal_answer(const Portal& portal, std::string_view path) {
    const bool shown = path.ends_with("/index.html") && portal.folder == "qinghe";
    if (shown) path.remove_suffix(10);  // the folder itself
    if (path == "/robots.txt") return plain("text/plain", file("portals/shared/robots.txt"));
    if (path.ends_with(".css")) return plain("text/css", portal.form("style.css"));
    if (path.ends_with("emblem.svg"))
        return plain("image/svg+xml", file("portals/shared/emblem.svg"));
    if (path == "/js/footer.js") return plain("application/javascript", portal.form("footer.js"));
    const Page* page = portal.page(path);
    if (!page) return not_found(portal, path);
    DemoAnswer answer = html(portal, *page, portal.form(page->form + ".html"), 200);
    if (page->form == "forbidden") answer.status = 403;
    if (page->form == "wall") {
        answer.status = 521;
        answer.headers.emplace_back("Set-Cookie", "__jsluid_s=demo; path=/");
    }
    return answer;
}

}  // namespace

std::span<const DemoSite> demo_sites() { return sites; }

DemoAnswer answer(std::string_view host, std::string_view path) {
    path = path.substr(0, path.find_first_of("?#"));
    const auto portal = portals().find(host);
    if (portal != portals().end()) return portal_answer(portal->second, path);
    for (const DemoSite& site : sites) {
        if (site.host != host) continue;
        if (path == "/robots.txt") return plain("text/plain", {});
        const std::string body = fill(
            file("portals/shared/outside.html"),
            [&](std::string_view name) { return std::string(name == "path" ? path : site.name); });
        return plain("text/html; charset=utf-8", body);
    }
    return plain("text/plain", {});
}

DemoInventory demo_inventory() {
    return {file("inventory/units.csv"), file("inventory/sites.csv"), file("inventory/columns.csv"),
            file("inventory/marks.csv")};
}

}  // namespace duwang::demo
