// Reads each hostile page of 2 MB whole, with structure and details, in a process of its own:
//   hostile [NAME]
//   hostile --random COUNT SEED    floods of tags drawn by chance instead
// Prints seconds of CPU and MiB per page; fails beyond 1 s or 200 MiB, or when no tree was built.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "crawler/page/page_reader.h"
#include "tests/support/hostile_pages.h"
#include "tests/support/measured_child.h"

namespace {

constexpr std::size_t page_bytes = 2'000'000;
constexpr double seconds_max = 1;
constexpr double mebibytes_max = 200;

// Exit code 0: read, with a tree.
void read(const std::string& page) {
    duwang::crawler::PageContext context;
    context.url = *duwang::parse_url("http://www.example.gov.cn/a/b.html");
    context.content_type = "text/html; charset=utf-8";
    context.detail = context.structure = true;
    context.as_of = {2026, 9, 1};
    const duwang::crawler::PageReading reading = duwang::crawler::read_page(page, context);
    bool built = true;
    for (const std::string& warning : reading.facts.warnings) {
        fmt::print("    {}\n", warning);
        built = built && !warning.starts_with("dom: not built");
    }
    std::fflush(stdout);
    if (!built) std::_Exit(1);
}

// Reads it in a child; false when it took too much.
bool try_page(std::string_view name, const std::string& page, bool quiet) {
    const duwang::test::Spent spent = duwang::test::run_in_child([&] { read(page); }, 10);
    const bool good = spent.ended && spent.seconds < seconds_max && spent.mebibytes < mebibytes_max;
    if (!quiet || !good)
        fmt::print("{:<26} {:>6.2f} s {:>6.0f} MiB{}{}\n", name, spent.seconds, spent.mebibytes,
                   spent.ended ? "" : "  no tree", good ? "" : "  FAILED");
    std::fflush(stdout);
    return good;
}

// A few tags at the beginning, then a few others over and over.
std::string random_flood(std::mt19937& random, std::string& unit) {
    static constexpr std::string_view names[] = {"a",
                                                 "b",
                                                 "font",
                                                 "nobr",
                                                 "div",
                                                 "p",
                                                 "ul",
                                                 "li",
                                                 "dl",
                                                 "dd",
                                                 "table",
                                                 "tr",
                                                 "td",
                                                 "tbody",
                                                 "caption",
                                                 "col",
                                                 "select",
                                                 "option",
                                                 "optgroup",
                                                 "input",
                                                 "textarea",
                                                 "button",
                                                 "form",
                                                 "object",
                                                 "template",
                                                 "svg",
                                                 "math",
                                                 "mi",
                                                 "foreignObject",
                                                 "title",
                                                 "style",
                                                 "script",
                                                 "span",
                                                 "label",
                                                 "foo",
                                                 "h1",
                                                 "h2",
                                                 "frameset",
                                                 "frame",
                                                 "body",
                                                 "html",
                                                 "head",
                                                 "br",
                                                 "noscript",
                                                 "fieldset",
                                                 "ruby",
                                                 "rt",
                                                 "marquee",
                                                 "xmp",
                                                 "iframe",
                                                 "desc",
                                                 "plaintext"};
    const auto draw = [&](std::size_t count) {
        std::string out;
        for (std::size_t i = 0; i < count; ++i) {
            const std::string_view name = names[random() % std::size(names)];
            const auto kind = random() % 8;
            out += kind < 3    ? fmt::format("</{}>", name)
                   : kind == 3 ? fmt::format("<{} a={}>", name, random() % 100)
                   : kind == 4 ? fmt::format("<{}>x", name)
                               : fmt::format("<{}>", name);
        }
        return out;
    };
    std::string page = draw(random() % 12);
    unit = draw(1 + random() % 7);
    const std::string start = page;
    while (page.size() + unit.size() < page_bytes) page += unit;
    unit = start + " | " + unit;
    return page;
}

int random_floods(unsigned long count, unsigned long seed) {
    std::mt19937 random(static_cast<std::mt19937::result_type>(seed));
    int failed = 0;
    for (unsigned long i = 0; i < count; ++i) {
        std::string unit;
        const std::string page = random_flood(random, unit);
        failed += try_page(unit, page, true) ? 0 : 1;
    }
    fmt::print("{} of {} failed\n", failed, count);
    return failed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 4 && std::string_view(argv[1]) == "--random")
        return random_floods(std::stoul(argv[2]), std::stoul(argv[3]));
    int failed = 0;
    for (const duwang::test::HostilePage& kind : duwang::test::hostile_pages()) {
        if (argc > 1 && kind.name != argv[1]) continue;
        failed += try_page(kind.name, kind.write(page_bytes), false) ? 0 : 1;
    }
    fmt::print("{} failed\n", failed);
    return failed == 0 ? 0 : 1;
}
