#include "tests/bench/parses.h"

#include <fmt/format.h>
#include <gumbo.h>
#include <sys/resource.h>

#include <string>

namespace bench {
namespace {

constexpr int parses = 1'000;
constexpr std::size_t page_bytes = 50'000;

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::string page() {
    std::string html = "<!DOCTYPE html><html><head><title>政府信息公开</title></head><body><ul>";
    for (int i = 0; html.size() < page_bytes; ++i)
        html += fmt::format(
            "<li class=\"item\"><a href=\"/art/2026/9/{0}/art_{1}_{0}.html\" "
            "title=\"关于第{0}号事项的通知\">关于第{0}号事项的通知</a>"
            "<span>2026-09-{2:02}</span></li>",
            i, i % 7, i % 28 + 1);
    return html + "</ul></body></html>";
}

}  // namespace

double measured(const std::function<void()>& work) {
    const double before = cpu_seconds();
    work();
    return cpu_seconds() - before;
}

void parse_pages() {
    const std::string html = page();
    for (int i = 0; i < parses; ++i) {
        GumboOutput* output =
            gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
        gumbo_destroy_output(&kGumboDefaultOptions, output);
    }
}

}  // namespace bench
