// Reads each hostile page of 2 MB whole, with structure and details, in a process of its own:
//   hostile [NAME]
// Prints seconds of CPU and MiB per page; fails beyond 1 s or 200 MiB.
#include <fmt/format.h>

#include <cstdio>
#include <cstring>

#include "crawler/page/page_reader.h"
#include "tests/support/hostile_pages.h"
#include "tests/support/measured_child.h"

namespace {

constexpr std::size_t page_bytes = 2'000'000;
constexpr double seconds_max = 1;
constexpr double mebibytes_max = 200;

void read(const std::string& page) {
    duwang::crawler::PageContext context;
    context.url = *duwang::parse_url("http://www.example.gov.cn/a/b.html");
    context.content_type = "text/html; charset=utf-8";
    context.detail = context.structure = true;
    context.as_of = {2026, 9, 1};
    const duwang::crawler::PageReading reading = duwang::crawler::read_page(page, context);
    for (const std::string& warning : reading.facts.warnings) fmt::print("    {}\n", warning);
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    int failed = 0;
    for (const duwang::test::HostilePage& kind : duwang::test::hostile_pages()) {
        if (argc > 1 && kind.name != argv[1]) continue;
        const std::string page = kind.write(page_bytes);
        const duwang::test::Spent spent = duwang::test::run_in_child([&] { read(page); }, 10);
        const bool good =
            spent.ended && spent.seconds < seconds_max && spent.mebibytes < mebibytes_max;
        failed += good ? 0 : 1;
        fmt::print("{:<26} {:>6.2f} s {:>6.0f} MiB{}{}\n", kind.name, spent.seconds,
                   spent.mebibytes, spent.ended ? "" : "  killed", good ? "" : "  FAILED");
        std::fflush(stdout);
    }
    fmt::print("{} failed\n", failed);
    return failed == 0 ? 0 : 1;
}
