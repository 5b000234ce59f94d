// No page, however hostile, stops or swells the reader. Figures that count come from
// tests/bench/hostile in the release preset; here a page that takes more than its share is found.
#include <gtest/gtest.h>

#include "crawler/page/page_reader.h"
#include "tests/support/hostile_pages.h"
#include "tests/support/measured_child.h"

namespace duwang::crawler {
namespace {

#if defined(NDEBUG)
constexpr std::size_t page_bytes = 2'000'000;
#else
constexpr std::size_t page_bytes = 600'000;
#endif
constexpr unsigned cpu_seconds_max = 20;  // the machine may be busy and the build unoptimised
#if defined(__SANITIZE_ADDRESS__)
constexpr double mebibytes_max = 4000;  // freed memory is kept for a while
#else
constexpr double mebibytes_max = 200;
#endif

class Hostile : public testing::TestWithParam<test::HostilePage> {};

TEST_P(Hostile, IsReadWithinBounds) {
    const std::string page = GetParam().write(page_bytes);
    ASSERT_LE(page.size(), page_bytes);
    const auto read = [&] {
        PageContext context;
        context.url = *parse_url("http://www.example.gov.cn/a/b.html");
        context.content_type = "text/html; charset=utf-8";
        context.detail = context.structure = true;
        context.as_of = {2026, 9, 1};
        const PageReading reading = read_page(page, context);
        for (const std::string& warning : reading.facts.warnings)
            if (warning == "dom: not built, too costly") std::abort();
    };
    const test::Spent spent = test::run_in_child(read, cpu_seconds_max);
    EXPECT_TRUE(spent.ended) << "stopped after " << spent.seconds << " s";
    EXPECT_LT(spent.mebibytes, mebibytes_max);
}

INSTANTIATE_TEST_SUITE_P(Page, Hostile, testing::ValuesIn(test::hostile_pages()),
                         [](const auto& param) { return std::string(param.param.name); });

}  // namespace
}  // namespace duwang::crawler
