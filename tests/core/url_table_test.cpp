// Every row of tests/golden/url: resolving a reference gives what a browser would ask for.
#include "core/text/charset.h"
#include "core/url.h"
#include "tests/support/table.h"

namespace duwang {
namespace {

TEST(UrlTable, EveryRowResolvesAsTheStandardSays) {
    const std::vector<test::TableRow> rows = test::read_tables("url", 5);
    EXPECT_GE(rows.size(), 300u);
    for (const test::TableRow& row : rows) {
        const std::string &ref = row.cells[0], &base_text = row.cells[1], &charset = row.cells[2];
        Url base;
        if (!base_text.empty()) {
            const std::optional<Url> parsed = parse_url(base_text);
            ASSERT_TRUE(parsed) << row.place;
            base = *parsed;
        }
        const std::optional<Url> url =
            resolve_url(ref, base, charset.empty() ? "utf-8" : charset_of_label(charset));
        EXPECT_EQ(url ? std::string(url->href()) : "failure", row.cells[3])
            << row.place << " \"" << ref << "\"";
        if (!url || row.cells[4].empty()) continue;
        EXPECT_EQ(url->key(), row.cells[4]) << row.place;
    }
}

// What was resolved once resolves to itself: stored addresses stay what they are.
TEST(UrlTable, ResultsAreFixedPoints) {
    for (const test::TableRow& row : test::read_tables("url", 5)) {
        if (row.cells[3] == "failure") continue;
        const std::optional<Url> url = parse_url(row.cells[3]);
        ASSERT_TRUE(url) << row.place;
        EXPECT_EQ(url->href(), row.cells[3]) << row.place;
    }
}

}  // namespace
}  // namespace duwang
