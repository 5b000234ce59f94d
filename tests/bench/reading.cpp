// What reading pages costs, without network and storage:
//   reading pages LIST FOLDER [TIMES]  CPU of the reader over the pages of make_pages
//   reading structure LIST FOLDER [TIMES]  the same with structure and details, as where judged
//   reading facts LIST FOLDER          every fact of every page, to compare two readers
//   reading growth                     does time grow in proportion? text of 0.5, 5 and 50 MB and
//                                      5,000, 50,000 and 500,000 links; ends with 1 when it does
//                                      not
// Prints one line of JSON for each measurement.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/fact.h"
#include "crawler/page/page_reader.h"

namespace {

using duwang::crawler::PageContext;
using duwang::crawler::PageReader;
using duwang::crawler::ReaderRules;

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

PageContext context_of(const std::string& path) {
    PageContext context;
    context.url = *duwang::parse_url("http://www.bench.gov.cn" + path);
    context.content_type = "text/html";
    return context;
}

// As a page whose structure is judged.
PageContext judged_context_of(const std::string& path) {
    PageContext context = context_of(path);
    context.detail = context.structure = true;
    context.as_of = {2024, 6, 30};
    return context;
}

using Pages = std::vector<std::pair<std::string, std::string>>;  // paths and bodies

Pages pages_of(const char* list, const std::string& folder) {
    Pages pages;
    std::ifstream file(list);
    for (std::string path; std::getline(file, path);)
        pages.emplace_back(path, read_file(folder + path));
    return pages;
}

int read_pages(std::string_view mode, const Pages& pages, int times) {
    std::size_t bytes = 0;
    for (const auto& page : pages) bytes += page.second.size();
    const auto context = mode == "structure" ? judged_context_of : context_of;
    PageReader reader;
    std::size_t links = 0;
    double start = cpu_seconds();
    for (int i = 0; i < times; ++i)
        for (const auto& [path, body] : pages)
            links += reader.read(body, context(path)).links.size();
    double took = (cpu_seconds() - start) / times;
    auto count = static_cast<double>(pages.size());
    fmt::print(
        "{{\"mode\": \"{}\", \"cpu\": {:.3f}, \"us_per_page\": {:.1f}, \"mb_per_s\": {:.0f}, "
        "\"links\": {}}}\n",
        mode, took, took / count * 1e6, static_cast<double>(bytes) / took / 1e6, links);
    return 0;
}

int print_facts(const Pages& pages) {
    PageReader reader;
    for (const auto& [path, body] : pages) {
        const auto reading = reader.read(body, judged_context_of(path));
        fmt::print("{} {}\n", path, to_json(reading.facts).dump());
        for (const auto& link : reading.links)
            fmt::print("  {:016x} {} {} {} {}\n", link.key, link.tag, link.nofollow,
                       link.is_resource, reading.url_of(link));
    }
    return 0;
}

std::string text_page(std::size_t bytes) {
    std::string page = "<html><body>";
    for (std::size_t i = 0; page.size() < bytes; ++i)
        page +=
            fmt::format("<p class=\"a\">第{}段：关于印发全县农业农村工作实施方案的通知。</p>\n", i);
    return page;
}

std::string link_page(std::size_t links) {
    std::string page = "<html><body><ul>";
    for (std::size_t i = 0; i < links; ++i)
        page += fmt::format("<li><a href=\"./t2022_{}.html\">通知公告{}</a></li>\n", i, i);
    return page;
}

// The best of three, so that another load on the machine does not decide.
double seconds_for(const std::string& page) {
    ReaderRules rules;
    rules.links_max = rules.detailed_max = 1'000'000;
    PageContext context = context_of("/list/index.html");
    context.detail = true;
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
        PageReader reader(rules);  // one that remembers nothing of the round before
        double start = cpu_seconds();
        reader.read(page, context);
        best = std::min(best, cpu_seconds() - start);
    }
    return best;
}

// Ten times as much may cost at most 15 times as much: caches get smaller than the page.
bool grows_in_proportion(std::string_view what, const std::vector<std::string>& pages) {
    constexpr double bar = 15;
    bool good = true;
    double before = 0;
    for (const std::string& page : pages) {
        double took = seconds_for(page);
        double factor = before > 0 ? took / before : 0;
        fmt::print(
            "{{\"mode\": \"{}\", \"mb\": {:.2f}, \"cpu\": {:.4f}, \"mb_per_s\": {:.0f}, "
            "\"factor\": {:.1f}}}\n",
            what, static_cast<double>(page.size()) / 1e6, took,
            static_cast<double>(page.size()) / took / 1e6, factor);
        good = good && factor <= bar;
        before = took;
    }
    return good;
}

int growth() {
    bool text = grows_in_proportion(
        "text", {text_page(500'000), text_page(5'000'000), text_page(50'000'000)});
    bool links =
        grows_in_proportion("links", {link_page(5'000), link_page(50'000), link_page(500'000)});
    return text && links ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    std::string_view mode = argc > 1 ? argv[1] : "";
    if (mode == "growth") return growth();
    if ((mode == "pages" || mode == "structure") && argc >= 4)
        return read_pages(mode, pages_of(argv[2], argv[3]),
                          argc > 4 ? std::max(1, std::atoi(argv[4])) : 1);
    if (mode == "facts" && argc >= 4) return print_facts(pages_of(argv[2], argv[3]));
    fmt::print(stderr, "reading pages|structure|facts LIST FOLDER [TIMES] | reading growth\n");
    return 2;
}
